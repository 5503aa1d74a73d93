import { fewestPeers } from './method.ts';
import type { Count } from './shrinkage.ts';

/** Where a manager's rate lies among the others', given how many occasions it rests on. */
export interface FunnelPlace {
  /** The rate of all managers together, in 0 to 1. */
  centre: number;
  /** How much more the managers differ than chance alone would have them: 1 or more, a ratio of variances. */
  overdispersion: number;
  /** Standard deviations above the centre, overdispersion taken out. */
  z: number;
  /** Limits that 95 % and 99.8 % of managers at the centre lie within, with so many occasions. */
  inner: { low: number; high: number };
  outer: { low: number; high: number };
}

/** Two-sided 95 % and 99.8 %. */
const z95 = 1.96;
const z998 = 3.09;

/** So much at either end is pulled in before the overdispersion is estimated, so that the odd ones do not hide themselves. */
const winsorized = 0.1;

/**
 * Funnel limits with multiplicative overdispersion: φ is the mean of the managers' squared z, winsorised at 10 % either
 * end; the limits are those of the binomial's normal approximation, widened by √φ.
 *
 * Source: Spiegelhalter, Funnel plots for comparing institutional performance (2005), appendix A.3.1; Spiegelhalter,
 * Handling over-dispersion of performance indicators (2005).
 *
 * @param own n > 0
 * @returns null with fewer than five others, or where nobody differs from nobody (a rate of 0 or 1 in all)
 */
export function placeInFunnel(own: Count, others: readonly Count[]): FunnelPlace | null {
  const all = [own, ...others.filter(({ n }) => n > 0)];
  if (all.length <= fewestPeers) return null;
  const centre = all.reduce((sum, { k }) => sum + k, 0) / all.reduce((sum, { n }) => sum + n, 0);
  if (centre <= 0 || centre >= 1) return null;
  const deviation = (n: number) => Math.sqrt((centre * (1 - centre)) / n);
  const naive = all.map(({ k, n }) => (k / n - centre) / deviation(n)).toSorted((a, b) => a - b);
  const cut = Math.floor(winsorized * naive.length);
  const lowest = naive[cut] ?? 0;
  const highest = naive[naive.length - 1 - cut] ?? 0;
  const held = naive.map((z) => Math.min(highest, Math.max(lowest, z)));
  const overdispersion = Math.max(1, held.reduce((sum, z) => sum + z * z, 0) / held.length);
  const sd = deviation(own.n) * Math.sqrt(overdispersion);
  const within = (z: number) => ({ low: Math.max(0, centre - z * sd), high: Math.min(1, centre + z * sd) });
  return {
    centre,
    overdispersion,
    z: (own.k / own.n - centre) / sd,
    inner: within(z95),
    outer: within(z998),
  };
}
