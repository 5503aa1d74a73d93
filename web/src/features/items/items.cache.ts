import type { Item, ItemPage } from '@plumbline/shared/contracts/items.ts';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { reviewsQuery, todayQuery } from './items.queries.ts';

/** Takes an item out of the lists in memory, before the server has answered. */
export function withoutItem(queryClient: QueryClient, id: string): void {
  queryClient.setQueriesData<InfiniteData<ItemPage>>(
    { queryKey: ['items', 'list'] },
    (lists) =>
      lists && {
        ...lists,
        pages: lists.pages.map((page) => ({ ...page, rows: page.rows.filter((item) => item.id !== id) })),
      },
  );
}

/** Takes what was accepted out of what waits, before the server has answered. */
export function withoutReview(queryClient: QueryClient, id: string): void {
  queryClient.setQueryData(
    reviewsQuery.queryKey,
    (queue) =>
      queue && {
        ...queue,
        pages: queue.pages.map((page) => ({
          ...page,
          waiting: page.waiting - 1,
          rows: page.rows.filter(({ item }) => item.id !== id),
        })),
      },
  );
}

/** Marks lapses as asked about in the queue in memory, before the server has answered. */
export function askedNow(
  queryClient: QueryClient,
  ids: readonly string[],
  { by, at }: { by: Item['rep']; at: string },
): void {
  const asked = (item: Item): Item => ({
    ...item,
    lastFollowUp: { id: item.id, by, at, asked: true },
    can: { ...item.can, ask: false },
  });
  queryClient.setQueryData(
    todayQuery.queryKey,
    (queue) =>
      queue && {
        ...queue,
        pages: queue.pages.map((page) => ({
          ...page,
          rows: page.rows.map((lapse) =>
            ids.includes(lapse.item.id) ? { ...lapse, item: asked(lapse.item) } : lapse,
          ),
        })),
      },
  );
}
