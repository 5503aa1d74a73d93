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
 * The spread of the other managers' rates as a Beta distribution, by the method of moments with the weights nᵢ:
 *
 *     p = Σk / N,  S = Σ nᵢ (kᵢ/nᵢ − p)²,  γ = (S − p(1 − p)(m − 1)) / (p(1 − p) (N − Σnᵢ²/N − (m − 1)))
 *
 * for m managers with N occasions, and a + b = 1/γ − 1. Rates that spread no more than chance would have them (γ ≤ 0, or
 * as little as makes no difference) give a prior worth 200 occasions.
 *
 * Source: Kleinman, Proportions with extraneous variance: single and independent samples, Journal of the American
 * Statistical Association 68 (1973), 46–54, the moment estimator with wᵢ = nᵢ; γ = 1/(a + b + 1) there.
 *
 * @param peers at least two with n > 0, and one with more than a single occasion, else Jeffreys' prior
 */
export function priorFrom(peers: readonly Count[]): Prior {
  const seen = peers.filter(({ n }) => n > 0);
  const total = seen.reduce((sum, { n }) => sum + n, 0);
  const mean = seen.reduce((sum, { k }) => sum + k, 0) / total;
  if (seen.length < 2 || mean <= 0 || mean >= 1) return jeffreys;
  const squares = seen.reduce((sum, { k, n }) => sum + n * (k / n - mean) ** 2, 0);
  const others = seen.length - 1;
  const effective = total - seen.reduce((sum, { n }) => sum + n * n, 0) / total - others;
  // Of one occasion each, nobody can tell a spread from chance.
  if (effective <= 0) return jeffreys;
  const noise = mean * (1 - mean);
  const gamma = (squares - noise * others) / (noise * effective);
  const weight = gamma <= 0 ? 200 : Math.min(200, Math.max(1, 1 / gamma - 1));
  return { a: mean * weight, b: (1 - mean) * weight };
}

/** The same prior worth so many occasions at most: a manager's own record never counts for less than the others'. */
export function worthAtMost({ a, b }: Prior, occasions: number): Prior {
  const share = Math.min(1, occasions / (a + b));
  return { a: a * share, b: b * share };
}

/**
 * The central 95 % of what the rate may be, given the prior and the count: the 2.5th and 97.5th percentile of
 * Beta(a + k, b + n − k). With Jeffreys' prior it is Jeffreys' interval.
 *
 * Source: Brown, Cai, DasGupta, Interval estimation for a binomial proportion, Statistical Science 16 (2001), 101–133,
 * section 3.1.3.
 */
export function interval({ k, n }: Count, prior: Prior): Interval {
  const a = prior.a + k;
  const b = prior.b + n - k;
  return { low: quantile(0.025, a, b), high: quantile(0.975, a, b) };
}

/** The mean of what the rate may be, (a + k)/(a + b + n): the manager's own rate, drawn to the peers' the fewer occasions there are. */
export function shrunkenRate({ k, n }: Count, prior: Prior): number {
  return (prior.a + k) / (prior.a + prior.b + n);
}
