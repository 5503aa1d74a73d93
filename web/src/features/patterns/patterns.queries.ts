import {
  ManagerPatterns,
  Patterns,
  TrialFacts,
  TrialPage,
  type Trial,
} from '@plumbline/shared/contracts/patterns.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

/** Which occasions of a manager to list. */
export interface OccasionFilter {
  manager: string;
  signal?: Signal;
  rep?: string;
  outcome?: 'against' | 'for';
}

/** What names one occasion: its signal, what it was about, and when it settled. */
export type OccasionKey = Pick<Trial, 'signal' | 'subjectId' | 'settledAt'>;

/** Managers by patterns over the last so many weeks. */
export const patternsQuery = (weeks: number) =>
  queryOptions({
    queryKey: ['patterns', weeks],
    queryFn: ({ signal }) => get({ path: '/patterns', query: { weeks }, answer: Patterns, signal }),
    placeholderData: keepPreviousData,
  });

/**
 * One manager's patterns. That an executive looked is recorded with each request, so it is not asked for again by itself.
 */
export const managerPatternsQuery = (managerId: string) =>
  queryOptions({
    queryKey: ['manager-patterns', managerId],
    queryFn: ({ signal }) =>
      get({ path: `/managers/${managerId}/patterns`, answer: ManagerPatterns, signal }),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });

export const occasionsQuery = (filter: OccasionFilter) =>
  infiniteQueryOptions({
    queryKey: ['occasions', filter],
    queryFn: ({ pageParam, signal }) =>
      get({
        path: '/trials',
        query: { ...filter, cursor: pageParam || undefined },
        answer: TrialPage,
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** One occasion with the facts it was read from. */
export const occasionFactsQuery = (manager: string, { signal, subjectId, settledAt }: OccasionKey) =>
  queryOptions({
    queryKey: ['occasion-facts', manager, signal, subjectId, settledAt],
    queryFn: ({ signal: aborted }) =>
      get({
        path: '/trials/facts',
        query: { manager, signal, subject: subjectId, settledAt },
        answer: TrialFacts,
        signal: aborted,
      }),
  });
