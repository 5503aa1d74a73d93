import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import { linear } from '../scale.ts';
import classes from './charts.module.css';

const x = linear([0, 1], [0, 100]);

/**
 * The likely rate in its range on the whole way from 0 to 100 %, against the norm (the tick) and the other managers'
 * range (the pale band). Only a drawing: the figures stand beside it as text.
 */
export function RateStrip({
  reading: { rate, shrunken, low, high, norm, judgement, peers },
}: {
  reading: Pick<SignalReading, 'rate' | 'shrunken' | 'low' | 'high' | 'norm' | 'judgement' | 'peers'>;
}) {
  // Few occasions are drawn towards the others': so is the range, and the point has to lie in it.
  const likely = shrunken ?? rate;
  if (judgement === 'cannot_judge') return <div className={classes.unreadable} aria-hidden />;
  const tone =
    judgement === 'few_occasions' || likely === null
      ? classes.faint
      : likely > norm
        ? classes.over
        : classes.under;
  return (
    <svg className={`${classes.strip} ${tone}`} aria-hidden>
      <line className={classes.track} x1="0" x2="100%" y1="10" y2="10" />
      {peers && (
        <rect
          className={classes.peers}
          x={`${x(peers.low)}%`}
          width={`${x(peers.high) - x(peers.low)}%`}
          y="5"
          height="10"
        />
      )}
      {low !== null && high !== null && (
        <line className={classes.interval} x1={`${x(low)}%`} x2={`${x(high)}%`} y1="10" y2="10" />
      )}
      <line className={classes.norm} x1={`${x(norm)}%`} x2={`${x(norm)}%`} y1="2" y2="18" />
      {likely !== null && <circle className={classes.point} cx={`${x(likely)}%`} cy="10" r="4.5" />}
    </svg>
  );
}
