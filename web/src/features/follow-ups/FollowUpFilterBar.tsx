import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { followUpAnswers, followUpSorts } from '@plumbline/shared/contracts/follow-ups.ts';
import { followUpChannels, followUpOutcomes } from '@plumbline/shared/domain/vocabulary.ts';
import { DaysFilter } from '../../components/DaysFilter.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { FilterSelect } from '../../components/FilterSelect.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SortSelect } from '../../components/SortSelect.tsx';
import { pastRanges } from '../../lib/day-ranges.ts';
import { channelWords, choices, outcomeWords } from '../../lib/words.ts';
import { RepSelect } from '../items/RepSelect.tsx';
import type { FollowUpsSearch } from './follow-ups.search.ts';
import { answerWords, heldWords, sortWords } from './follow-ups.words.ts';

const unnarrowed = {
  search: undefined,
  rep: undefined,
  answer: undefined,
  channel: undefined,
  outcome: undefined,
  held: undefined,
  from: undefined,
  to: undefined,
} satisfies Partial<FollowUpsSearch>;

/** What narrows the list of follow-ups, and sorts it. */
export function FollowUpFilterBar({
  search,
  shownRep,
  onChange,
}: {
  search: FollowUpsSearch;
  /** The rep whose follow-ups are shown, as far as the list knows them by name. */
  shownRep: PersonRef | undefined;
  onChange: (change: Partial<FollowUpsSearch>) => void;
}) {
  return (
    <FilterBar label="Which follow-ups" search={search} unnarrowed={unnarrowed} onChange={onChange}>
      <SearchField
        label={search.scope === 'team' ? 'Rep or manager' : 'Manager'}
        value={search.search}
        onChange={(words) => onChange({ search: words })}
      />
      <FilterSelect
        label="Answer"
        any="Any answer"
        options={choices(answerWords, followUpAnswers)}
        value={search.answer}
        onChange={(answer) => onChange({ answer })}
      />
      {search.scope === 'team' && (
        <RepSelect value={search.rep} shown={shownRep} onChange={(rep) => onChange({ rep })} />
      )}
      <FilterSelect
        label="How"
        any="However held"
        options={choices(channelWords, followUpChannels)}
        value={search.channel}
        onChange={(channel) => onChange({ channel })}
      />
      <FilterSelect
        label="What came of it"
        any="Whatever came of it"
        options={choices(outcomeWords, followUpOutcomes)}
        value={search.outcome}
        onChange={(outcome) => onChange({ outcome })}
      />
      <DaysFilter
        label="Held"
        any="Held at any time"
        options={choices(heldWords, pastRanges)}
        value={{ range: search.held, from: search.from, to: search.to }}
        onChange={({ range, from, to }) => onChange({ held: range, from, to })}
      />
      <SortSelect
        words={sortWords}
        sorts={followUpSorts}
        value={search.sort}
        onChange={(sort) => onChange({ sort })}
      />
    </FilterBar>
  );
}
