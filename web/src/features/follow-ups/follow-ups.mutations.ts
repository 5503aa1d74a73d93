import { FollowUp, type LogFollowUpRequest } from '@plumbline/shared/contracts/follow-ups.ts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { count } from '../../lib/formats.ts';
import { meQuery } from '../identity/identity.queries.ts';

function refresh(queryClient: QueryClient) {
  return Promise.all(
    [['follow-ups'], ['items'], meQuery.queryKey].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

export function useLogFollowUp() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof LogFollowUpRequest>) =>
      postOnce({ path: '/follow-ups', body, answer: FollowUp }),
    onSuccess: ({ rep, items }) =>
      said(`Logged for ${count(items.length, 'item')}. ${rep.name} sees it and can confirm or dispute it.`),
    // Not waited for: the lapses go from the queue, and with them the form that still has to be told.
    onSettled: () => void refresh(queryClient),
  });
}

/** The rep's answer: it was so, or it was not, in their own words. */
export function useAnswerFollowUp() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, dispute }: { id: string; dispute: string | null }) =>
      dispute === null
        ? postOnce({ path: `/follow-ups/${id}/confirmation`, body: {}, answer: FollowUp })
        : postOnce({ path: `/follow-ups/${id}/dispute`, body: { note: dispute }, answer: FollowUp }),
    onSuccess: (_, { dispute }) =>
      said(dispute === null ? 'Confirmed.' : 'Disputed. Your words stand beside the follow-up.'),
    onError: failed,
    onSettled: () => refresh(queryClient),
  });
}
