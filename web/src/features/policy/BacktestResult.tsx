import type { Backtest } from '@plumbline/shared/contracts/policy.ts';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Section } from '../../components/Section.tsx';
import { useReader } from '../../components/useReader.ts';
import { count, formatDate, type Reader } from '../../lib/formats.ts';
import { patternNames } from '../patterns/words.ts';
import classes from './PolicyPage.module.css';

type TriedFlag = NonNullable<Backtest['flags']>[number];

const changeWords: Record<TriedFlag['change'], string> = {
  raised: 'would be raised',
  gone: 'would not be raised',
  moved: 'at another time',
  same: 'as it is',
};

/** What proposed norms would have raised in the past, beside those in force. */
export function BacktestResult({ result: { span, counts, flags } }: { result: Backtest }) {
  const reader = useReader();
  if (span === null)
    return (
      <EmptyState title="There is no past to try it on yet">
        Weeks count once they have been read and their reply window has passed; of fewer than five managers
        nothing is shown before the policy is in force.
      </EmptyState>
    );
  const changes = flags?.filter(({ change }) => change !== 'same') ?? [];
  return (
    <div role="status" ref={intoView}>
      <Section
        title="On the past"
        note={`Weeks from ${formatDate(span.from, reader)} to ${formatDate(span.until, reader)}, both read from clean sheets. Nothing is stored.`}
      >
        <ul className={classes.counts}>
          {counts.map(({ pattern, present, proposed }) => (
            <li key={pattern}>
              {patternNames[pattern]}: {count(proposed, 'flag')} instead of {present}
            </li>
          ))}
        </ul>
        {flags === null ? (
          <p className={classes.changes}>
            These weeks are from before the policy was in force: a rehearsal, counted without names.
          </p>
        ) : changes.length === 0 ? (
          <p className={classes.changes}>No flag would have been raised, gone or moved.</p>
        ) : (
          <ul>
            {changes.map((flag) => (
              <li
                key={`${flag.manager.id} ${flag.pattern} ${flag.present?.raisedOn}`}
                className={classes.row}
              >
                <Link
                  to="/patterns/$managerId"
                  params={{ managerId: flag.manager.id }}
                  className={classes.name}
                >
                  {flag.manager.name}
                </Link>
                <span className={classes.meaning}>
                  {patternNames[flag.pattern]} {changeWords[flag.change]}
                </span>
                <span className={classes.fixed}>{whenOf(flag, reader)}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

/** It comes below all the norms: whoever asked for it is to see it come. */
const intoView = (result: HTMLElement | null) => result?.scrollIntoView({ block: 'center' });

function whenOf({ present, proposed }: TriedFlag, reader: Reader): string {
  const day = (flag: TriedFlag['present']) => flag && formatDate(flag.raisedOn, reader);
  if (present === null) return `on ${day(proposed)}`;
  if (proposed === null) return `raised on ${day(present)}`;
  return present.raisedOn === proposed.raisedOn
    ? `raised on ${day(present)}, cleared at another time`
    : `on ${day(proposed)} instead of ${day(present)}`;
}
