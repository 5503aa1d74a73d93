/** A reading as evidence takes it: k of n occasions, against the norm. */
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

/** A week's occasions, with the reps they came from: what one rep does in a week counts as one lesson, not as ten. */
export interface WeekOfOccasions extends Occasions {
  byRep: readonly { repId: string; k: number; n: number }[];
}

/** What one sequence of weekly figures says so far: the composite's, or one signal's. Plain data, stored as it is. */
interface Stream {
  /** For each bet, the logarithm of the wealth of those starting weeks that have come; empty before the first. */
  readonly logWealth: readonly number[];
  /** How reps stray from their week's mean: squares over what independent occasions would give. */
  readonly amongReps: { readonly squares: number; readonly expected: number };
  /** How far each rep strayed in the last week: a fortnight's burst shows in two weeks. */
  readonly strays: Readonly<Record<string, number>>;
  /** How weeks stray from the mean of the few before each. */
  readonly amongWeeks: { readonly squares: number; readonly weeks: number };
  /** The last weekly z, oldest first, as many as the next one is compared with. */
  readonly lately: readonly number[];
}

/** Evidence about one manager and pattern, folded over the weeks. Immutable, and plain data. */
export interface Evidence {
  readonly weeks: number;
  readonly composite: Stream;
  /** One for each signal of the pattern. */
  readonly alone: Readonly<Record<string, Stream>>;
  /** What each signal's occasions were over their norm lately, in standard deviations of one; older weeks fade. */
  readonly excess: Readonly<Record<string, { readonly sum: number; readonly n: number }>>;
}

/**
 * Bets on one signal alone, as excess of its mean outcome over the norm in standard deviations of one occasion: from a
 * mild style with many occasions to a clear one with few.
 */
const excesses = [0.2, 0.4, 0.8] as const;

/** Bets on the composite: so much of the excess that each signal has shown lately. The whole is Kelly's bet. */
const caution = [0.5, 1] as const;

/** What is expected of every signal before it has shown anything, and how many occasions that is worth. */
const expectedExcess = 0.6;
const occasionsOfExpectation = 8;
const mostExpected = 1.2;
/** Each week what came before counts so much of what it did: half after four weeks. */
const fading = 0.5 ** (1 / 4);

/**
 * What is believed of the overdispersion before there is any past, and how many occasions, and weeks, that belief is
 * worth. Set by simulation at the norm (evidence.test.ts).
 */
const prior = { composite: 1.3, alone: 1.1, worthOccasions: 8, amongWeeks: 1.2, worthWeeks: 8 } as const;

/** Each week is compared with the mean of so many before it, so that a style that begins late is not taken for noise. */
const lookBack = 4;

/** A burst that lasts two weeks hides half of itself from that comparison. */
const burstFactor = 1.3;

const emptyStream: Stream = {
  logWealth: [],
  amongReps: { squares: 0, expected: 0 },
  strays: {},
  amongWeeks: { squares: 0, weeks: 0 },
  lately: [],
};

/** The sheet is clean: a new manager, or the evidence begun anew after a flag was cleared. */
export function noEvidence(signals: readonly string[]): Evidence {
  return {
    weeks: 0,
    composite: emptyStream,
    alone: Object.fromEntries(signals.map((signal) => [signal, emptyStream])),
    excess: {},
  };
}

/**
 * Adds a closed week to the evidence.
 *
 * A bet of θ standard deviations on each occasion multiplies its wealth by exp(Σ θ(x − norm)/sd − ψ), where ψ bounds the
 * logarithm of that product's mean for n/φ independent occasions at or under the norm (φ the overdispersion). What is bet
 * on a signal in the composite follows from the weeks before, and on nothing that this week brings. Each week a share
 * 1/(k(k+1)) of the stake joins, so that a style may begin at any time: W_k = e_k (W_{k−1} + 1/(k(k+1))).
 *
 * Source: Howard, Ramdas, McAuliffe, Sekhon, Time-uniform Chernoff bounds via nonnegative supermartingales (2020);
 * Waudby-Smith, Ramdas, Estimating means of bounded random variables by betting (2024), for bets that follow the past;
 * for bounded outcomes Bennett's bound (1962), which is the Bernoulli distribution's own where the variance is largest.
 */
export function addWeek(evidence: Evidence, readings: readonly WeekOfOccasions[]): Evidence {
  const week = evidence.weeks + 1;
  const seen = readings.filter(({ n }) => n > 0);
  const together = seen.filter(({ standsAlone }) => !standsAlone);
  return {
    weeks: week,
    composite: extend(
      evidence.composite,
      together,
      week,
      prior.composite,
      caution,
      (share, { signal }) => share * shownLately(evidence, signal),
    ),
    alone: Object.fromEntries(
      Object.entries(evidence.alone).map(([signal, stream]) => [
        signal,
        extend(
          stream,
          seen.filter((reading) => reading.signal === signal),
          week,
          prior.alone,
          excesses,
          (size) => size,
        ),
      ]),
    ),
    excess: Object.fromEntries(
      Object.keys(evidence.alone).map((signal) => {
        const { sum, n } = evidence.excess[signal] ?? { sum: 0, n: 0 };
        const now = seen.find((reading) => reading.signal === signal);
        return [
          signal,
          {
            sum: fading * sum + (now ? excessOf(now) : 0),
            n: fading * n + (now?.n ?? 0),
          },
        ];
      }),
    ),
  };
}

/**
 * The natural logarithm of the e-value so far: half of it the composite, half spread over the signals alone, and within
 * each the stake of the weeks still to come. For a manager at the norm it ever reaches log(1/α) with probability α at most.
 */
export function logEvidence(evidence: Evidence): number {
  const alone = Object.values(evidence.alone);
  return logSum([
    Math.log(0.5) + logValue(evidence.composite, evidence.weeks),
    ...alone.map((stream) => Math.log(0.5 / alone.length) + logValue(stream, evidence.weeks)),
  ]);
}

/** The overdispersion that the next week's composite will be divided by. */
export function overdispersionOf(evidence: Evidence): number {
  return overdispersion(evidence.composite, prior.composite);
}

/**
 * Excess over the norms in standard deviations, each occasion alike; positive is worse than the norm.
 * @param readings at least one, each with n > 0
 */
export function compositeZ(readings: readonly Occasions[]): number {
  return sumOf(readings, excessOf) / Math.sqrt(sumOf(readings, ({ n }) => n));
}

const sumOf = <T>(all: readonly T[], figure: (one: T) => number): number =>
  all.reduce((sum, one) => sum + figure(one), 0);

const varianceOf = ({ norm, variance }: Occasions) => variance ?? norm * (1 - norm);

/** The sum of the occasions' excess over the norm, in standard deviations of one. */
const excessOf = (reading: Occasions) =>
  (reading.k - reading.n * reading.norm) / Math.sqrt(varianceOf(reading));

/** What to bet on a signal: the mean excess that the weeks before showed, and none where it was under the norm. */
function shownLately({ excess }: Evidence, signal: string): number {
  const { sum, n } = excess[signal] ?? { sum: 0, n: 0 };
  const mean = (sum + occasionsOfExpectation * expectedExcess) / (n + occasionsOfExpectation);
  return Math.min(mostExpected, Math.max(0, mean));
}

/**
 * @param bets shares or sizes, one for each wealth
 * @param sizeOf how much such a bet puts on an occasion of the reading, in standard deviations
 */
function extend(
  stream: Stream,
  readings: readonly WeekOfOccasions[],
  week: number,
  believed: number,
  bets: readonly number[],
  sizeOf: (bet: number, reading: Occasions) => number,
): Stream {
  const stake = -Math.log(week * (week + 1));
  const phi = overdispersion(stream, believed);
  const logWealth = bets.map((bet, at) => {
    const growth = sumOf(readings, (reading) => logGrowth(reading, sizeOf(bet, reading))) / phi;
    return logSum([stream.logWealth[at] ?? Number.NEGATIVE_INFINITY, stake]) + growth;
  });
  if (readings.length === 0) return { ...stream, logWealth, strays: {} };
  return { logWealth, ...withReps(stream, readings), ...withWeek(stream, readings, believed) };
}

/** What a bet of so many standard deviations on each occasion wins, were they independent. */
function logGrowth(reading: Occasions, bet: number): number {
  const sd = Math.sqrt(varianceOf(reading));
  return bet * excessOf(reading) - reading.n * logMoment(bet / sd, sd * sd, 1 - reading.norm);
}

/**
 * Bounds log E exp(θ(X − μ)) for X − μ at most b, of mean 0 or less and a variance of v at most.
 * Source: Bennett, Probability inequalities for the sum of independent random variables (1962).
 */
function logMoment(theta: number, v: number, b: number): number {
  return Math.log((b * b * Math.exp((-theta * v) / b) + v * Math.exp(theta * b)) / (b * b + v));
}

/**
 * How the week's reps stray from its mean, and what two weeks of a rep have in common.
 * Source: Liang and Zeger, Longitudinal data analysis using generalized linear models (1986), for clusters; Newey and
 * West (1987), for the week before.
 */
function withReps(
  { amongReps, strays: before }: Stream,
  readings: readonly WeekOfOccasions[],
): Pick<Stream, 'amongReps' | 'strays'> {
  const reps = Map.groupBy(
    readings.flatMap(({ byRep, ...reading }) =>
      byRep.map(({ repId, k, n }) => ({ repId, n, excess: excessOf({ ...reading, k, n }) })),
    ),
    ({ repId }) => repId,
  );
  const sums = [...reps].map(([repId, all]) => ({
    repId,
    n: sumOf(all, ({ n }) => n),
    excess: sumOf(all, ({ excess }) => excess),
  }));
  const n = sumOf(sums, (rep) => rep.n);
  const mean = sumOf(sums, ({ excess }) => excess) / n;
  const strayed = sums.map((rep) => ({ repId: rep.repId, by: rep.excess - rep.n * mean }));
  return {
    amongReps: {
      squares: amongReps.squares + sumOf(strayed, ({ repId, by }) => by * by + 2 * by * (before[repId] ?? 0)),
      expected: amongReps.expected + n - sumOf(sums, (rep) => (rep.n * rep.n) / n),
    },
    strays: Object.fromEntries(strayed.map(({ repId, by }) => [repId, by])),
  };
}

/** Remembers a week's z, and how far it was from the mean of the few before it; one alone is nothing to compare with. */
function withWeek(
  stream: Stream,
  readings: readonly WeekOfOccasions[],
  believed: number,
): Pick<Stream, 'lately' | 'amongWeeks'> {
  const { lately, amongWeeks } = stream;
  const z = compositeZ(readings) / Math.sqrt(amongRepsOf(stream, believed));
  const next = [...lately, z].slice(-lookBack);
  if (lately.length < 2) return { lately: next, amongWeeks };
  const mean = sumOf(lately, (before) => before) / lately.length;
  const square = (z - mean) ** 2 * (lately.length / (lately.length + 1));
  return {
    lately: next,
    amongWeeks: { squares: amongWeeks.squares + square, weeks: amongWeeks.weeks + 1 },
  };
}

/** How many times the variance of independent occasions the past weeks had: what reps, and what weeks, share. */
function overdispersion(stream: Stream, believed: number): number {
  const { squares, weeks } = stream.amongWeeks;
  const amongWeeks =
    (prior.worthWeeks * prior.amongWeeks + burstFactor * squares) / (prior.worthWeeks + weeks);
  return amongRepsOf(stream, believed) * Math.max(1, amongWeeks);
}

const amongRepsOf = ({ amongReps: { squares, expected } }: Stream, believed: number) =>
  Math.max(1, (prior.worthOccasions * believed + squares) / (prior.worthOccasions + expected));

/** Mean over the bets of wealth plus the stake not yet placed, Σ_{k>weeks} 1/(k(k+1)) = 1/(weeks+1). */
function logValue({ logWealth }: Stream, weeks: number): number {
  const toCome = -Math.log(weeks + 1);
  if (logWealth.length === 0) return toCome;
  return logSum(logWealth.map((wealth) => logSum([wealth, toCome]) - Math.log(logWealth.length)));
}

/** log Σ exp(x), without overflow. */
function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + Math.log(sumOf(logs, (log) => Math.exp(log - largest)));
}
