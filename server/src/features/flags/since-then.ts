import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Judgement, Signal } from '@plumbline/shared/domain/vocabulary.ts';

/** What was counted of a signal since a flag was raised. */
export interface SinceRow {
  signal: Signal;
  k: number;
  n: number;
  reps: number;
  /** Mean of the weeks' norms, weighted by occasions. */
  norm: number;
}

/** Fewer occasions than this say nothing either way. */
const fewestOccasions = 20;

/** Two-sided 95 %. */
const z95 = 1.96;

/**
 * A signal as it went after the flag was raised; shown beside the frozen evidence, and no part of it.
 */
export function presentSince(row: SinceRow): SignalReading {
  const { low, high } = wilson(row);
  const rate = row.n === 0 ? null : row.k / row.n;
  return {
    ...row,
    rate,
    low: rate === null ? null : low,
    high: rate === null ? null : high,
    judgement: judgementOf(row, low),
    reasons: [],
    peers: null,
    shrunken: null,
    funnel: null,
    sentence: `${Number.isInteger(row.k) ? row.k : row.k.toFixed(1)} of ${row.n} since then; the norm is at most ${Math.round(100 * row.norm)} %`,
  };
}

function judgementOf({ n, norm }: SinceRow, low: number): Judgement {
  if (n < fewestOccasions) return 'few_occasions';
  return low > norm ? 'over' : 'within';
}

/** 95 % interval of a share. Source: Wilson, Probable inference, the law of succession, and statistical inference (1927). */
export function wilson({ k, n }: { k: number; n: number }): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const share = k / n;
  const weight = 1 + z95 ** 2 / n;
  const centre = (share + z95 ** 2 / (2 * n)) / weight;
  const half = (z95 / weight) * Math.sqrt((share * (1 - share)) / n + z95 ** 2 / (4 * n ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
