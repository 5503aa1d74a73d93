import type { FunnelPlace } from '@plumbline/shared/contracts/patterns.ts';
import { funnelLimits, funnelZ } from '@plumbline/shared/domain/funnel.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { useElementSize } from '@mantine/hooks';
import { linear, ticks } from '../scale.ts';
import { occasions, percent } from '../words.ts';
import classes from './charts.module.css';

const height = 168;
const edge = { top: 10, right: 8, bottom: 24, left: 44 };

/** A manager's rate on one signal, as a point of the funnel. */
export interface FunnelPoint {
  rate: number;
  n: number;
}

/**
 * This manager among the others, by rate and number of occasions, with the limits that chance and ordinary
 * differences explain, as the pipeline worked them out. The others carry no names: it places a figure, it ranks nobody.
 */
export function FunnelPlot({
  signal,
  own,
  others = [],
  norm,
  funnel,
}: {
  signal: Signal;
  own: FunnelPoint | null;
  /** None where they were not kept. */
  others?: readonly FunnelPoint[];
  norm: number;
  funnel: FunnelPlace | null;
}) {
  const { ref, width } = useElementSize();
  const points = own ? [...others, own] : [...others];
  if (!funnel || points.length === 0)
    return (
      <p className={classes.none}>With fewer than five other managers there is nobody to compare with.</p>
    );

  const most = Math.max(...points.map(({ n }) => n)) * 1.06;
  const right = Math.max(width - edge.right, edge.left + 1);
  const x = linear([0, most], [edge.left, right]);
  // Rare things are looked at closer: the axis ends at the first of these above every rate and the norm.
  const highest = Math.max(norm, ...points.map(({ rate }) => rate)) * 1.05;
  const top = [0.2, 0.5].find((end) => end >= highest) ?? 1;
  const y = linear([0, top], [height - edge.bottom, edge.top]);
  const steps = Array.from({ length: 48 }, (_, step) => Math.max(1, (most * (step + 1)) / 48));
  const limit = (side: 'low' | 'high') =>
    steps.map((n) => `${x(n)},${y(funnelLimits(funnel, n, funnelZ.inner)[side])}`);
  const place =
    own &&
    (own.rate > funnel.inner.high
      ? 'above the limits'
      : own.rate < funnel.inner.low
        ? 'below the limits'
        : 'within the limits');

  return (
    <figure className={classes.figure}>
      <figcaption>
        {place ? (
          <>
            <strong>{place[0]?.toUpperCase() + place.slice(1)}</strong> of what chance and ordinary
            differences explain
          </>
        ) : (
          'The other managers'
        )}
      </figcaption>
      <div ref={ref}>
        <svg
          className={classes.chart}
          height={height}
          role="img"
          aria-label={`${others.length > 0 ? `${others.length} other managers; ` : ''}${own ? `this one: ${percent(own.rate)} of ${occasions(signal, own.n)}, ${place}` : ''}. The managers together: ${percent(funnel.centre)}; the norm: ${percent(norm)}.`}
        >
          <polygon
            className={classes.funnel}
            points={[...limit('high'), ...limit('low').toReversed()].join(' ')}
          />
          {[0, top / 2, top].map((rate) => (
            <text key={rate} className={classes.tick} x={edge.left - 8} y={y(rate) + 4} textAnchor="end">
              {percent(rate)}
            </text>
          ))}
          <line className={classes.norm} x1={edge.left} x2={right} y1={y(norm)} y2={y(norm)} />
          <text className={classes.tick} x={right} y={y(norm) - 4} textAnchor="end">
            norm
          </text>
          {others.map(({ rate, n }, index) => (
            // Points have no names and no order of their own.
            <circle key={index} className={classes.other} cx={x(n)} cy={y(rate)} r="3" />
          ))}
          {own && (
            <circle
              className={own.rate > norm ? classes.dotAgainst : classes.dotFor}
              cx={x(own.n)}
              cy={y(own.rate)}
              r="5"
            />
          )}
          {ticks(most, 6)
            .slice(1)
            .map((n) => (
              <text key={n} className={classes.tick} x={x(n)} y={height - 6} textAnchor="middle">
                {n}
              </text>
            ))}
        </svg>
      </div>
    </figure>
  );
}
