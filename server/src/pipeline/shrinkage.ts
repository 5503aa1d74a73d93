import quantile from '@stdlib/stats-base-dists-beta-quantile';

/** k of n occasions of one manager. */
export interface Count {
  k: number;
  n: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** Beta prior as two counts: occasions with outcome 1 and 0 that everybody is credited with. */
export interface Prior {
  a: number;
  b: number;
}

/** Without enough peers: Jeffreys' prior, which leaves the figure to the manager's own record. */
export const jeffreys: Prior = { a: 0.5, b: 0.5 };

/**
 * The spread of the other managers' rates as a Beta distribution, by the method of moments: binomial noise is taken out
 * of the observed variance first. Rates that spread no more than noise give a prior worth 200 occasions.
 *
 * Source: Kleinman, Proportions with extraneous variance (1973).
 *
 * @param peers at least two with n > 0, else Jeffreys' prior
 */
export function priorFrom(peers: readonly Count[]): Prior {
  const seen = peers.filter(({ n }) => n > 0);
  const total = seen.reduce((sum, { n }) => sum + n, 0);
  const mean = seen.reduce((sum, { k }) => sum + k, 0) / total;
  if (seen.length < 2 || mean <= 0 || mean >= 1) return jeffreys;
  const squares = seen.reduce((sum, { k, n }) => sum + n * (k / n - mean) ** 2, 0);
  const noise = mean * (1 - mean) * (seen.length - 1);
  const effective = total - seen.reduce((sum, { n }) => sum + n * n, 0) / total;
  const between = Math.max(0, (squares - noise) / effective);
  const weight = between === 0 ? 200 : Math.min(200, Math.max(1, (mean * (1 - mean)) / between - 1));
  return { a: mean * weight, b: (1 - mean) * weight };
}

/** The same prior worth so many occasions at most: a manager's own record never counts for less than the others'. */
export function worthAtMost({ a, b }: Prior, occasions: number): Prior {
  const share = Math.min(1, occasions / (a + b));
  return { a: a * share, b: b * share };
}

/** The central 95 % of what the rate may be, given the prior and the count. */
export function interval({ k, n }: Count, prior: Prior): Interval {
  const a = prior.a + k;
  const b = prior.b + n - k;
  return { low: quantile(0.025, a, b), high: quantile(0.975, a, b) };
}

/** The mean of what the rate may be: the manager's own rate, drawn towards the peers' the fewer occasions there are. */
export function shrunkenRate({ k, n }: Count, prior: Prior): number {
  return (prior.a + k) / (prior.a + prior.b + n);
}
