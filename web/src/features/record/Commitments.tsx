import type { Commitment } from '@plumbline/shared/contracts/commitments.ts';
import type { RepRecord } from '@plumbline/shared/contracts/record.ts';
import type { CommitmentSource, CommitmentState } from '@plumbline/shared/domain/vocabulary.ts';
import type { ReactNode } from 'react';
import { useReader } from '../../components/useReader.ts';
import { count, formatTime } from '../../lib/formats.ts';
import classes from './record.module.css';

const sourceWords: Record<CommitmentSource, string> = {
  rep: 'promised with a reason',
  follow_up: 'agreed in a follow-up',
  extension: 'more time was granted',
};
const stateWords: Record<CommitmentState, string> = { kept: 'kept', broken: 'not kept', open: 'to come' };

/** What was promised, and what became of it. */
export function Commitments({
  commitments,
  titleOf,
}: {
  commitments: RepRecord['commitments'];
  /** An item's title as the list shows it: a link, where there is one. */
  titleOf: (item: Commitment['item']) => ReactNode;
}) {
  const reader = useReader();
  const { latest } = commitments;
  if (latest.length === 0) return <p className={classes.none}>Nothing was promised.</p>;
  return (
    <>
      <p className={classes.counts}>{commitmentWords(commitments)}</p>
      <ul>
        {latest.map(({ item, source, promisedFor, state }) => (
          <li key={`${item.id} ${source} ${promisedFor}`} className={classes.commitment}>
            <span className={classes.title}>{titleOf(item)}</span>
            <span className={state === 'broken' ? classes.late : undefined}>{stateWords[state]}</span>
            <span className={classes.quiet}>
              {`for ${formatTime(promisedFor, reader)} · ${sourceWords[source]}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function commitmentWords({ kept, broken, open, latest }: RepRecord['commitments']): string {
  const all = kept + broken + open;
  const words = `${kept} kept, ${broken} not kept, ${open} to come`;
  return all > latest.length ? `${words}; the latest ${count(latest.length, 'one')} of ${all}` : words;
}
