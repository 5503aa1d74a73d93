import { addWeek, type Evidence, logEvidence, logEvidenceAfter } from './evidence.ts';
import type { WeekOfOccasions } from './occasions.ts';

/** A week that counted, with what each signal added. */
export interface WeekOfGrowth<S extends string = string> {
  /** Monday. */
  week: string;
  /** Evidence after it: natural logarithm of the e-value. */
  logE: number;
  /** The signals that had occasions: k of n, and how much of the week's growth is theirs; the shares add up to it. */
  signals: { signal: S; k: number; n: number; logE: number }[];
}

/** Folds weeks into evidence, from a clean sheet on, and says which signals made it grow, and when. */
export function growthOf<S extends string>(
  clean: Evidence,
  weeks: readonly { week: string; readings: readonly (WeekOfOccasions & { signal: S })[] }[],
): WeekOfGrowth<S>[] {
  let evidence = clean;
  return weeks.map(({ week, readings }) => {
    const seen = readings.filter(({ n }) => n > 0);
    const shares = sharesOf(evidence, seen);
    evidence = addWeek(evidence, readings);
    return {
      week,
      logE: logEvidence(evidence),
      signals: seen.map(({ signal, k, n }, position) => ({ signal, k, n, logE: shares[position] ?? 0 })),
    };
  });
}

/**
 * What each reading adds to a week's evidence: the mean of what it adds to what others have added before it, over all
 * orders. Evidence multiplies and mixes, so that no simpler split adds up.
 *
 * Source: Shapley, A value for n-person games (1953).
 */
function sharesOf(before: Evidence, readings: readonly WeekOfOccasions[]): number[] {
  const size = readings.length;
  const has = (set: number, position: number) => ((set >> position) & 1) === 1;
  // A set of readings is a number, a bit each; at most eight signals have 256 of them.
  const logE = logEvidenceAfter(before, readings);
  const sets = Array.from({ length: 2 ** size }, (_, set) => {
    const members = readings.filter((__, position) => has(set, position));
    return { count: members.length, logE: logE(members) };
  });
  return readings.map((_, position) =>
    sets.reduce((sum, { count, logE: without }, set) => {
      if (has(set, position)) return sum;
      const joined = sets[set + 2 ** position]?.logE ?? without;
      return sum + (joined - without) / (size * chosen(size - 1, count));
    }, 0),
  );
}

/** How many ways there are to choose some of so many. */
function chosen(of: number, some: number): number {
  let ways = 1;
  for (let at = 1; at <= some; at++) ways = (ways * (of - some + at)) / at;
  return ways;
}
