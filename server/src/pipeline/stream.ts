import { excessOf, type Occasions, sumOf, varianceOf, type WeekOfOccasions } from './occasions.ts';

/** What one sequence of weekly figures says so far: the composite's, or one signal's. Plain data, stored as it is. */
export interface Stream {
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

/**
 * What is believed before there is any past, and how many pairs of occasions, and weeks, that belief is worth: the
 * correlation of two occasions of one rep within a fortnight, and how many times the variance that this leaves weeks have.
 * Set by simulation at the norm (evidence.test.ts).
 */
const prior = { correlation: 0.15, worthPairs: 100, amongWeeks: 1, worthWeeks: 8 } as const;

/** What one lapse brings goes together, however little the past shows of it. */
const leastCorrelation = 0.1;

/** Each week what came before counts so much of what it did: half after four weeks. */
export const fading = 0.5 ** (1 / 4);

/** Each week is compared with the mean of so many before it, so that a style that begins late is not taken for noise. */
const lookBack = 4;

export const emptyStream: Stream = {
  logWealth: [],
  alike: { products: 0, pairs: 0 },
  lastWeek: {},
  spread: { reckoned: 0, independent: 0 },
  amongWeeks: { squares: 0, weeks: 0 },
  lately: [],
};

/** What a stream bets. */
export interface Bets {
  /** Shares or sizes, one for each wealth. */
  of: readonly number[];
  /** How much such a bet puts on an occasion of the reading, in standard deviations. */
  sizeOf(bet: number, reading: Occasions): number;
}

/** Takes a week's readings into a stream. */
export function extend(
  stream: Stream,
  readings: readonly WeekOfOccasions[],
  week: number,
  bets: Bets,
): Stream {
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

/** How many times the variance of independent occasions a stream's have lately had, as it is reckoned; at least 1. */
export function overdispersionOf(stream: Stream): number {
  const { reckoned, independent } = stream.spread;
  return (independent > 0 ? reckoned / independent : 1) * amongWeeksOf(stream);
}

/** The logarithm of what a stream says after so many weeks. */
export const logValue = ({ logWealth }: Stream, weeks: number): number => logMean(logWealth, weeks);

/** What `logValue` would be after such a week. */
export const logValueAfter = (
  stream: Stream,
  readings: readonly WeekOfOccasions[],
  week: number,
  bets: Bets,
): number => logMean(wealthAfter(stream, readings, repsOf(stream, readings), week, bets), week);

/** Mean over the bets of wealth plus the stake not yet placed, Σ_{k>weeks} 1/(k(k+1)) = 1/(weeks+1). */
function logMean(logWealth: readonly number[], weeks: number): number {
  const toCome = -Math.log(weeks + 1);
  if (logWealth.length === 0) return toCome;
  return logSum(logWealth.map((wealth) => logSum([wealth, toCome]) - Math.log(logWealth.length)));
}

/** log Σ exp(x), without overflow. */
export function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + Math.log(sumOf(logs, (log) => Math.exp(log - largest)));
}
