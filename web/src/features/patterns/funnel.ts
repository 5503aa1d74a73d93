/** A manager's rate on one signal, as a point of the funnel. */
export interface FunnelPoint {
  rate: number;
  n: number;
}

export interface Funnel {
  /** The pooled rate, around which the funnel stands. */
  target: number;
  /** How much more the managers differ than chance alone would have it; at least 1. */
  overdispersion: number;
  /** The 95 % limits for somebody with so many occasions, within 0 to 1. */
  limits: (n: number) => { low: number; high: number };
}

const z95 = 1.96;
/** The share winsorised at each end, so that a few who stand out do not widen the limits that show them. */
const winsorised = 0.1;

/**
 * Funnel limits around the pooled rate, widened by the overdispersion of winsorised z-scores.
 * Source: D. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005).
 * Null with fewer than six managers: five others are needed to place one.
 */
export function funnelOf(points: readonly FunnelPoint[]): Funnel | null {
  const seen = points.filter(({ n }) => n > 0);
  if (seen.length < 6) return null;
  const total = seen.reduce((sum, { n }) => sum + n, 0);
  const target = seen.reduce((sum, { rate, n }) => sum + rate * n, 0) / total;
  const variance = target * (1 - target);
  if (variance === 0) return null;

  const scores = seen
    .map(({ rate, n }) => (rate - target) / Math.sqrt(variance / n))
    .toSorted((a, b) => a - b);
  const cut = Math.floor(scores.length * winsorised);
  const lowest = scores.at(cut) ?? 0;
  const highest = scores.at(-1 - cut) ?? 0;
  const squares = scores.map((z) => Math.min(Math.max(z, lowest), highest) ** 2);
  const overdispersion = Math.max(1, squares.reduce((sum, square) => sum + square, 0) / scores.length);

  return {
    target,
    overdispersion,
    limits: (n) => {
      const reach = z95 * Math.sqrt((overdispersion * variance) / n);
      return { low: Math.max(0, target - reach), high: Math.min(1, target + reach) };
    },
  };
}
