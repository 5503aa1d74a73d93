import { type ItemFilters, sortsOf } from '@plumbline/shared/contracts/item-lists.ts';
import { instantsOf } from '../../lib/day-ranges.ts';
import type { Reader } from '../../lib/formats.ts';
import type { ItemListSearch } from './item-list.search.ts';

/** What the address asks for, as the API takes it: days become instants by the reader's clock. */
export function filtersOf(search: ItemListSearch, reader: Reader): ItemFilters {
  const { state = 'owed', kind, type, rep, sort, due, from, to } = search;
  const text = search.search?.trim();
  const days = instantsOf({ range: due, from, to }, reader);
  const filters: ItemFilters = {
    scope: 'team',
    state,
    kind,
    type,
    rep,
    search: text === '' ? undefined : text,
    dueFrom: days.from,
    dueBefore: days.before,
  };
  // What was sorted otherwise before it was narrowed has its usual order again.
  return { ...filters, sort: sort && sortsOf(filters).includes(sort) ? sort : undefined };
}
