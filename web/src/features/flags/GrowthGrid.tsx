import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import { VisuallyHidden } from '@mantine/core';
import { useReader } from '../../components/useReader.ts';
import { formatDate } from '../../lib/formats.ts';
import tones from '../patterns/tones.module.css';
import { formatK, occasions, signalWords } from '../patterns/words.ts';
import classes from './GrowthGrid.module.css';
import { factor, mostOf, type Share, signalsIn, toneOfShare } from './growth.ts';

/** Which weeks and signals made the evidence: a row a signal, a cell a week, drawn by what it multiplied the odds by. */
export function GrowthGrid({ weeks }: { weeks: Flag['evidence'] }) {
  const reader = useReader();
  const rows = signalsIn(weeks);
  // Flags from before this was kept have weeks without shares.
  if (rows.length === 0) return null;
  const most = mostOf(weeks);
  return (
    <section>
      <h3>Which weeks and signals made it</h3>
      {most.length > 0 && (
        <p className={classes.most}>
          Most of it:{' '}
          {most
            .map(({ week, share }) => `week of ${formatDate(week, reader)}, ${shareWords(share)}`)
            .join('; ')}
          .
        </p>
      )}
      {/* Scrolls by keyboard, too. */}
      <div className={classes.frame} tabIndex={0} role="group" aria-label="Evidence by week and signal">
        <table className={classes.grid}>
          <thead>
            <tr>
              <td />
              {weeks.map(({ week }, position) => (
                <th key={week} scope="col" className={classes.week}>
                  {position % 4 === 0 ? (
                    <span className={classes.day}>{formatDate(week, reader)}</span>
                  ) : (
                    <VisuallyHidden>{formatDate(week, reader)}</VisuallyHidden>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((signal) => (
              <tr key={signal}>
                <th scope="row">{signalWords[signal].name}</th>
                {weeks.map(({ week, signals }) => {
                  const share = signals.find((candidate) => candidate.signal === signal);
                  return share ? (
                    <td
                      key={week}
                      className={`${classes.cell} ${tones[toneOfShare(share.logE)]}`}
                      title={`${formatDate(week, reader)}: ${shareWords(share)}`}
                    >
                      <VisuallyHidden>{shareWords(share)}</VisuallyHidden>
                    </td>
                  ) : (
                    <td key={week} className={classes.none} />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.key}>
        {tonesSaid.map(([tone, words]) => (
          <span key={tone}>
            <span className={`${classes.swatch} ${tones[tone]}`} aria-hidden /> {words}
          </span>
        ))}
      </p>
    </section>
  );
}

const tonesSaid = [
  ['under-2', 'speaks for the manager'],
  ['at', 'says little'],
  ['over-2', 'against'],
  ['over-3', 'strongly against'],
] as const;

/** "silence 9 of 10 lapses, odds × 3.2". */
const shareWords = ({ signal, k, n, logE }: Share) =>
  `${signalWords[signal].name.toLowerCase()} ${formatK(k)} of ${occasions(signal, n)}, odds ${factor(logE)}`;
