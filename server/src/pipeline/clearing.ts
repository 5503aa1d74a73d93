import { compositeZ, type Occasions } from './evidence.ts';
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
  const together = seen.filter(({ standsAlone }) => !standsAlone);
  const total = together.reduce((sum, { n }) => sum + n, 0);
  const margin = z95 * Math.sqrt(overdispersion);
  return (
    total >= fewestOccasions &&
    compositeZ(together) < -margin &&
    seen.every((reading) => compositeZ([reading]) <= margin)
  );
}

/**
 * What would clear it, on this one signal taken alone: at least `good` of the next `of` occasions with outcome 0.
 * The fewest occasions from 20 on for which the rule can be met at all; null where 400 would not do.
 */
export function whatWouldClear(
  { norm, variance }: Pick<Occasions, 'norm' | 'variance'>,
  overdispersion: number,
): { good: number; of: number } | null {
  for (let of = fewestOccasions; of <= 400; of++) {
    for (let k = Math.floor(of * norm); k >= 0; k--) {
      if (clears([{ signal: '', k, n: of, norm, variance }], overdispersion)) return { good: of - k, of };
    }
  }
  return null;
}
