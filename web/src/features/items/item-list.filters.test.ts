import { describe, expect, it } from 'vitest';
import { filtersOf } from './item-list.filters.ts';

/** Tuesday; in London the clocks went back four weeks ago. */
const reader = { now: new Date('2026-11-24T10:00:00Z'), timeZone: 'Europe/London' };
const range = (search: Parameters<typeof filtersOf>[0]) => {
  const { dueFrom, dueBefore } = filtersOf(search, reader);
  return [dueFrom, dueBefore];
};

describe('a range of due times', () => {
  it('is half-open, by days of the reader’s own clock', () => {
    expect(range({ due: 'today' })).toEqual(['2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z']);
    expect(range({ due: 'this_week' })).toEqual(['2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z']);
    expect(range({ due: 'next_week' })).toEqual(['2026-11-30T00:00:00.000Z', '2026-12-07T00:00:00.000Z']);
    expect(range({ due: 'last_week' })).toEqual(['2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z']);
    // Over the change of the clocks: the first of its days began in summer time.
    expect(range({ due: 'between', from: '2026-10-25', to: '2026-10-25' })).toEqual([
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
    ]);
  });

  it('may be open at either end, and there may be none', () => {
    expect(range({ due: 'between', to: '2026-11-24' })).toEqual([undefined, '2026-11-25T00:00:00.000Z']);
    expect(range({})).toEqual([undefined, undefined]);
    // Days that are left over from before are not meant.
    expect(range({ from: '2026-11-24' })).toEqual([undefined, undefined]);
  });
});

describe('an order', () => {
  it('that the narrowed list has not is left out', () => {
    expect(filtersOf({ state: 'done', sort: '-lateness' }, reader).sort).toBe('-lateness');
    expect(filtersOf({ state: 'late', sort: '-lateness' }, reader).sort).toBeUndefined();
    expect(filtersOf({ state: 'done', sort: '-done', due: 'last_week' }, reader).sort).toBeUndefined();
  });
});

it('asks for what is owed unless the address says otherwise, and for no empty search', () => {
  expect(filtersOf({ search: ' ' }, reader)).toEqual({ scope: 'team', state: 'owed' });
});
