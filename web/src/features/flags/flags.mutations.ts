import { type FlagReviewRequest } from '@plumbline/shared/contracts/flags.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { post } from '../../lib/api.ts';
import { meQuery } from '../identity/identity.queries.ts';

/** What was said is read back from the server: the flag with its abilities, the lists and the badges. */
function useReadBack() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['flags'] }),
      queryClient.invalidateQueries({ queryKey: ['patterns'] }),
      queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
    ]);
}

export function useReply(flagId: string) {
  const readBack = useReadBack();
  return useMutation({
    mutationFn: (body: string) =>
      post({ path: `/flags/${flagId}/reply`, answer: z.unknown(), body: { body } }),
    onSuccess: readBack,
  });
}

export function useBeginReview(flagId: string) {
  const readBack = useReadBack();
  return useMutation({
    mutationFn: () => post({ path: `/flags/${flagId}/review/beginning`, answer: z.unknown() }),
    onSuccess: readBack,
  });
}

export function useReview(flagId: string) {
  const readBack = useReadBack();
  return useMutation({
    mutationFn: (review: FlagReviewRequest) =>
      post({ path: `/flags/${flagId}/review`, answer: z.unknown(), body: review }),
    onSuccess: readBack,
  });
}
