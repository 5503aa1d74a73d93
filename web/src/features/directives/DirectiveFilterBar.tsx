import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { directiveSorts, directiveStates } from '@plumbline/shared/contracts/directives.ts';
import type { DirectiveSort, DirectiveState } from '@plumbline/shared/contracts/directives.ts';
import { useQuery } from '@tanstack/react-query';
import { DaysFilter } from '../../components/DaysFilter.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { FilterSelect } from '../../components/FilterSelect.tsx';
import { PersonSelect } from '../../components/PersonSelect.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SortSelect } from '../../components/SortSelect.tsx';
import { type DayRange, dayRanges } from '../../lib/day-ranges.ts';
import { choices } from '../../lib/words.ts';
import { issuersQuery } from './directives.queries.ts';
import type { DirectivesSearch } from './directives.search.ts';

const stateWords: Record<DirectiveState, string> = {
  open: 'Open',
  late: 'Late with somebody',
  done: 'Done by everybody',
  recalled: 'Recalled',
  all: 'All',
};

const dueWords: Record<DayRange, string> = {
  today: 'First due today',
  this_week: 'First due this week',
  next_week: 'First due next week',
  last_week: 'First due last week',
  last_30_days: 'First due in the last 30 days',
  between: 'First due between…',
};

const sortWords: Record<DirectiveSort, string> = {
  '-issued': 'Issued last',
  issued: 'Issued first',
  due: 'Due first',
  '-due': 'Due last',
};

const unnarrowed = {
  search: undefined,
  state: undefined,
  issuer: undefined,
  due: undefined,
  from: undefined,
  to: undefined,
} satisfies Partial<DirectivesSearch>;

/** What narrows the list of directives, and sorts it. */
export function DirectiveFilterBar({
  search,
  state,
  shownIssuer,
  onChange,
}: {
  search: DirectivesSearch;
  /** Of those that are shown. */
  state: DirectiveState;
  /** Whose directives are shown, as far as the list knows them by name. */
  shownIssuer: PersonRef | undefined;
  onChange: (change: Partial<DirectivesSearch>) => void;
}) {
  const { data } = useQuery(issuersQuery);
  return (
    <FilterBar label="Which directives" search={search} unnarrowed={unnarrowed} onChange={onChange}>
      <SearchField
        label="Title or issuer"
        value={search.search}
        onChange={(words) => onChange({ search: words })}
      />
      <FilterSelect
        label="State"
        options={choices(stateWords, directiveStates)}
        value={state}
        onChange={(next) => onChange({ state: next })}
      />
      {search.view !== 'mine' && (
        <PersonSelect
          label="Issued by"
          any="Issued by anybody"
          people={data?.issuers}
          areMore={data?.moreIssuers ?? false}
          value={search.issuer}
          shown={shownIssuer}
          onChange={(issuer) => onChange({ issuer })}
        />
      )}
      <DaysFilter
        label="When"
        any="First due at any time"
        options={choices(dueWords, dayRanges)}
        value={{ range: search.due, from: search.from, to: search.to }}
        onChange={({ range, from, to }) => onChange({ due: range, from, to })}
      />
      <SortSelect
        words={sortWords}
        sorts={directiveSorts}
        value={search.sort}
        onChange={(sort) => onChange({ sort })}
      />
    </FilterBar>
  );
}
