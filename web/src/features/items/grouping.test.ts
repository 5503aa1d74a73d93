import type { Item } from '@plumbline/shared/contracts/items.ts';
import { expect, it } from 'vitest';
import { grouped } from './grouping.ts';

const reader = { now: new Date('2026-11-24T10:00:00Z'), timeZone: 'Pacific/Auckland' };
const item = (id: string, currentDueAt: string, rep = 'Ana', type: string | null = 'Call report') =>
  ({ id, currentDueAt, rep: { id: rep, name: rep }, type: type && { id: type, name: type } }) as Item;

// Sunday evening in London is Monday morning in Auckland.
const items = [
  item('1', '2026-11-22T10:00:00Z', 'Ben', null),
  item('2', '2026-11-22T20:00:00Z'),
  item('3', '2026-11-23T20:00:00Z', 'Ben'),
];
const shape = (of: ReturnType<typeof grouped>) =>
  of.map(({ title, items: inGroup }) => [title, inGroup.map(({ id }) => id).join()]);

it('groups keep the order of the list, each where its first item stands', () => {
  expect(shape(grouped(items, 'rep', reader))).toEqual([
    ['Ben', '1,3'],
    ['Ana', '2'],
  ]);
  expect(shape(grouped(items, 'type', reader))).toEqual([
    ['Directives', '1'],
    ['Call report', '2,3'],
  ]);
});

it('a week begins on Monday, by the reader’s own clock', () => {
  expect(shape(grouped(items, 'week', reader))).toEqual([
    ['Week of 16 Nov', '1'],
    ['Week of 23 Nov', '2,3'],
  ]);
});
