/** A reading as evidence takes it: k of n occasions in a week, against the norm. */
export interface Occasions {
  signal: string;
  /** Sum of outcomes, each in 0 to 1. */
  k: number;
  n: number;
  /** Upper limit for the mean outcome, after case mix; in 0 to 1, both excluded. */
  norm: number;
  /** The most an outcome can vary; without it norm (1 − norm), the most that anything in 0 to 1 can. */
  variance?: number;
  /** Left out of the composite. */
  standsAlone?: boolean;
}

const varianceOf = ({ norm, variance }: Occasions) => variance ?? norm * (1 - norm);

/** What one sequence of weekly figures says so far: the composite's, or one signal's. */
interface Stream {
  /** For each effect size, the logarithm of the wealth of those starting weeks that have come. */
  readonly logWealth: readonly number[];
  /** The last weekly z, oldest first, as many as the next one is compared with. */
  readonly lately: readonly number[];
  /** What the weeks so far were off from the few before each: the overdispersion of the next is estimated from this. */
  readonly deviations: { readonly sum: number; readonly weeks: number };
}

/** Evidence about one manager and pattern, folded over the weeks. Immutable. */
export interface Evidence {
  readonly weeks: number;
  readonly composite: Stream;
  readonly alone: ReadonlyMap<string, Stream>;
  /** How many signals the pattern has: the other half of the weight is spread over them. */
  readonly signals: number;
}

/**
 * Effect sizes that the mixture is spread over, in standard deviations of a week: from a mild style in a small team to
 * a clear one in a large team. The mean of e-values is an e-value, whichever is the true size.
 */
const effectSizes = [0.3, 0.6, 1.2, 2] as const;

/**
 * What is believed of the overdispersion before there is any past, and how many weeks that belief is worth. Both are
 * set by simulation at the norm (evidence.test.ts), with bursts that make variances three times as large.
 */
const priorOverdispersion = 1.75;
const priorWeeks = 6;

/** Each week is compared with the mean of so many before it, so that a style that begins late is not taken for noise. */
const lookBack = 4;

/** A burst that lasts two weeks hides half of itself from that comparison. */
const burstFactor = 1.3;

const nothing: Stream = {
  logWealth: effectSizes.map(() => Number.NEGATIVE_INFINITY),
  lately: [],
  deviations: { sum: 0, weeks: 0 },
};

/** The sheet is clean: a new manager, or the evidence begun anew after a flag was cleared. */
export function noEvidence(signals: readonly string[]): Evidence {
  return {
    weeks: 0,
    composite: nothing,
    alone: new Map(signals.map((signal) => [signal, nothing])),
    signals: signals.length,
  };
}

/**
 * Adds a closed week to the evidence.
 *
 * For each effect size λ the week multiplies the wealth by e = exp(λz − ψ(λ)), where z is the week's excess over the
 * norm in units of its own standard deviation and ψ bounds the logarithm of exp(λz)'s mean for n/φ independent
 * occasions at or under the norm (φ the overdispersion). Each week a share 1/(k(k+1)) of the stake joins, so that a
 * style may begin at any time: W_k = e_k (W_{k−1} + 1/(k(k+1))).
 *
 * Source: Howard, Ramdas, McAuliffe, Sekhon, Time-uniform Chernoff bounds via nonnegative supermartingales (2020); for
 * bounded outcomes Bennett's bound (1962), which is the Bernoulli distribution's own where the variance is the largest.
 */
export function addWeek(evidence: Evidence, readings: readonly Occasions[]): Evidence {
  const week = evidence.weeks + 1;
  const seen = readings.filter(({ n }) => n > 0);
  return {
    ...evidence,
    weeks: week,
    composite: extend(
      evidence.composite,
      seen.filter(({ standsAlone }) => !standsAlone),
      week,
    ),
    alone: new Map(
      [...evidence.alone].map(([signal, stream]) => [
        signal,
        extend(
          stream,
          seen.filter((reading) => reading.signal === signal),
          week,
        ),
      ]),
    ),
  };
}

/**
 * The natural logarithm of the e-value so far: half of it the composite, half spread over the signals alone, and within
 * each the stake of the weeks still to come. For a manager at the norm it ever reaches log(1/α) with probability α at most.
 */
export function logEvidence(evidence: Evidence): number {
  const halves = [
    Math.log(0.5) + logValue(evidence.composite, evidence.weeks),
    ...[...evidence.alone.values()].map(
      (stream) => Math.log(0.5 / evidence.signals) + logValue(stream, evidence.weeks),
    ),
  ];
  return logSum(halves);
}

/** The overdispersion that the next week's composite will be divided by. */
export function overdispersionOf(evidence: Evidence): number {
  return overdispersion(evidence.composite);
}

/**
 * Excess over the norms in standard deviations, signals taken together; positive is worse than the norm.
 * @param readings at least one, each with n > 0
 */
export function compositeZ(readings: readonly Occasions[]): number {
  const sum = readings.reduce((total, reading) => {
    const { k, n, norm } = reading;
    return total + (k - n * norm) / Math.sqrt(n * varianceOf(reading));
  }, 0);
  return sum / Math.sqrt(readings.length);
}

function extend(stream: Stream, readings: readonly Occasions[], week: number): Stream {
  const stake = -Math.log(week * (week + 1));
  const growth = weekGrowth(readings, overdispersion(stream));
  const logWealth = stream.logWealth.map((wealth, at) => logSum([wealth, stake]) + (growth[at] ?? 0));
  return readings.length > 0
    ? { logWealth, ...withWeek(stream, compositeZ(readings)) }
    : { ...stream, logWealth };
}

/** Remembers a week's z, and how far it was from the mean of the few before it; one alone is nothing to compare with. */
function withWeek({ lately, deviations }: Stream, z: number): Pick<Stream, 'lately' | 'deviations'> {
  const next = [...lately, z].slice(-lookBack);
  if (lately.length < 2) return { lately: next, deviations };
  const mean = lately.reduce((sum, before) => sum + before, 0) / lately.length;
  const square = (z - mean) ** 2 * (lately.length / (lately.length + 1));
  return { lately: next, deviations: { sum: deviations.sum + square, weeks: deviations.weeks + 1 } };
}

/** λz − ψ(λ) for each effect size; 0 for a week without occasions. */
function weekGrowth(readings: readonly Occasions[], phi: number): readonly number[] {
  if (readings.length === 0) return effectSizes.map(() => 0);
  const z = compositeZ(readings) / Math.sqrt(phi);
  return effectSizes.map((lambda) => {
    const bound = readings.reduce((sum, reading) => {
      const { n, norm } = reading;
      const variance = varianceOf(reading);
      const tilt = (lambda * Math.sqrt(phi)) / Math.sqrt(readings.length * n * variance);
      return sum + (n / phi) * logMoment(tilt, variance, 1 - norm);
    }, 0);
    return lambda * z - bound;
  });
}

/**
 * Bounds log E exp(θ(X − μ)) for X − μ at most b, of mean 0 or less and a variance of v at most.
 * Source: Bennett, Probability inequalities for the sum of independent random variables (1962).
 */
function logMoment(theta: number, v: number, b: number): number {
  return Math.log((b * b * Math.exp((-theta * v) / b) + v * Math.exp(theta * b)) / (b * b + v));
}

/** Mean squared deviation of past weeks from the few before each, never under 1 (independent occasions). */
function overdispersion({ deviations: { sum, weeks } }: Stream): number {
  return Math.max(1, (priorWeeks * priorOverdispersion + burstFactor * sum) / (priorWeeks + weeks));
}

/** Mean over effect sizes of wealth plus the stake not yet placed, Σ_{k>weeks} 1/(k(k+1)) = 1/(weeks+1). */
function logValue(stream: Stream, weeks: number): number {
  const toCome = -Math.log(weeks + 1);
  return logSum(stream.logWealth.map((wealth) => logSum([wealth, toCome]) - Math.log(effectSizes.length)));
}

/** log Σ exp(x), without overflow. */
function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}
