import { Flag, FlagPage, FlagTrialPage } from '@plumbline/shared/contracts/flags.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { FlagView } from './flags.search.ts';

export interface FlagFilter {
  state: FlagView;
  manager?: string;
}

export const flagsQuery = (filter: FlagFilter) =>
  infiniteQueryOptions({
    queryKey: ['flags', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      get({ path: '/flags', query: { ...filter, cursor: pageParam || undefined }, answer: FlagPage, signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** A flag in full. That an executive looked is recorded with each request, so it is not asked for again by itself. */
export const flagQuery = (id: string) =>
  queryOptions({
    queryKey: ['flags', id],
    queryFn: ({ signal }) => get({ path: `/flags/${id}`, answer: Flag, signal }),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });

/** The occasions as they were frozen with the flag. */
export const flagOccasionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['flags', id, 'occasions'],
    queryFn: ({ pageParam, signal }) =>
      get({
        path: `/flags/${id}/trials`,
        query: { cursor: pageParam || undefined },
        answer: FlagTrialPage,
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
