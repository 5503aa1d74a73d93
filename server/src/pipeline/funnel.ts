import { type Funnel, funnelLimits, funnelZ } from '@plumbline/shared/domain/funnel.ts';
import { fewestPeers } from './method.ts';
import type { Count } from './shrinkage.ts';

/** Where a manager's rate lies among the others', given how many occasions it rests on. */
export interface FunnelPlace extends Funnel {
  /** Standard deviations above the centre, overdispersion taken out. */
  z: number;
  /** Limits that 95 % and 99.8 % of managers at the centre lie within, with so many occasions. */
  inner: { low: number; high: number };
  outer: { low: number; high: number };
}

/** So much at either end is pulled in before the overdispersion is estimated, so that the odd ones do not hide themselves. */
const winsorized = 0.1;

/**
 * The funnel of all managers, with multiplicative overdispersion. With p the rate of all I of them together and
 * zᵢ = (kᵢ/nᵢ − p)/√(p(1 − p)/nᵢ), φ is the mean of the zᵢ² after the lowest and the highest tenth of the zᵢ (rounded
 * down) were set to the next ones; limits are p ± z √(φ p(1 − p)/n). The source widens only where φ is significantly above
 * 1, here it does wherever φ is above 1: the wider of the two, in doubt in the manager's favour.
 *
 * Source: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005), 1185–1202,
 * the appendix on over-dispersion (multiplicative, winsorised), and on proportions for the normal limits; Spiegelhalter,
 * Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14 (2005), 347–351.
 *
 * @returns null with fewer than six, or where nobody differs from nobody (a rate of 0 or 1 in all)
 */
export function funnelOf(counts: readonly Count[]): Funnel | null {
  const all = counts.filter(({ n }) => n > 0);
  if (all.length <= fewestPeers) return null;
  const centre = all.reduce((sum, { k }) => sum + k, 0) / all.reduce((sum, { n }) => sum + n, 0);
  if (centre <= 0 || centre >= 1) return null;
  const naive = all.map(({ k, n }) => (k / n - centre) / deviation(centre, n)).toSorted((a, b) => a - b);
  const cut = Math.floor(winsorized * naive.length);
  const lowest = naive[cut] ?? 0;
  const highest = naive[naive.length - 1 - cut] ?? 0;
  const held = naive.map((z) => Math.min(highest, Math.max(lowest, z)));
  return { centre, overdispersion: Math.max(1, held.reduce((sum, z) => sum + z * z, 0) / held.length) };
}

/** @param own n > 0 */
export function placeIn(funnel: Funnel, own: Count): FunnelPlace {
  const sd = deviation(funnel.centre, own.n) * Math.sqrt(funnel.overdispersion);
  return {
    ...funnel,
    z: (own.k / own.n - funnel.centre) / sd,
    inner: funnelLimits(funnel, own.n, funnelZ.inner),
    outer: funnelLimits(funnel, own.n, funnelZ.outer),
  };
}

/** Of a rate of n occasions, were they independent. */
const deviation = (centre: number, n: number) => Math.sqrt((centre * (1 - centre)) / n);
