import { type FollowUpFilters, FollowUpPage } from '@plumbline/shared/contracts/follow-ups.ts';
import { OneToOne } from '@plumbline/shared/contracts/one-to-ones.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

/** `mine`: held with me. `team`: those I logged or sent, and my team's. */
export const followUpsQuery = (of: Partial<FollowUpFilters>) =>
  infiniteQueryOptions({
    queryKey: ['follow-ups', of],
    queryFn: ({ signal, pageParam }) =>
      get({
        path: '/follow-ups',
        query: { ...of, limit: 30, cursor: pageParam },
        answer: FollowUpPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** Under `items`: the agenda changes as they do. */
export const oneToOneQuery = (repId: string) =>
  queryOptions({
    queryKey: ['items', 'one-to-one', repId],
    queryFn: ({ signal }) => get({ path: `/reps/${repId}/one-to-one`, answer: OneToOne, signal }),
  });
