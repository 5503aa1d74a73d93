import { InterventionPage, TakeoverChoices } from '@plumbline/shared/contracts/interventions.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

/** What is declared: by me, about my deals, or as asked for by me. */
export const interventionsQuery = (state: 'open' | 'over') =>
  infiniteQueryOptions({
    queryKey: ['interventions', 'list', state],
    queryFn: ({ signal, pageParam }) =>
      get({
        path: '/interventions',
        query: { state, limit: 30, cursor: pageParam },
        answer: InterventionPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** Open deals of my reps, and the executives. @param deal this one alone */
export const choicesQuery = (deal?: string) =>
  queryOptions({
    queryKey: ['interventions', 'choices', deal],
    queryFn: ({ signal }) =>
      get({ path: '/interventions/choices', query: { deal }, answer: TakeoverChoices, signal }),
  });
