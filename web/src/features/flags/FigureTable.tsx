import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import { figure, figureRange, formatK, signalWords } from '../patterns/words.ts';
import classes from './FigureTable.module.css';

/** Every figure of every signal, as a ledger: for whoever wants to check the sentence. */
export function FigureTable({ readings }: { readings: readonly SignalReading[] }) {
  return (
    <details className={classes.details}>
      <summary>All figures, signal by signal</summary>
      {/* Scrolls by keyboard, too. */}
      <div className={classes.frame} tabIndex={0} role="group" aria-label="All figures">
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">Signal</th>
              <th scope="col">Occasions</th>
              <th scope="col">Rate</th>
              <th scope="col">Drawn to the others</th>
              <th scope="col">Likely (95 %)</th>
              <th scope="col">Norm</th>
              <th scope="col">Other managers</th>
              <th scope="col">All together</th>
              <th scope="col">Funnel, 95 %</th>
              <th scope="col">Place in it</th>
            </tr>
          </thead>
          <tbody>
            {readings.map((reading) => (
              <FigureRow key={reading.signal} reading={reading} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.note}>
        The rate drawn to the others’ counts few occasions for less. The funnel’s limits hold 95 % of managers
        at the rate of all together, with so many occasions, widened by how much managers differ; the place is
        in standard deviations from that rate. Both explain; neither raises a flag.
      </p>
    </details>
  );
}

function FigureRow({ reading }: { reading: SignalReading }) {
  const { signal, k, n, rate, shrunken, low, high, norm, peers, funnel, judgement, reasons } = reading;
  if (judgement === 'cannot_judge') {
    return (
      <tr>
        <th scope="row">{signalWords[signal].name}</th>
        <td colSpan={9} className={classes.reason}>
          cannot judge: {reasons.join('; ')}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{signalWords[signal].name}</th>
      <td>
        {formatK(k)} of {n}
      </td>
      <td>{figure(signal, rate)}</td>
      <td>{figure(signal, shrunken)}</td>
      <td>{figureRange(signal, low, high) || '–'}</td>
      <td>{figure(signal, norm)}</td>
      <td>{peers ? figureRange(signal, peers.low, peers.high) : '–'}</td>
      <td>{figure(signal, funnel?.centre ?? null)}</td>
      <td>{funnel ? figureRange(signal, funnel.inner.low, funnel.inner.high) : '–'}</td>
      <td>{funnel ? signed(funnel.z) : '–'}</td>
    </tr>
  );
}

/** With a true minus, and a plus: the sign says the side. */
const signed = (z: number) => `${z < 0 ? '−' : '+'}${Math.abs(z).toFixed(1)}`;
