import type { Item, ItemPage } from '@plumbline/shared/contracts/items.ts';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { reviewsQuery, todayQuery } from './items.queries.ts';

// Each changes the lists in memory before the server has answered, and returns what takes just that back: what others
// changed meanwhile, or what was read anew, stays.

/** Takes an item out of the lists. */
export function withoutItem(queryClient: QueryClient, id: string): () => void {
  const lists = { queryKey: ['items', 'list'] };
  const isIt = (item: Item) => item.id === id;
  const former = queryClient.getQueriesData<InfiniteData<ItemPage>>(lists);
  queryClient.setQueriesData<InfiniteData<ItemPage>>(lists, (list) => list && without(list, isIt));
  return () => {
    for (const [key, before] of former)
      queryClient.setQueryData<InfiniteData<ItemPage>>(
        key,
        (list) => list && before && withAgain(list, before, isIt),
      );
  };
}

/** Takes what was accepted out of what waits. */
export function withoutReview(queryClient: QueryClient, id: string): () => void {
  const { queryKey } = reviewsQuery;
  const isIt = ({ item }: { item: Item }) => item.id === id;
  const before = queryClient.getQueryData(queryKey);
  queryClient.setQueryData(queryKey, (queue) => queue && counted(without(queue, isIt), -1));
  return () =>
    queryClient.setQueryData(queryKey, (queue) => {
      if (!queue || !before) return queue;
      const again = withAgain(queue, before, isIt);
      return again === queue ? queue : counted(again, 1);
    });
}

/** Marks lapses as asked about in the queue. */
export function askedNow(
  queryClient: QueryClient,
  ids: readonly string[],
  { by, at }: { by: Item['rep']; at: string },
): () => void {
  const former = new Map<string, Item>();
  change((item) => {
    if (!ids.includes(item.id)) return item;
    former.set(item.id, item);
    // No follow-up has an item's id: so it is known again.
    return {
      ...item,
      lastFollowUp: { id: item.id, by, at, asked: true },
      can: { ...item.can, ask: false },
    };
  });
  return () => change((item) => (item.lastFollowUp?.id === item.id ? (former.get(item.id) ?? item) : item));

  function change(to: (item: Item) => Item): void {
    queryClient.setQueryData(
      todayQuery.queryKey,
      (queue) =>
        queue && {
          ...queue,
          pages: queue.pages.map((page) => ({
            ...page,
            rows: page.rows.map((lapse) => ({ ...lapse, item: to(lapse.item) })),
          })),
        },
    );
  }
}

function without<Row, Page extends { rows: Row[] }>(
  list: InfiniteData<Page>,
  isIt: (row: Row) => boolean,
): InfiniteData<Page> {
  return {
    ...list,
    pages: list.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => !isIt(row)) })),
  };
}

/** With the row where it was, unless it has come back by itself. */
function withAgain<Row, Page extends { rows: Row[] }>(
  list: InfiniteData<Page>,
  before: InfiniteData<Page>,
  isIt: (row: Row) => boolean,
): InfiniteData<Page> {
  if (list.pages.some(({ rows }) => rows.some(isIt))) return list;
  return {
    ...list,
    pages: list.pages.map((page, index) => {
      const rows = before.pages[index]?.rows ?? [];
      const place = rows.findIndex(isIt);
      return place === -1
        ? page
        : { ...page, rows: page.rows.toSpliced(place, 0, ...rows.slice(place, place + 1)) };
    }),
  };
}

function counted<Page extends { waiting: number }>(
  queue: InfiniteData<Page>,
  more: number,
): InfiniteData<Page> {
  return { ...queue, pages: queue.pages.map((page) => ({ ...page, waiting: page.waiting + more })) };
}
