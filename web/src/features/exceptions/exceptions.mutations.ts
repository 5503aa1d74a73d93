import { type AskForExceptionRequest, PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import { useMutation } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';

const changes = [['exceptions']];
const rowOf = ['exceptions', 'list'];

export function useAskForException() {
  return useMutation({
    mutationFn: (body: AskForExceptionRequest) =>
      postOnce({ path: '/exceptions', body, answer: PolicyException }),
    onSuccess: () => said('Asked. Your manager sees it, and you are told what they decide.'),
    meta: { changes },
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
    meta: { changes, rowOf },
  });
}

export function useWithdrawException() {
  return useMutation({
    mutationFn: (id: string) => postOnce({ path: `/exceptions/${id}/withdrawal`, answer: PolicyException }),
    onSuccess: () => said('Taken back.'),
    onError: failed,
    meta: { changes, rowOf },
  });
}
