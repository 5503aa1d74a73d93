import { type DeclareTakeoverRequest, Intervention } from '@plumbline/shared/contracts/interventions.ts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';

const refresh = (queryClient: QueryClient) =>
  Promise.all(
    [['interventions'], ['takeovers']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );

export function useDeclareTakeover() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: DeclareTakeoverRequest) =>
      postOnce({ path: '/interventions', body, answer: Intervention }),
    onSuccess: ({ rep }) => said(`Declared. ${rep?.name ?? 'The rep'} is told, with your plan.`),
    // Not waited for: the form that sent it goes at once, and is not to meet what it sent.
    onSettled: () => void refresh(queryClient),
  });
}

export function useHandBack() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, learned }: { id: string; learned: string }) =>
      postOnce({ path: `/interventions/${id}/hand-back`, body: { learned }, answer: Intervention }),
    onSuccess: ({ rep }) => said(`Handed back. ${rep?.name ?? 'The rep'} is told.`),
    onError: failed,
    onSettled: () => refresh(queryClient),
  });
}

/** The executive's word on whether they asked for it. */
export function useConfirmTakeover() {
  const queryClient = useQueryClient();
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
    onSettled: () => refresh(queryClient),
  });
}
