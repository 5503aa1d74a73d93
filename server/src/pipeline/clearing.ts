import { compositeZ, type Occasions } from './occasions.ts';
import { fewestOccasions } from './method.ts';

/** One-sided 95 %. */
const z95 = 1.6449;

/**
 * Whether the last weeks clear a flag: the upper 95 % limit of the composite lies under the norm, on enough occasions,
 * and no signal alone stands over its norm by as much, or the one that raised the flag could hide behind the others.
 *
 * @param readings each signal's sums over the last eight weeks, all of them since the flag was raised
 * @param overdispersion as estimated for the composite, at least 1
 */
export function clears(readings: readonly Occasions[], overdispersion: number): boolean {
  const seen = readings.filter(({ n }) => n > 0);
  const together = seen.filter(inComposite);
  const margin = z95 * Math.sqrt(overdispersion);
  return (
    occasionsOf(together) >= fewestOccasions &&
    compositeZ(together) < -margin &&
    seen.every((reading) => compositeZ([reading]) <= margin)
  );
}

/** Of so many occasions of a signal, how many have to go well. */
export interface Requirement<S extends string = string> {
  signal: S;
  good: number;
  of: number;
}

/** More occasions than these are no prospect that one could hold out to anybody. */
const mostOccasions = 2000;

/**
 * What would clear a flag: for each signal over its norm, how many of the coming occasions have to go well, while the
 * other signals go on as they did. All of them together are what the rule asks: each comes as far under its norm, in
 * standard deviations of one occasion, as the composite needs.
 *
 * @param expected each signal's occasions as eight weeks are likely to bring them; k as they went so far
 * @returns the requirements with the fewest occasions from these on that can meet the rule; null where there is no prospect
 */
export function whatWouldClear<S extends string>(
  expected: readonly (Occasions & { signal: S })[],
  overdispersion: number,
): Requirement<S>[] | null {
  const seen = expected.filter(({ n }) => n > 0);
  const together = seen.filter(inComposite);
  if (together.length === 0) return null;
  const areOver = seen.filter(({ k, n, norm }) => k > n * norm);
  // Where none is over, the whole is only just within: all of them have to go better.
  const toBetter = new Set(areOver.some(inComposite) ? areOver : [...areOver, ...together]);
  for (let times = 1; times === 1 || times * occasionsOf(together) <= mostOccasions; times *= 1.1) {
    const ahead = seen.map((reading) => {
      const n = Math.ceil(times * reading.n);
      return { ...reading, n, k: (reading.k / reading.n) * n, isToBetter: toBetter.has(reading) };
    });
    const bettered = better(ahead, overdispersion);
    if (clears(bettered, overdispersion))
      return bettered
        .filter(({ isToBetter }) => isToBetter)
        .map(({ signal, k, n }) => ({ signal, good: n - k, of: n }));
  }
  return null;
}

/** The same occasions with as few of outcome 1, among those that are to go better, as the composite needs. */
function better<R extends Occasions & { isToBetter: boolean }>(
  readings: readonly R[],
  overdispersion: number,
): R[] {
  const together = readings.filter(inComposite);
  const rest = together.filter(({ isToBetter }) => !isToBetter);
  const changed = together.filter(({ isToBetter }) => isToBetter);
  const needed = z95 * Math.sqrt(overdispersion * occasionsOf(together));
  const given = rest.length === 0 ? 0 : compositeZ(rest) * Math.sqrt(occasionsOf(rest));
  const under = Math.max(0, (needed + given) / occasionsOf(changed));
  return readings.map((reading) => {
    if (!reading.isToBetter) return reading;
    const { n, norm, variance = norm * (1 - norm) } = reading;
    const rate = inComposite(reading) ? norm - under * Math.sqrt(variance) : norm;
    // A whole number less than what would stand exactly at the limit.
    return { ...reading, k: Math.max(0, Math.ceil(n * rate) - 1) };
  });
}

const inComposite = ({ standsAlone }: Pick<Occasions, 'standsAlone'>) => !standsAlone;

const occasionsOf = (readings: readonly Occasions[]) => readings.reduce((sum, { n }) => sum + n, 0);
