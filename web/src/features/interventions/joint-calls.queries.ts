import { JointCallChoices, JointCallPage } from '@plumbline/shared/contracts/joint-calls.ts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

/** Mine and my team's; of one rep, or on one deal, alone. */
export const jointCallsQuery = (of: { rep?: string; deal?: string } = {}) =>
  infiniteQueryOptions({
    queryKey: ['joint-calls', 'list', of],
    queryFn: ({ signal, pageParam }) =>
      get({
        path: '/joint-calls',
        query: { ...of, limit: 20, cursor: pageParam },
        answer: JointCallPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** Accounts and deals of my reps; what was found before stays while one types on. */
export const jointCallChoicesQuery = (of: { search: string; rep?: string }) =>
  queryOptions({
    queryKey: ['joint-calls', 'choices', of],
    queryFn: ({ signal }) =>
      get({ path: '/joint-calls/choices', query: of, answer: JointCallChoices, signal }),
    placeholderData: keepPreviousData,
  });
