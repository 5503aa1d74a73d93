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

/**
 * Excess over the norms in standard deviations, each occasion alike; positive is worse than the norm.
 * @param readings at least one, each with n > 0
 */
export function compositeZ(readings: readonly Occasions[]): number {
  return sumOf(readings, excessOf) / Math.sqrt(sumOf(readings, ({ n }) => n));
}

/** The sum of a figure over all. */
export const sumOf = <T>(all: readonly T[], figure: (one: T) => number): number =>
  all.reduce((sum, one) => sum + figure(one), 0);

export const varianceOf = ({ norm, variance }: Occasions) => variance ?? norm * (1 - norm);

/** The sum of the occasions' excess over the norm, in standard deviations of one. */
export const excessOf = (reading: Occasions) =>
  (reading.k - reading.n * reading.norm) / Math.sqrt(varianceOf(reading));
