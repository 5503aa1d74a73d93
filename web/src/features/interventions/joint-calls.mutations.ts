import { JointCall, type LogJointCallRequest } from '@plumbline/shared/contracts/joint-calls.ts';
import { useMutation } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { meQuery } from '../identity/identity.queries.ts';

const changes = [['joint-calls'], ['takeovers'], meQuery.queryKey];

export function useLogJointCall() {
  return useMutation({
    mutationFn: (body: LogJointCallRequest) => postOnce({ path: '/joint-calls', body, answer: JointCall }),
    onSuccess: ({ rep }) => said(`Logged. ${rep.name} sees it and can confirm or dispute it.`),
    meta: { changes },
  });
}

/** The rep's answer: it was so, or it was not, in their own words. */
export function useAnswerJointCall() {
  return useMutation({
    mutationFn: ({ id, dispute }: { id: string; dispute: string | null }) =>
      dispute === null
        ? postOnce({ path: `/joint-calls/${id}/confirmation`, answer: JointCall })
        : postOnce({ path: `/joint-calls/${id}/dispute`, body: { note: dispute }, answer: JointCall }),
    onSuccess: ({ manager }, { dispute }) =>
      said(dispute === null ? 'Confirmed.' : `Disputed. ${manager.name} is told, in your words.`),
    onError: failed,
    meta: { changes, rowOf: ['joint-calls', 'list'] },
  });
}
