import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import classes from './FlagPage.module.css';

/** What would clear the flag: something of each signal over its norm, all of it in the same eight weeks. */
export function Clearing({
  flag: { wouldClear, clearing },
}: {
  flag: Pick<Flag, 'wouldClear' | 'clearing'>;
}) {
  if (clearing.length < 2) {
    return (
      <p className={classes.clear}>
        <strong>Would clear it:</strong> {wouldClear}
      </p>
    );
  }
  return (
    <div className={classes.clear}>
      <p>
        <strong>Would clear it:</strong> all of this over eight weeks, the other signals no worse than now
      </p>
      <ul>
        {clearing.map(({ signal, says }) => (
          <li key={signal}>{says}</li>
        ))}
      </ul>
    </div>
  );
}
