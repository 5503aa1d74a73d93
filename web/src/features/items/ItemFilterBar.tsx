import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ItemFilters, listedStates, sortsOf } from '@plumbline/shared/contracts/item-lists.ts';
import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { useQuery } from '@tanstack/react-query';
import { choices } from '../../lib/words.ts';
import classes from './ItemFilterBar.module.css';
import { KindSelect } from './KindSelect.tsx';
import { SearchField } from './SearchField.tsx';
import { dueRanges, type ItemListSearch, itemGroups } from './item-list.search.ts';
import { dueWordsOf, groupWords, sortWords, stateWords } from './item-list.words.ts';
import { itemChoicesQuery } from './items.queries.ts';

/** What narrows the list and how it is shown; each choice goes into the address at once. */
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
  const isNarrowed = Object.entries(search).some(
    ([name, value]) => value !== undefined && !['sort', 'by', 'selected'].includes(name),
  );
  return (
    <div className={classes.bar} role="search" aria-label="Which items">
      <SearchField
        label="Rep, kind or directive"
        value={search.search}
        onChange={(words) => onChange({ search: words })}
      />
      <NativeSelect
        size="xs"
        aria-label="State"
        value={filters.state}
        data={choices(stateWords, listedStates)}
        onChange={({ currentTarget: { value } }) => {
          const state = listedStates.find((known) => known === value);
          onChange({ state: state === 'owed' ? undefined : state });
        }}
      />
      <KindSelect value={search} onChange={onChange} />
      <RepSelect value={search.rep} shown={shownRep} onChange={(rep) => onChange({ rep })} />
      <NativeSelect
        size="xs"
        aria-label="Due"
        value={search.due ?? ''}
        data={[{ value: '', label: 'Due at any time' }, ...choices(dueWordsOf, dueRanges)]}
        onChange={({ currentTarget: { value } }) => {
          const due = dueRanges.find((known) => known === value);
          onChange({ due, ...(due === 'between' ? {} : { from: undefined, to: undefined }) });
        }}
      />
      {search.due === 'between' && (
        <span className={classes.days}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              size="xs"
              type="date"
              aria-label={end === 'from' ? 'First day' : 'Last day'}
              value={search[end] ?? ''}
              onChange={({ currentTarget: { value } }) => onChange({ [end]: value || undefined })}
            />
          ))}
        </span>
      )}
      <NativeSelect
        size="xs"
        aria-label="Sort"
        value={filters.sort ?? sorts[0]}
        data={choices(sortWords, sorts)}
        onChange={({ currentTarget: { value } }) => {
          const sort = sorts.find((known) => known === value);
          onChange({ sort: sort === sorts[0] ? undefined : sort });
        }}
      />
      <NativeSelect
        size="xs"
        aria-label="Group"
        value={search.by ?? ''}
        data={[{ value: '', label: 'Not grouped' }, ...choices(groupWords, itemGroups)]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ by: itemGroups.find((known) => known === value) })
        }
      />
      {isNarrowed && (
        <Button
          variant="subtle"
          color="gray"
          data-quiet
          size="compact-sm"
          onClick={() =>
            onChange({
              search: undefined,
              state: undefined,
              kind: undefined,
              type: undefined,
              rep: undefined,
              due: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          Clear
        </Button>
      )}
    </div>
  );
}

/** One of the reps; where they are too many to choose from, a rep's name in the list narrows it, as the search does. */
function RepSelect({
  value,
  shown,
  onChange,
}: {
  value: string | undefined;
  shown: PersonRef | undefined;
  onChange: (rep: string | undefined) => void;
}) {
  const { data } = useQuery(itemChoicesQuery());
  if (data === undefined || (data.moreReps && value === undefined)) return null;
  const known = data.reps.some(({ id }) => id === value);
  const reps = data.moreReps ? [] : data.reps;
  const chosen = value && !(known && !data.moreReps) ? [{ id: value, name: shown?.name ?? 'One rep' }] : [];
  return (
    <NativeSelect
      size="xs"
      aria-label="Rep"
      value={value ?? ''}
      data={[
        { value: '', label: 'Everybody' },
        ...[...chosen, ...reps].map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}
