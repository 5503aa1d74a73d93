import { methodVersion } from './method.ts';

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
  /** How alike two occasions of one rep are that lie within a fortnight: the products of their excesses, over all such pairs. */
  readonly alike: { readonly products: number; readonly pairs: number };
  /** Each rep's occasions of the last week, and how far they strayed from that week's mean. */
  readonly lastWeek: Readonly<Record<string, { readonly n: number; readonly strayed: number }>>;
  /** The variance of what counted lately, in occasions, as it is reckoned and were they independent; older weeks fade. */
  readonly spread: { readonly reckoned: number; readonly independent: number };
  /** How weeks stray from the mean of the few before each. */
  readonly amongWeeks: { readonly squares: number; readonly weeks: number };
  /** The last weekly z, oldest first, as many as the next one is compared with. */
  readonly lately: readonly number[];
}

/** Evidence about one manager and pattern, folded over the weeks. Immutable, and plain data. */
export interface Evidence {
  /** The method it was gathered by: it can be added to by no other. */
  readonly method: string;
  readonly weeks: number;
  readonly composite: Stream;
  /** One for each signal of the pattern. */
  readonly alone: Readonly<Record<string, Stream>>;
  /** What part of the stake each signal alone has; the rest is the composite's. */
  readonly stakes: Readonly<Record<string, number>>;
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
 * What is believed before there is any past, and how many pairs of occasions, and weeks, that belief is worth: the
 * correlation of two occasions of one rep within a fortnight, and how many times the variance that this leaves weeks have.
 * Set by simulation at the norm (evidence.test.ts).
 */
const prior = { correlation: 0.15, worthPairs: 100, amongWeeks: 1, worthWeeks: 8 } as const;

/** What one lapse brings goes together, however little the past shows of it. */
const leastCorrelation = 0.1;

/** Each week is compared with the mean of so many before it, so that a style that begins late is not taken for noise. */
const lookBack = 4;

const emptyStream: Stream = {
  logWealth: [],
  alike: { products: 0, pairs: 0 },
  lastWeek: {},
  spread: { reckoned: 0, independent: 0 },
  amongWeeks: { squares: 0, weeks: 0 },
  lately: [],
};

/** A signal of the pattern that evidence is about. */
export interface SignalOfPattern {
  name: string;
  /** Left out of the composite. */
  standsAlone?: boolean;
}

/** The sheet is clean: a new manager, or the evidence begun anew after a flag was cleared. */
export function noEvidence(signals: readonly SignalOfPattern[]): Evidence {
  return {
    method: methodVersion,
    weeks: 0,
    composite: emptyStream,
    alone: Object.fromEntries(signals.map(({ name }) => [name, emptyStream])),
    stakes: stakesOf(signals),
    excess: {},
  };
}

/**
 * What each signal alone has of the stake, half of which is the composite's: equal parts of the rest, but those that the
 * composite does not read have as much together as all others, since nothing else finds them.
 */
function stakesOf(signals: readonly SignalOfPattern[]): Evidence['stakes'] {
  const kinds = [
    signals.filter(({ standsAlone }) => !standsAlone),
    signals.filter(({ standsAlone }) => standsAlone),
  ];
  const seen = kinds.filter(({ length }) => length > 0);
  return Object.fromEntries(
    seen.flatMap((kind) => kind.map(({ name }) => [name, 0.5 / seen.length / kind.length])),
  );
}

/**
 * Adds a closed week to the evidence.
 *
 * A bet of θ standard deviations on each occasion multiplies its wealth by exp(Σ θ(x − norm)/sd − ψ), where ψ bounds the
 * logarithm of that product's mean for independent occasions at or under the norm. Those of one rep are not independent:
 * they share a bad fortnight, and what follows from one lapse goes together, whichever signals it shows in. So each rep's
 * part of the exponent is divided by a design effect of its own, 1 + ρ(n − 1 + n of the week before), and a burst of ten
 * counts for little more than one of five; and all of it by what weeks vary beyond that. Dividing an exponent by more than one never
 * raises a mean of one at most.
 *
 * Each of these is fixed before this week's outcomes are, and may therefore be chosen at will: what is bet follows from the
 * excess of the weeks before, ρ from how reps strayed in them, the weeks' variance from their own; n says how many
 * occasions there are, not how they turn out. Each week a share 1/(k(k+1)) of the stake joins, so that a style may begin at
 * any time: W_k = e_k (W_{k−1} + 1/(k(k+1))).
 *
 * Source: Howard, Ramdas, McAuliffe, Sekhon, Time-uniform Chernoff bounds via nonnegative supermartingales (2020);
 * Waudby-Smith, Ramdas, Estimating means of bounded random variables by betting (2024), for bets that follow the past;
 * for bounded outcomes Bennett's bound (1962), which is the Bernoulli distribution's own where the variance is largest;
 * Kish, Survey sampling (1965), for the design effect of a cluster.
 */
export function addWeek(evidence: Evidence, readings: readonly WeekOfOccasions[]): Evidence {
  const week = evidence.weeks + 1;
  const seen = readings.filter(({ n }) => n > 0);
  const bets = betsOn(evidence);
  return {
    method: evidence.method,
    stakes: evidence.stakes,
    weeks: week,
    composite: extend(evidence.composite, together(seen), week, bets),
    alone: Object.fromEntries(
      Object.entries(evidence.alone).map(([signal, stream]) => [
        signal,
        extend(
          stream,
          seen.filter((reading) => reading.signal === signal),
          week,
          betsAlone,
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
export function logEvidence({ composite, alone, stakes, weeks }: Evidence): number {
  return mixed(
    logValue(composite.logWealth, weeks),
    Object.entries(alone).map(
      ([signal, { logWealth }]) => Math.log(stakes[signal] ?? 0) + logValue(logWealth, weeks),
    ),
  );
}

/**
 * What `logEvidence` would be after a week of any of these readings, worked out without what such a week leaves behind for
 * later ones.
 * @param readings at most one of each signal
 */
export function logEvidenceAfter(evidence: Evidence, readings: readonly WeekOfOccasions[]) {
  const week = evidence.weeks + 1;
  const bets = betsOn(evidence);
  const worth = (stream: Stream, seen: readonly WeekOfOccasions[], ofStream: Bets) =>
    logValue(wealthAfter(stream, seen, repsOf(stream, seen), week, ofStream), week);
  const alone = Object.entries(evidence.alone).map(([signal, stream]) => {
    const stake = Math.log(evidence.stakes[signal] ?? 0);
    const ofSignal = readings.filter((reading) => reading.signal === signal);
    return {
      signal,
      without: stake + worth(stream, [], betsAlone),
      with: stake + worth(stream, ofSignal, betsAlone),
    };
  });
  return (some: readonly WeekOfOccasions[]): number =>
    mixed(
      worth(evidence.composite, together(some), bets),
      alone.map((values) =>
        some.some(({ signal }) => signal === values.signal) ? values.with : values.without,
      ),
    );
}

/** Half of it the composite, the rest the signals alone, each with its stake already. */
const mixed = (composite: number, alone: readonly number[]) => logSum([Math.log(0.5) + composite, ...alone]);

/** How many times the variance of independent occasions the composite's have lately had, as it is reckoned; at least 1. */
export function overdispersionOf({ composite }: Evidence): number {
  const { reckoned, independent } = composite.spread;
  return (independent > 0 ? reckoned / independent : 1) * amongWeeksOf(composite);
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

/** What a stream bets. */
interface Bets {
  /** Shares or sizes, one for each wealth. */
  of: readonly number[];
  /** How much such a bet puts on an occasion of the reading, in standard deviations. */
  sizeOf(bet: number, reading: Occasions): number;
}

const betsAlone: Bets = { of: excesses, sizeOf: (size) => size };

const betsOn = (evidence: Evidence): Bets => ({
  of: caution,
  sizeOf: (share, { signal }) => share * shownLately(evidence, signal),
});

/** The readings that the composite takes together. */
const together = (readings: readonly WeekOfOccasions[]) => readings.filter(({ standsAlone }) => !standsAlone);

function extend(stream: Stream, readings: readonly WeekOfOccasions[], week: number, bets: Bets): Stream {
  const reps = repsOf(stream, readings);
  const logWealth = wealthAfter(stream, readings, reps, week, bets);
  if (reps.size === 0) return { ...stream, logWealth, lastWeek: {} };
  return { logWealth, ...withReps(stream, reps), ...withWeek(stream, reps) };
}

function wealthAfter(
  stream: Stream,
  readings: readonly WeekOfOccasions[],
  reps: ReadonlyMap<string, OfRep>,
  week: number,
  { of, sizeOf }: Bets,
): number[] {
  const stake = -Math.log(week * (week + 1));
  const amongWeeks = amongWeeksOf(stream);
  const weighed = readings.map((reading) => weigh(reading, reps));
  return of.map((bet, at) => {
    const growth = sumOf(weighed, (reading) => logGrowth(reading, sizeOf(bet, reading)));
    return logSum([stream.logWealth[at] ?? Number.NEGATIVE_INFINITY, stake]) + growth / amongWeeks;
  });
}

/** A rep's week, all signals together. */
interface OfRep {
  n: number;
  excess: number;
  /** How many times the variance of independent occasions theirs is taken to have. */
  designEffect: number;
}

function repsOf(stream: Stream, readings: readonly WeekOfOccasions[]): ReadonlyMap<string, OfRep> {
  const correlation = correlationOf(stream);
  const reps = new Map<string, { n: number; excess: number; designEffect: number }>();
  for (const { byRep, norm, ...reading } of readings) {
    const sd = Math.sqrt(varianceOf({ ...reading, norm }));
    for (const { repId, k, n } of byRep) {
      if (n === 0) continue;
      const rep = reps.get(repId) ?? { n: 0, excess: 0, designEffect: 1 };
      rep.n += n;
      rep.excess += (k - n * norm) / sd;
      reps.set(repId, rep);
    }
  }
  for (const [repId, rep] of reps) {
    const lately = stream.lastWeek[repId]?.n ?? 0;
    rep.designEffect = 1 + correlation * (rep.n - 1 + lately);
  }
  return reps;
}

/** A reading with each rep's occasions counted for as many as they are worth, n over their design effect. */
function weigh({ byRep, ...reading }: WeekOfOccasions, reps: ReadonlyMap<string, OfRep>): Occasions {
  const worth = (repId: string) => 1 / (reps.get(repId)?.designEffect ?? 1);
  return {
    ...reading,
    k: sumOf(byRep, ({ repId, k }) => k * worth(repId)),
    n: sumOf(byRep, ({ repId, n }) => n * worth(repId)),
  };
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
 * What two occasions of one rep have in common, in this week and with the week before, as far as the rep's stray from the
 * team's mean: a style that all the team shares is no likeness.
 * Source: Liang and Zeger, Longitudinal data analysis using generalized linear models (1986), 3.2, the exchangeable
 * correlation by moments; the team's own mean takes a share n/N of each rep's out.
 */
function withReps(
  { alike, lastWeek: before, spread }: Stream,
  reps: ReadonlyMap<string, OfRep>,
): Pick<Stream, 'alike' | 'lastWeek' | 'spread'> {
  const all = sumOf([...reps.values()], ({ n }) => n);
  const mean = sumOf([...reps.values()], ({ excess }) => excess) / all;
  const strays = [...reps].map(([repId, { n, excess }]) => ({
    repId,
    n,
    strayed: excess - n * mean,
    last: before[repId] ?? { n: 0, strayed: 0 },
  }));
  return {
    alike: {
      products:
        alike.products +
        sumOf(strays, ({ n, strayed, last }) => strayed * (strayed + 2 * last.strayed) - n * (1 - n / all)),
      pairs: alike.pairs + sumOf(strays, ({ n, last }) => n * (n - 1 + 2 * last.n) * (1 - n / all)),
    },
    lastWeek: Object.fromEntries(strays.map(({ repId, n, strayed }) => [repId, { n, strayed }])),
    spread: {
      reckoned:
        fading * spread.reckoned + sumOf([...reps.values()], ({ n, designEffect }) => n * designEffect),
      independent: fading * spread.independent + all,
    },
  };
}

/** Remembers a week's z, and how far it was from the mean of the few before it; one alone is nothing to compare with. */
function withWeek(
  { lately, amongWeeks }: Stream,
  reps: ReadonlyMap<string, OfRep>,
): Pick<Stream, 'lately' | 'amongWeeks'> {
  const all = [...reps.values()];
  const z =
    sumOf(all, ({ excess }) => excess) / Math.sqrt(sumOf(all, ({ n, designEffect }) => n * designEffect));
  const next = [...lately, z].slice(-lookBack);
  if (lately.length < 2) return { lately: next, amongWeeks };
  const mean = sumOf(lately, (before) => before) / lately.length;
  const square = (z - mean) ** 2 * (lately.length / (lately.length + 1));
  return {
    lately: next,
    amongWeeks: { squares: amongWeeks.squares + square, weeks: amongWeeks.weeks + 1 },
  };
}

/** The correlation of two occasions of one rep within a fortnight, by the past weeks and what was believed before. */
const correlationOf = ({ alike: { products, pairs } }: Stream) =>
  Math.max(leastCorrelation, (prior.worthPairs * prior.correlation + products) / (prior.worthPairs + pairs));

/** How many times the variance that reps' likeness leaves the past weeks had: what a whole team shares. */
const amongWeeksOf = ({ amongWeeks: { squares, weeks } }: Stream) =>
  Math.max(1, (prior.worthWeeks * prior.amongWeeks + squares) / (prior.worthWeeks + weeks));

/** Mean over the bets of wealth plus the stake not yet placed, Σ_{k>weeks} 1/(k(k+1)) = 1/(weeks+1). */
function logValue(logWealth: readonly number[], weeks: number): number {
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
