import type { Fact, Trial } from '@plumbline/shared/contracts/patterns.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { QueryState } from '../../components/QueryState.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatBackdating, formatTime } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import classes from './OccasionPanel.module.css';
import { OutcomeWord } from './Occasions.tsx';
import { type OccasionKey, occasionFactsQuery } from './patterns.queries.ts';
import { provenanceWords, signalWords } from './words.ts';

/** One occasion beside the list: how it was read, and every fact it was read from with where that came from. */
export function OccasionPanel({
  managerId,
  occasion,
  onClose,
}: {
  managerId: string;
  occasion: OccasionKey;
  onClose: () => void;
}) {
  const query = useQuery(occasionFactsQuery(managerId, occasion));
  return (
    <SidePanel
      title={query.data?.trial.subject ?? 'Occasion'}
      subtitle={`${signalWords[occasion.signal].name}${query.data ? ` · ${query.data.trial.rep.name}` : ''}`}
      onClose={onClose}
    >
      <QueryState query={query} skeletonRows={5}>
        {({ trial, facts }) => (
          <>
            <HowItWasRead trial={trial} />
            <h3 className={classes.heading}>Read from</h3>
            <ol className={classes.facts}>
              {facts.map((fact) => (
                <FactRow key={fact.id} fact={fact} />
              ))}
            </ol>
          </>
        )}
      </QueryState>
    </SidePanel>
  );
}

function HowItWasRead({ trial }: { trial: Trial }) {
  const reader = useReader();
  return (
    <dl className={classes.reading}>
      <dt>Counts</dt>
      <dd>
        <OutcomeWord outcome={trial.outcome} />
      </dd>
      <dt>Because</dt>
      <dd>{trial.explanation}</dd>
      <dt>Happened</dt>
      <dd>{formatTime(trial.occurredAt, reader)}</dd>
      <dt>Settled</dt>
      <dd>{formatTime(trial.settledAt, reader)}; nothing known later changes it</dd>
    </dl>
  );
}

const late = 48 * 3_600_000;

function FactRow({ fact }: { fact: Fact }) {
  const reader = useReader();
  const { isAdmin } = useMe();
  const { name, meaning } = provenanceWords[fact.provenance];
  const isBackdated = Date.parse(fact.recordedAt) - Date.parse(fact.at) > late;
  return (
    <li className={classes.fact} data-provenance={fact.provenance}>
      <time dateTime={fact.at} className={classes.time}>
        {formatTime(fact.at, reader)}
      </time>
      <p>{fact.sentence}</p>
      <p className={classes.source}>
        <span className={classes.provenance}>{name}</span> {meaning}
        {fact.importRunId &&
          (isAdmin ? (
            <>
              {', '}
              <Link to="/imports/$importId" params={{ importId: fact.importRunId }}>
                import {fact.importRunId.slice(-6)}
              </Link>
            </>
          ) : (
            `, import ${fact.importRunId.slice(-6)}`
          ))}
        {isBackdated && <> · {formatBackdating(fact.at, fact.recordedAt)}</>}
      </p>
    </li>
  );
}
