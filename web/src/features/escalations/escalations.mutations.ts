import {
  Escalation,
  type EscalationRequest,
  RulingsAnswer,
  type RulingRequest,
} from '@plumbline/shared/contracts/escalations.ts';
import { useMutation } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { firstName } from '../../lib/formats.ts';
import { allAnsweredWords, answeredWords } from './words.ts';

/** Everything that shows an item of a directive. */
const changes = [['escalations'], ['items'], ['directives']];

export function useEscalate() {
  return useMutation({
    mutationFn: ({ itemId, body }: { itemId: string; body: EscalationRequest }) =>
      postOnce({ path: `/items/${itemId}/escalations`, body, answer: Escalation }),
    onSuccess: ({ item, to }) =>
      said(`${item.title} is before ${firstName(to.name)} now, and on the record.`),
    onError: failed,
    meta: { changes },
  });
}

export function useRule() {
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: RulingRequest }) =>
      postOnce({ path: `/escalations/${id}/ruling`, body, answer: Escalation }),
    onSuccess: (escalation) => said(answeredWords(escalation)),
    onError: failed,
    meta: { changes },
  });
}

/** One answer to all of a directive that waits. */
export function useRuleAll(title: string) {
  return useMutation({
    mutationFn: ({ directiveId, body }: { directiveId: string; body: RulingRequest }) =>
      postOnce({ path: `/directives/${directiveId}/rulings`, body, answer: RulingsAnswer }),
    onSuccess: (answer, { body: { ruling } }) => said(allAnsweredWords(title, ruling, answer)),
    onError: failed,
    meta: { changes },
  });
}
