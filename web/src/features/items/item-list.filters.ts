import { type ItemFilters, sortsOf } from '@plumbline/shared/contracts/item-lists.ts';
import type { Reader } from '../../lib/formats.ts';
import { instantOf, plusDays, type Wall, wallAt, weekdayOf } from '../../lib/zoned.ts';
import type { ItemListSearch } from './item-list.search.ts';

/** What the address asks for, as the API takes it: days become instants by the reader's clock. */
export function filtersOf(search: ItemListSearch, reader: Reader): ItemFilters {
  const { state = 'owed', kind, type, rep, sort } = search;
  const text = search.search?.trim();
  const filters: ItemFilters = {
    scope: 'team',
    state,
    kind,
    type,
    rep,
    search: text === '' ? undefined : text,
    ...rangeOf(search, reader),
  };
  // What was sorted otherwise before it was narrowed has its usual order again.
  return { ...filters, sort: sort && sortsOf(filters).includes(sort) ? sort : undefined };
}

type Range = Pick<ItemFilters, 'dueFrom' | 'dueBefore'>;

function rangeOf({ due, from, to }: ItemListSearch, { now, timeZone }: Reader): Range {
  const today: Wall = { ...wallAt(now, timeZone), hour: 0, minute: 0 };
  const days = (first: number, length: number): Range => ({
    dueFrom: instantOf(plusDays(today, first), timeZone).toISOString(),
    dueBefore: instantOf(plusDays(today, first + length), timeZone).toISOString(),
  });
  const monday = 1 - weekdayOf(today);
  switch (due) {
    case undefined:
      return {};
    case 'today':
      return days(0, 1);
    case 'this_week':
      return days(monday, 7);
    case 'next_week':
      return days(monday + 7, 7);
    case 'last_week':
      return days(monday - 7, 7);
    case 'last_30_days':
      return days(-29, 30);
    case 'between':
      return {
        dueFrom: from && instantOf(wallOf(from), timeZone).toISOString(),
        dueBefore: to && instantOf(plusDays(wallOf(to), 1), timeZone).toISOString(),
      };
  }
}

/** The first minute of `2026-11-24`. */
function wallOf(day: string): Wall {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, day: date, hour: 0, minute: 0 };
}
