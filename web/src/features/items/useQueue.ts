import { useInfiniteQuery } from '@tanstack/react-query';
import { todayQuery } from './items.queries.ts';

/** The manager's queue as far as it has been loaded, with the totals over all of it. */
export function useQueue() {
  const query = useInfiniteQuery(todayQuery);
  const lapses = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return { query, lapses, totals: query.data?.pages[0] };
}
