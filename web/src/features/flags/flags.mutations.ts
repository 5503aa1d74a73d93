import { type FlagReviewRequest } from '@plumbline/shared/contracts/flags.ts';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { post } from '../../lib/api.ts';
import { meQuery } from '../identity/identity.queries.ts';

/** The flag with its abilities, the lists and the badges. */
const changes = [['flags'], ['patterns'], meQuery.queryKey];

export function useReply(flagId: string) {
  return useMutation({
    mutationFn: (body: string) =>
      post({ path: `/flags/${flagId}/reply`, answer: z.unknown(), body: { body } }),
    meta: { changes },
  });
}

export function useBeginReview(flagId: string) {
  return useMutation({
    mutationFn: () => post({ path: `/flags/${flagId}/review/beginning`, answer: z.unknown() }),
    meta: { changes },
  });
}

export function useReview(flagId: string) {
  return useMutation({
    mutationFn: (review: FlagReviewRequest) =>
      post({ path: `/flags/${flagId}/review`, answer: z.unknown(), body: review }),
    meta: { changes },
  });
}
