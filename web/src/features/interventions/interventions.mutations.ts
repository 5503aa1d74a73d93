import { type DeclareTakeoverRequest, Intervention } from '@plumbline/shared/contracts/interventions.ts';
import { useMutation } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';

const changes = [['interventions'], ['takeovers']];
const rowOf = ['interventions', 'list'];

export function useDeclareTakeover() {
  return useMutation({
    mutationFn: (body: DeclareTakeoverRequest) =>
      postOnce({ path: '/interventions', body, answer: Intervention }),
    onSuccess: ({ rep }) => said(`Declared. ${rep?.name ?? 'The rep'} is told, with your plan.`),
    meta: { changes },
  });
}

export function useHandBack() {
  return useMutation({
    mutationFn: ({ id, learned }: { id: string; learned: string }) =>
      postOnce({ path: `/interventions/${id}/hand-back`, body: { learned }, answer: Intervention }),
    onSuccess: ({ rep }) => said(`Handed back. ${rep?.name ?? 'The rep'} is told.`),
    onError: failed,
    meta: { changes, rowOf },
  });
}

/** The executive's word on whether they asked for it. */
export function useConfirmTakeover() {
  return useMutation({
    mutationFn: ({ id, asked }: { id: string; asked: boolean }) =>
      postOnce({ path: `/interventions/${id}/confirmation`, body: { asked }, answer: Intervention }),
    onSuccess: ({ manager }, { asked }) =>
      said(
        asked
          ? `Confirmed: from now on it is not counted against ${manager.name}.`
          : `${manager.name} is told that you did not ask for it.`,
      ),
    onError: failed,
    meta: { changes, rowOf },
  });
}
