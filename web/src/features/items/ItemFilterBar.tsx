import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { type ItemFilters, listedStates, sortsOf } from '@plumbline/shared/contracts/item-lists.ts';
import { DaysFilter } from '../../components/DaysFilter.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { FilterSelect } from '../../components/FilterSelect.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SortSelect } from '../../components/SortSelect.tsx';
import { dayRanges } from '../../lib/day-ranges.ts';
import { choices } from '../../lib/words.ts';
import { KindSelect } from './KindSelect.tsx';
import { RepSelect } from './RepSelect.tsx';
import { type ItemListSearch, itemGroups } from './item-list.search.ts';
import { dueWordsOf, groupWords, sortWords, stateWords } from './item-list.words.ts';

const unnarrowed = {
  search: undefined,
  state: undefined,
  kind: undefined,
  type: undefined,
  rep: undefined,
  due: undefined,
  from: undefined,
  to: undefined,
} satisfies Partial<ItemListSearch>;

/** What narrows the list of items, sorts and groups it. */
export function ItemFilterBar({
  search,
  filters,
  shownRep,
  onChange,
}: {
  search: ItemListSearch;
  filters: ItemFilters;
  /** The rep whose items are shown, as far as the list knows them by name. */
  shownRep: PersonRef | undefined;
  onChange: (change: Partial<ItemListSearch>) => void;
}) {
  const sorts = sortsOf(filters);
  return (
    <FilterBar label="Which items" search={search} unnarrowed={unnarrowed} onChange={onChange}>
      <SearchField
        label="Rep, kind or directive"
        value={search.search}
        onChange={(words) => onChange({ search: words })}
      />
      <FilterSelect
        label="State"
        options={choices(stateWords, listedStates)}
        value={filters.state}
        onChange={(state) => onChange({ state: state === 'owed' ? undefined : state })}
      />
      <KindSelect value={search} onChange={onChange} />
      <RepSelect value={search.rep} shown={shownRep} onChange={(rep) => onChange({ rep })} />
      <DaysFilter
        label="Due"
        any="Due at any time"
        options={choices(dueWordsOf, dayRanges)}
        value={{ range: search.due, from: search.from, to: search.to }}
        onChange={({ range, from, to }) => onChange({ due: range, from, to })}
      />
      <SortSelect
        words={sortWords}
        sorts={sorts}
        value={filters.sort}
        onChange={(sort) => onChange({ sort })}
      />
      <FilterSelect
        label="Group"
        any="Not grouped"
        options={choices(groupWords, itemGroups)}
        value={search.by}
        onChange={(by) => onChange({ by })}
      />
    </FilterBar>
  );
}
