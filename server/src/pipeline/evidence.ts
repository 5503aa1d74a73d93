import { methodVersion } from './method.ts';
import { excessOf, type WeekOfOccasions } from './occasions.ts';
import {
  type Bets,
  emptyStream,
  extend,
  fading,
  logSum,
  logValue,
  logValueAfter,
  type Stream,
} from './stream.ts';

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
    logValue(composite, weeks),
    Object.entries(alone).map(([signal, stream]) => Math.log(stakes[signal] ?? 0) + logValue(stream, weeks)),
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
  const alone = Object.entries(evidence.alone).map(([signal, stream]) => {
    const stake = Math.log(evidence.stakes[signal] ?? 0);
    const ofSignal = readings.filter((reading) => reading.signal === signal);
    return {
      signal,
      without: stake + logValueAfter(stream, [], week, betsAlone),
      with: stake + logValueAfter(stream, ofSignal, week, betsAlone),
    };
  });
  return (some: readonly WeekOfOccasions[]): number =>
    mixed(
      logValueAfter(evidence.composite, together(some), week, bets),
      alone.map((values) =>
        some.some(({ signal }) => signal === values.signal) ? values.with : values.without,
      ),
    );
}

/** Half of it the composite, the rest the signals alone, each with its stake already. */
const mixed = (composite: number, alone: readonly number[]) => logSum([Math.log(0.5) + composite, ...alone]);

/** What to bet on a signal: the mean excess that the weeks before showed, and none where it was under the norm. */
function shownLately({ excess }: Evidence, signal: string): number {
  const { sum, n } = excess[signal] ?? { sum: 0, n: 0 };
  const mean = (sum + occasionsOfExpectation * expectedExcess) / (n + occasionsOfExpectation);
  return Math.min(mostExpected, Math.max(0, mean));
}

const betsAlone: Bets = { of: excesses, sizeOf: (size) => size };

const betsOn = (evidence: Evidence): Bets => ({
  of: caution,
  sizeOf: (share, { signal }) => share * shownLately(evidence, signal),
});

/** The readings that the composite takes together. */
const together = (readings: readonly WeekOfOccasions[]) => readings.filter(({ standsAlone }) => !standsAlone);
