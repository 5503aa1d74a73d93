import type { ManagerPatterns } from '@plumbline/shared/contracts/patterns.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FlagNotice } from '../flags/FlagNotice.tsx';
import { EvidenceLine } from './charts/EvidenceLine.tsx';
import { type Chosen, chosenSignal } from './chosen-signal.ts';
import { CounterEvidence } from './CounterEvidence.tsx';
import { patternWords } from './judgement.ts';
import classes from './ManagerReadings.module.css';
import { OccasionFilters } from './OccasionFilters.tsx';
import { Occasions } from './Occasions.tsx';
import { occasionsQuery } from './patterns.queries.ts';
import type { ReadingSearch } from './patterns.search.ts';
import { SignalList } from './SignalList.tsx';
import { figure, figureRange, likely, patternNames, unbroken } from './words.ts';

/** A manager's readings from the pattern down to the occasion: the same for the executive and for the manager. */
export function ManagerReadings({
  data,
  search,
  isOwn = false,
  comparison,
}: {
  data: ManagerPatterns;
  search: ReadingSearch;
  /** Whether these are the reader's own: their reps have names, so that occasions can be narrowed down to one. */
  isOwn?: boolean;
  /** Where the chosen signal lies among the other managers, for those who may see it. */
  comparison?: (chosen: Chosen) => ReactNode;
}) {
  const chosen = chosenSignal(data, search.signal);
  if (!chosen) {
    return (
      <EmptyState title="Nothing can be read yet">
        The first week with a lapse, a follow-up or an activity is read when it closes on Monday.
      </EmptyState>
    );
  }
  const { pattern, reading } = chosen;
  const words = patternWords(pattern);
  const expected = data.expectations.find(({ signal }) => signal === reading.signal);
  return (
    <>
      <nav className={classes.patterns} aria-label="Patterns">
        {data.patterns.map((other) => (
          <Link
            key={other.pattern}
            to="."
            search={() => ({ signal: chosenSignal({ patterns: [other] }, undefined)?.reading.signal })}
            resetScroll={false}
            className={classes.pattern}
            aria-current={other === pattern ? 'true' : undefined}
          >
            {patternNames[other.pattern]} <span>{patternWords(other).text}</span>
          </Link>
        ))}
      </nav>

      {pattern.openFlagId && <FlagNotice flagId={pattern.openFlagId} />}
      {words.reasons.length > 0 && (
        <p className={classes.reason}>
          {words.text}: {words.reasons.join('; ')}
        </p>
      )}

      <SignalList readings={pattern.signals} chosen={reading.signal} />

      <section className={classes.chosen}>
        <h2 className={classes.sentence}>{unbroken(reading.sentence)}</h2>
        {reading.rate !== null && (
          <p className={classes.figures}>
            That is {figure(reading.signal, reading.rate)};{' '}
            {likely(
              reading.signal,
              reading.shrunken ?? reading.rate,
              figureRange(reading.signal, reading.low, reading.high),
            )}
            .
          </p>
        )}
        {expected && <p className={classes.figures}>Expected: {expected.sentence}</p>}
        <div className={classes.charts}>
          <div>
            <h3>Evidence for and against, the whole pattern</h3>
            <EvidenceLine weeks={pattern.evidence} />
          </div>
          {comparison?.(chosen)}
        </div>
        <CounterEvidence readings={pattern.signals} />
      </section>

      <section>
        <OccasionsOf manager={data.manager.id} chosen={chosen} search={search} isOwn={isOwn} />
      </section>
    </>
  );
}

function OccasionsOf({
  manager,
  chosen,
  search,
  isOwn,
}: {
  manager: string;
  chosen: Chosen;
  search: ReadingSearch;
  isOwn: boolean;
}) {
  const { signal, n } = chosen.reading;
  const query = useInfiniteQuery(
    occasionsQuery({ manager, signal, outcome: search.outcome, rep: search.rep }),
  );
  const repName = query.data?.pages[0]?.rows.find(({ rep }) => rep.id === search.rep)?.rep.name;
  const open =
    search.subject && search.settled
      ? { signal, subjectId: search.subject, settledAt: search.settled }
      : null;
  return (
    <>
      <div className={classes.occasionsHead}>
        <h2>Occasions ({n.toLocaleString('en')})</h2>
        <OccasionFilters search={search} repName={repName} />
      </div>
      <Occasions query={query} open={open} filterable={isOwn} />
    </>
  );
}
