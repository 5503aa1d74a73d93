import type { Item } from '@plumbline/shared/contracts/items.ts';
import { type InfiniteData, QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { askedNow, withoutItem, withoutReview } from './items.cache.ts';

const item = (id: string, title = id) =>
  ({ id, title, lastFollowUp: null, can: { ask: true } }) as unknown as Item;
const pagesOf = <Row>(...pages: Row[][]): InfiniteData<{ rows: Row[]; waiting: number }> => ({
  pages: pages.map((rows) => ({ rows, waiting: 4 })),
  pageParams: pages.map(() => undefined),
});
const read = <Row extends object>(queryClient: QueryClient, key: readonly string[]) =>
  (queryClient.getQueryData<ReturnType<typeof pagesOf<Row>>>(key)?.pages ?? []).map(({ rows }) => rows);

const list = ['items', 'list', 'open'];

it('a row that was not submitted comes back where it was, in each list that had it', () => {
  const queryClient = new QueryClient();
  const others = ['items', 'list', 'mine'];
  queryClient.setQueryData(list, pagesOf([item('a'), item('b')], [item('c'), item('d'), item('e')]));
  queryClient.setQueryData(others, pagesOf([item('a')]));
  const takeBack = withoutItem(queryClient, 'd');
  const ids = (key: readonly string[]) =>
    read<Item>(queryClient, key).map((rows) => rows.map(({ id }) => id));
  expect(ids(list)).toEqual([
    ['a', 'b'],
    ['c', 'e'],
  ]);
  takeBack();
  expect(ids(list)).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
  expect(ids(others)).toEqual([['a']]);
});

it('a row that came back by itself, or whose neighbours changed, stands once and leaves them as they are', () => {
  const queryClient = new QueryClient();
  queryClient.setQueryData(list, pagesOf([item('a'), item('b')]));
  const takeBack = withoutItem(queryClient, 'b');
  const readAnew = pagesOf([item('b', 'renamed'), item('a')]);
  queryClient.setQueryData(list, readAnew);
  takeBack();
  expect(read(queryClient, list)).toEqual([[item('b', 'renamed'), item('a')]]);

  const again = withoutItem(queryClient, 'b');
  queryClient.setQueryData(list, pagesOf([item('a', 'renamed')]));
  again();
  expect(read(queryClient, list)).toEqual([[item('b', 'renamed'), item('a', 'renamed')]]);
});

it('what was not accepted waits again, and is counted', () => {
  const queryClient = new QueryClient();
  const key = ['items', 'reviews'];
  const before = pagesOf([{ item: item('a') }, { item: item('b') }]);
  queryClient.setQueryData(key, before);
  const takeBack = withoutReview(queryClient, 'a');
  expect(queryClient.getQueryData(key)).toEqual({
    ...before,
    pages: [{ rows: [{ item: item('b') }], waiting: 3 }],
  });
  takeBack();
  expect(queryClient.getQueryData(key)).toEqual(before);
});

it('an ask that did not go out leaves its lapses as they were, and the others as they are now', () => {
  const queryClient = new QueryClient();
  const key = ['items', 'today'];
  const by = { id: 'm', name: 'Mia' };
  queryClient.setQueryData(key, pagesOf([{ item: item('a') }, { item: item('b') }, { item: item('c') }]));
  const first = askedNow(queryClient, ['a', 'b'], { by, at: '2026-02-12T10:00:00Z' });
  askedNow(queryClient, ['c'], { by, at: '2026-02-12T10:00:01Z' });
  const asked = () =>
    read<{ item: Item }>(queryClient, key)
      .flat()
      .filter((lapse) => lapse.item.lastFollowUp?.asked && !lapse.item.can.ask)
      .map((lapse) => lapse.item.id);
  expect(asked()).toEqual(['a', 'b', 'c']);
  first();
  expect(asked()).toEqual(['c']);
});
