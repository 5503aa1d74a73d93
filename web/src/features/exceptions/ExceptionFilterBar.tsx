import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { type ExceptionSort, exceptionSorts } from '@plumbline/shared/contracts/exceptions.ts';
import { type ExceptionState, exceptionKinds, exceptionStates } from '@plumbline/shared/domain/vocabulary.ts';
import { DaysFilter } from '../../components/DaysFilter.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { FilterSelect } from '../../components/FilterSelect.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SortSelect } from '../../components/SortSelect.tsx';
import { pastRanges } from '../../lib/day-ranges.ts';
import { choices } from '../../lib/words.ts';
import { RepSelect } from '../items/RepSelect.tsx';
import type { ExceptionsSearch, ExceptionView } from './exceptions.search.ts';
import { kindWords } from './words.ts';

const stateWords: Record<ExceptionState, string> = {
  asked: 'To decide',
  passed_up: 'With the executives',
  supported: 'Supported',
  declined: 'Declined',
  withdrawn: 'Taken back',
};

const askedWords: Record<(typeof pastRanges)[number], string> = {
  today: 'Asked for today',
  this_week: 'Asked for this week',
  last_week: 'Asked for last week',
  last_30_days: 'Asked for in the last 30 days',
  between: 'Asked for between…',
};

const sortWords: Record<ExceptionSort, string> = {
  '-asked': 'Newest first',
  asked: 'Oldest first',
  '-cost': 'Dearest first',
  cost: 'Cheapest first',
};

const unnarrowed = {
  search: undefined,
  state: undefined,
  kind: undefined,
  rep: undefined,
  asked: undefined,
  from: undefined,
  to: undefined,
} satisfies Partial<ExceptionsSearch>;

/** What narrows the list of exceptions, and sorts it. */
export function ExceptionFilterBar({
  view,
  search,
  shownRep,
  onChange,
}: {
  view: ExceptionView;
  search: ExceptionsSearch;
  /** The rep whose exceptions are shown, as far as the list knows them by name. */
  shownRep: PersonRef | undefined;
  onChange: (change: Partial<ExceptionsSearch>) => void;
}) {
  return (
    <FilterBar label="Which exceptions" search={search} unnarrowed={unnarrowed} onChange={onChange}>
      <SearchField
        label={view === 'mine' ? 'Account' : 'Rep or account'}
        value={search.search}
        onChange={(words) => onChange({ search: words })}
      />
      {view !== 'decide' && (
        <FilterSelect
          label="State"
          any="Any state"
          options={choices(stateWords, exceptionStates)}
          value={search.state}
          onChange={(state) => onChange({ state })}
        />
      )}
      <FilterSelect
        label="Kind"
        any="All kinds"
        options={choices(kindWords, exceptionKinds)}
        value={search.kind}
        onChange={(kind) => onChange({ kind })}
      />
      {view !== 'mine' && (
        <RepSelect value={search.rep} shown={shownRep} onChange={(rep) => onChange({ rep })} />
      )}
      <DaysFilter
        label="Asked for"
        any="Asked for at any time"
        options={choices(askedWords, pastRanges)}
        value={{ range: search.asked, from: search.from, to: search.to }}
        onChange={({ range, from, to }) => onChange({ asked: range, from, to })}
      />
      <SortSelect
        words={sortWords}
        sorts={exceptionSorts}
        value={search.sort}
        onChange={(sort) => onChange({ sort })}
      />
    </FilterBar>
  );
}
