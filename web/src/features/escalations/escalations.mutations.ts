import {
  Escalation,
  type EscalationRequest,
  RulingsAnswer,
  type RulingRequest,
} from '@plumbline/shared/contracts/escalations.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { firstName } from '../../lib/formats.ts';
import { allAnsweredWords, answeredWords } from './words.ts';

/** Everything that shows an item of a directive. */
function useRefresh() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      ['escalations', 'items', 'directives'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
}

export function useEscalate() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ itemId, body }: { itemId: string; body: EscalationRequest }) =>
      postOnce({ path: `/items/${itemId}/escalations`, body, answer: Escalation }),
    onSuccess: ({ item, to }) =>
      said(`${item.title} is before ${firstName(to.name)} now, and on the record.`),
    onError: failed,
    onSettled: refresh,
  });
}

export function useRule() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: RulingRequest }) =>
      postOnce({ path: `/escalations/${id}/ruling`, body, answer: Escalation }),
    onSuccess: (escalation) => said(answeredWords(escalation)),
    onError: failed,
    onSettled: refresh,
  });
}

/** One answer to all of a directive that waits. */
export function useRuleAll(title: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ directiveId, body }: { directiveId: string; body: RulingRequest }) =>
      postOnce({ path: `/directives/${directiveId}/rulings`, body, answer: RulingsAnswer }),
    onSuccess: (answer, { body: { ruling } }) => said(allAnsweredWords(title, ruling, answer)),
    onError: failed,
    onSettled: refresh,
  });
}
