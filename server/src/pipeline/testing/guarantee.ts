import { addWeek, logEvidence, noEvidence } from '../evidence.ts';
import { type CountsOptions, simulateCounts, simulatedSignals } from './counts.ts';

/** The evidence after each week of a simulated manager. */
export function trail(options: CountsOptions): number[] {
  let evidence = noEvidence(simulatedSignals(options.pattern).map(({ signal }) => ({ name: signal })));
  return simulateCounts(options).map((week) => {
    evidence = addWeek(evidence, week);
    return logEvidence(evidence);
  });
}

/**
 * Runs of one kind, as they are looked at every week.
 * @returns how many of them ever reach a value
 */
export function reached(runs: number, options: Omit<CountsOptions, 'seed'>): (value: number) => number {
  const highest = Array.from({ length: runs }, (_, run) =>
    Math.max(...trail({ ...options, seed: (run + 1) * 7919 })),
  );
  return (value) => highest.filter((logE) => logE >= Math.log(value)).length;
}

/** A manager exactly at every norm. */
export const atTheNorm: CountsOptions['rate'] = ({ norm }) => norm;

/** Sizes of teams for which the guarantee is checked. */
export const teamSizes = [2, 3, 8, 15] as const;
