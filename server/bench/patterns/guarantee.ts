import { type Pattern, patterns } from '@plumbline/shared/domain/vocabulary.ts';
import { worlds } from '../../src/pipeline/testing/counts.ts';
import { atTheNorm, reached, teamSizes } from '../../src/pipeline/testing/guarantee.ts';

/** How many of so many simulated years of a manager at the norm ever reached odds of 20 and of 100 to one. */
export interface Guarantee {
  pattern: Pattern;
  world: string;
  reps: number;
  runs: number;
  reached20: number;
  reached100: number;
}

/** The guarantee in every size of team, by the generator that its test draws from, in more runs. */
export const checkGuarantee = (runs: number): Guarantee[] =>
  patterns.flatMap((pattern) =>
    Object.entries(worlds).flatMap(([world, alike]) =>
      teamSizes.map((reps) => {
        const ever = reached(runs, { pattern, reps, weeks: 52, alike, rate: atTheNorm });
        return { pattern, world, reps, runs, reached20: ever(20), reached100: ever(100) };
      }),
    ),
  );

/** The largest share that reached 1/α, over α: at most 1 where the guarantee held everywhere. */
export const worstOf = (all: readonly Guarantee[]): number =>
  Math.max(
    ...all.flatMap(({ runs, reached20, reached100 }) => [(reached20 / runs) * 20, (reached100 / runs) * 100]),
  );
