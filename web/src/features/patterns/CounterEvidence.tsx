import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import classes from './CounterEvidence.module.css';
import { figure, signalWords } from './words.ts';

/** What speaks against the pattern: its signals within the norm. Shown wherever anything for it is. */
export function CounterEvidence({ readings }: { readings: readonly SignalReading[] }) {
  const within = readings.filter(
    ({ judgement, rate, norm }) => judgement === 'within' && rate !== null && rate <= norm,
  );
  return (
    <p className={classes.counter}>
      <strong>Speaking against it: </strong>
      {within.length === 0
        ? 'no signal of this pattern lies within its norm.'
        : `${within.map(({ signal, rate, norm }) => `${signalWords[signal].name.toLowerCase()} ${figure(signal, rate)}, norm ${figure(signal, norm)}`).join('; ')}.`}
    </p>
  );
}
