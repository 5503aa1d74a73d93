import { type AskForExceptionRequest, PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';

const refresh = (queryClient: QueryClient) => queryClient.invalidateQueries({ queryKey: ['exceptions'] });

export function useAskForException() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: AskForExceptionRequest) =>
      postOnce({ path: '/exceptions', body, answer: PolicyException }),
    onSuccess: () => said('Asked. Your manager sees it, and you are told what they decide.'),
    // Not waited for: the form that sent it goes at once, and is not to meet what it sent.
    onSettled: () => void refresh(queryClient),
  });
}

/** What a manager or an executive says to it; each for good. */
export type Word = 'supported' | 'declined' | 'passed_up';

const saidOf: Record<Word, string> = {
  supported: 'Supported.',
  declined: 'Declined.',
  passed_up: 'Left to the executives.',
};

export function useDecideException() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, word, reason }: { id: string; word: Word; reason: string }) =>
      word === 'passed_up'
        ? postOnce({ path: `/exceptions/${id}/passing-up`, body: { reason }, answer: PolicyException })
        : postOnce({
            path: `/exceptions/${id}/decision`,
            body: { decision: word, reason },
            answer: PolicyException,
          }),
    onSuccess: ({ rep }, { word }) => said(`${saidOf[word]} ${rep.name} is told, with your reason.`),
    onError: failed,
    onSettled: () => refresh(queryClient),
  });
}

export function useWithdrawException() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => postOnce({ path: `/exceptions/${id}/withdrawal`, answer: PolicyException }),
    onSuccess: () => said('Taken back.'),
    onError: failed,
    onSettled: () => refresh(queryClient),
  });
}
