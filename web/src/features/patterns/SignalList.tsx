import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { Link } from '@tanstack/react-router';
import { RateStrip } from './charts/RateStrip.tsx';
import { signalJudgements } from './judgement.ts';
import classes from './SignalList.module.css';
import { figure, figureRange, formatK, likely, signalWords } from './words.ts';

/** A pattern's signals, a strip each; choosing one shows its sentence and its occasions. */
export function SignalList({ readings, chosen }: { readings: readonly SignalReading[]; chosen?: Signal }) {
  return (
    <ul className={classes.signals}>
      {readings.map((reading) => (
        <li key={reading.signal}>
          {chosen ? (
            <Link
              to="."
              search={(previous) => ({
                ...previous,
                signal: reading.signal,
                subject: undefined,
                settled: undefined,
              })}
              resetScroll={false}
              className={classes.signal}
              aria-current={reading.signal === chosen ? 'true' : undefined}
            >
              <Strip reading={reading} />
            </Link>
          ) : (
            <div className={classes.signal}>
              <Strip reading={reading} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Strip({ reading }: { reading: SignalReading }) {
  const { signal, k, n, rate, shrunken, low, high, norm, judgement, reasons } = reading;
  const range = figureRange(signal, low, high);
  return (
    <>
      <span className={classes.name}>{signalWords[signal].name}</span>
      <span className={classes.judgement} data-over={judgement === 'over' || undefined}>
        {signalJudgements[judgement]}
      </span>
      <span className={classes.strip}>
        <RateStrip reading={reading} />
      </span>
      <span className={classes.figures}>
        {judgement === 'cannot_judge' ? (
          reasons.join('; ')
        ) : rate === null ? (
          'no occasions yet'
        ) : (
          <>
            <strong>{figure(signal, rate)}</strong> · {formatK(k)} of {n}
            {range && <> · {likely(signal, shrunken ?? rate, range)}</>} · norm {figure(signal, norm)}
          </>
        )}
      </span>
    </>
  );
}
