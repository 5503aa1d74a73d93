import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import { useReader } from '../../components/useReader.ts';
import { formatDay } from '../../lib/formats.ts';
import { odds } from '../patterns/odds.ts';
import { formatK, signalWords } from '../patterns/words.ts';
import classes from './FlagPage.module.css';

/** What facts that came late changed in the frozen weeks. The evidence stands as it was; this stands beside it. */
export function Revisions({ revisions }: { revisions: Flag['revisions'] }) {
  const reader = useReader();
  if (revisions.length === 0) return null;
  return (
    <section>
      <h3>What came late</h3>
      <ul className={classes.revisions}>
        {revisions.map(({ id, at, importedAt, signals, logEBefore, logEAfter, stillRaised }) => (
          <li key={id}>
            <p>
              {importedAt === null
                ? `What came to light by ${formatDay(at, reader)} changed: `
                : `What an import of ${formatDay(importedAt, reader)} changed: `}
              {signals
                .map(
                  ({ signal, before, after }) =>
                    `${signalWords[signal].name.toLowerCase()} ${formatK(before.k)} of ${before.n} → ${formatK(after.k)} of ${after.n}`,
                )
                .join('; ')}
              .
            </p>
            <p className={classes.quiet}>
              The evidence would have been {odds(logEAfter)} instead of {odds(logEBefore)};{' '}
              <strong>
                {stillRaised
                  ? 'the flag would still have been raised'
                  : 'the flag would not have been raised'}
              </strong>
              .
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
