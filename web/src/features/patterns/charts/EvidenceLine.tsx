import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { useReader } from '../../../components/useReader.ts';
import { formatDate } from '../../../lib/formats.ts';
import { odds } from '../odds.ts';
import { linear } from '../scale.ts';
import classes from './charts.module.css';

const height = 168;
const edge = { top: 10, right: 8, bottom: 24, left: 88 };
/** e-values worth a line: nothing either way, what the norm reaches in at most one case of twenty, and far beyond. */
const marks = [1 / 20, 1, 20, 1000, 1e6, 1e12, 1e24];

/** Evidence for and against over the weeks, on the scale of odds. Moving over it reads off a week. */
export function EvidenceLine({ weeks }: { weeks: readonly { week: string; logE: number }[] }) {
  const reader = useReader();
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | null>(null);

  const index = Math.min(at ?? weeks.length - 1, weeks.length - 1);
  const shown = weeks[index];
  const first = weeks[0];
  const last = weeks.at(-1);
  if (!shown || !first || !last)
    return <p className={classes.none}>No week has closed yet: nothing for or against.</p>;

  const values = weeks.map(({ logE }) => logE);
  const bottom = Math.min(-1.6, ...values);
  const top = Math.max(4, ...values) * 1.06;
  const y = linear([bottom, top], [height - edge.bottom, edge.top]);
  const x = linear(
    [0, Math.max(weeks.length - 1, 1)],
    [edge.left, Math.max(width - edge.right, edge.left + 1)],
  );
  const points = weeks.map(({ logE }, week) => `${x(week)},${y(logE)}`).join(' ');
  const gridlines = marks
    .map((mark) => Math.log(mark))
    .filter((mark) => mark >= bottom && mark <= top)
    // Where they crowd, the lower one stays.
    .reduce<number[]>((kept, mark) => {
      const below = kept.at(-1);
      return below !== undefined && y(below) - y(mark) < 18 ? kept : [...kept, mark];
    }, []);

  return (
    <figure className={classes.figure}>
      <figcaption>
        Week of {formatDate(shown.week, reader)}: <strong>{odds(shown.logE)}</strong>
      </figcaption>
      <div ref={ref}>
        <svg
          className={classes.chart}
          height={height}
          role="img"
          aria-label={`Evidence from ${formatDate(first.week, reader)} to ${formatDate(last.week, reader)}: from ${odds(first.logE)} to ${odds(last.logE)}`}
          onPointerMove={(event) => {
            const share =
              (event.clientX - event.currentTarget.getBoundingClientRect().left - edge.left) /
              (width - edge.left - edge.right);
            setAt(Math.round(Math.min(Math.max(share, 0), 1) * (weeks.length - 1)));
          }}
          onPointerLeave={() => setAt(null)}
        >
          {gridlines.map((mark) => (
            <g key={mark}>
              <line
                className={Math.abs(mark) < 0.01 ? classes.baseline : classes.gridline}
                x1={edge.left}
                x2={width - edge.right}
                y1={y(mark)}
                y2={y(mark)}
              />
              <text className={classes.tick} x={edge.left - 8} y={y(mark) + 4} textAnchor="end">
                {mark < -0.01 ? `${oddsMark(-mark)} for` : oddsMark(mark)}
              </text>
            </g>
          ))}
          <polyline className={last.logE > 0 ? classes.lineAgainst : classes.lineFor} points={points} />
          <line
            className={classes.crosshair}
            x1={x(index)}
            x2={x(index)}
            y1={edge.top}
            y2={height - edge.bottom}
          />
          <circle
            className={shown.logE > 0 ? classes.dotAgainst : classes.dotFor}
            cx={x(index)}
            cy={y(shown.logE)}
            r="4"
          />
          <text className={classes.tick} x={edge.left} y={height - 6}>
            {formatDate(first.week, reader)}
          </text>
          <text className={classes.tick} x={width - edge.right} y={height - 6} textAnchor="end">
            {formatDate(last.week, reader)}
          </text>
        </svg>
      </div>
    </figure>
  );
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function oddsMark(mark: number): string {
  const ratio = Math.exp(mark);
  if (ratio < 1e6) return `${Math.round(ratio).toLocaleString('en')} : 1`;
  const power = String(Math.round(Math.log10(ratio)));
  return `10${Array.from(power, (digit) => superscripts[Number(digit)]).join('')} : 1`;
}
