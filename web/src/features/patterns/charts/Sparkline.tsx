import { linear } from '../scale.ts';
import classes from './charts.module.css';

const width = 56;
const height = 18;

/** Evidence over the last weeks, small, around the line where it says nothing either way. The words stand beside it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null;
  // At least from 1 : 3 for to 20 : 1 against, so that noise around nothing stays flat.
  const y = linear([Math.min(-1.1, ...values), Math.max(3, ...values)], [height - 2, 2]);
  const x = linear([0, values.length - 1], [2, width - 3]);
  const last = values.at(-1) ?? 0;
  return (
    <svg className={classes.spark} width={width} height={height} aria-hidden>
      <line className={classes.baseline} x1="0" x2={width} y1={y(0)} y2={y(0)} />
      <polyline
        className={last > 0 ? classes.sparkAgainst : classes.sparkFor}
        points={values.map((value, index) => `${x(index)},${y(value)}`).join(' ')}
      />
      <circle
        className={last > 0 ? classes.dotAgainst : classes.dotFor}
        cx={x(values.length - 1)}
        cy={y(last)}
        r="2"
      />
    </svg>
  );
}
