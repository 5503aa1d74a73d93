/** What a funnel plot stands around: the rate of all managers together, and how much more they differ than by chance. */
export interface Funnel {
  /** In 0 to 1. */
  centre: number;
  /** A ratio of variances, 1 or more. */
  overdispersion: number;
}

/** Two-sided 95 % and 99.8 %: the inner and the outer limits. */
export const funnelZ = { inner: 1.96, outer: 3.09 } as const;

/**
 * Between which rates so many managers at the centre lie by chance and by the differences there are, with n occasions.
 * Source: Spiegelhalter, Handling over-dispersion of performance indicators (2005).
 */
export function funnelLimits(
  { centre, overdispersion }: Funnel,
  n: number,
  z: number,
): { low: number; high: number } {
  const reach = z * Math.sqrt((overdispersion * centre * (1 - centre)) / n);
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
