import { ItemHistory, ItemPage, Reviews, TeamWeeks, Today } from '@plumbline/shared/contracts/items.ts';
import { ItemChoices, type ItemFilters } from '@plumbline/shared/contracts/item-lists.ts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

interface ItemsOf extends Partial<ItemFilters> {
  /** Rows a page. */
  limit?: number;
}

export const itemsQuery = ({ limit = 50, ...of }: ItemsOf) =>
  infiniteQueryOptions({
    queryKey: ['items', 'list', of],
    queryFn: ({ signal, pageParam }) =>
      get({ path: '/items', query: { ...of, limit, cursor: pageParam }, answer: ItemPage, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // What was narrowed further stays in view until the narrower list is there.
    placeholderData: keepPreviousData,
  });

/** What lists can be narrowed to; with a search, what holds it. */
export const itemChoicesQuery = (search?: string) =>
  queryOptions({
    queryKey: ['items', 'choices', search ?? ''],
    queryFn: ({ signal }) => get({ path: '/items/choices', query: { search }, answer: ItemChoices, signal }),
    staleTime: 60_000,
  });

export const itemQuery = (id: string) =>
  queryOptions({
    queryKey: ['items', 'one', id],
    queryFn: ({ signal }) => get({ path: `/items/${id}`, answer: ItemHistory, signal }),
  });

/** The queue changes while one looks at it: reps submit, deadlines pass. */
export const todayQuery = infiniteQueryOptions({
  queryKey: ['items', 'today'],
  queryFn: ({ signal, pageParam }) =>
    get({ path: '/today', query: { limit: 100, cursor: pageParam }, answer: Today, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  refetchInterval: 60_000,
});

/** What waits for the viewer's acceptance. */
export const reviewsQuery = infiniteQueryOptions({
  queryKey: ['items', 'reviews'],
  queryFn: ({ signal, pageParam }) =>
    get({ path: '/reviews', query: { limit: 50, cursor: pageParam }, answer: Reviews, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});

export const teamQuery = queryOptions({
  queryKey: ['items', 'team'],
  queryFn: ({ signal }) => get({ path: '/team', query: { weeks: 12 }, answer: TeamWeeks, signal }),
});
