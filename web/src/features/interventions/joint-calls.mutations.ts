import { JointCall, type LogJointCallRequest } from '@plumbline/shared/contracts/joint-calls.ts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { meQuery } from '../identity/identity.queries.ts';

const refresh = (queryClient: QueryClient) =>
  Promise.all(
    [['joint-calls'], ['takeovers'], meQuery.queryKey].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );

export function useLogJointCall() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: LogJointCallRequest) => postOnce({ path: '/joint-calls', body, answer: JointCall }),
    onSuccess: ({ rep }) => said(`Logged. ${rep.name} sees it and can confirm or dispute it.`),
    // Not waited for: the form that sent it goes at once, and is not to meet what it sent.
    onSettled: () => void refresh(queryClient),
  });
}

/** The rep's answer: it was so, or it was not, in their own words. */
export function useAnswerJointCall() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, dispute }: { id: string; dispute: string | null }) =>
      dispute === null
        ? postOnce({ path: `/joint-calls/${id}/confirmation`, answer: JointCall })
        : postOnce({ path: `/joint-calls/${id}/dispute`, body: { note: dispute }, answer: JointCall }),
    onSuccess: ({ manager }, { dispute }) =>
      said(dispute === null ? 'Confirmed.' : `Disputed. ${manager.name} is told, in your words.`),
    onError: failed,
    onSettled: () => refresh(queryClient),
  });
}
