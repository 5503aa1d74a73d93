import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Pattern, Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { WeekOfOccasions } from '../occasions.ts';
import { random } from './random.ts';

/** A signal as it follows from a cause: a lapse of a rep's, or a week of a rep's deal. */
interface SimulatedSignal {
  signal: Signal;
  norm: number;
  /** Occasions that a cause gives, in the mean; beyond one, so many by chance. */
  perCause: number;
  /** Weeks from the cause until the occasion settles. */
  settles: number;
  /** Of the outcomes, so many are a half, as far as the rate leaves room. */
  halves?: number;
}

const signal = (
  name: Signal,
  perCause: number,
  settles: number,
  more: Pick<SimulatedSignal, 'halves'> = {},
): SimulatedSignal => ({ signal: name, norm: defaultNorms[name], perCause, settles, ...more });

/** Causes a rep and week, and what follows from each, about as often and as soon as in a team. */
const causes: Record<Pattern, { perRep: number; signals: readonly SimulatedSignal[] }> = {
  friend: {
    perRep: 0.9,
    signals: [
      signal('silence', 1, 1, { halves: 0.2 }),
      signal('face_value', 0.5, 1),
      signal('moved_deadline', 0.7, 2),
      signal('no_escalation', 0.25, 2),
      signal('flat_pressure', 0.5, 1, { halves: 0.2 }),
      signal('empty_follow_up', 0.8, 1, { halves: 0.2 }),
      signal('advocacy', 0.15, 0),
    ],
  },
  super: {
    perRep: 3,
    signals: [
      signal('takeover', 1, 0),
      signal('solo', 0.6, 0),
      signal('closing', 0.05, 0),
      signal('no_handback', 0.08, 4),
      signal('repeat_takeover', 0.08, 0),
      signal('credit_kept', 0.03, 0),
    ],
  },
};

export const simulatedSignals = (pattern: Pattern) => causes[pattern].signals;

/** How alike outcomes are: correlations, of those that share a rep and fortnight, and beyond it of those of one cause. */
export interface Alike {
  fortnight: number;
  cause: number;
  /** Causes come in bursts, too: a rep's fortnight has as many more or fewer as an exponential draw says. */
  inBursts: boolean;
}

/** The two worlds of the guarantee. In both what follows from one lapse goes together. */
export const worlds = {
  independent: { fortnight: 0, cause: 0.2, inBursts: false },
  bursty: { fortnight: 0.15, cause: 0.2, inBursts: true },
} as const satisfies Record<string, Alike>;

export interface CountsOptions {
  pattern: Pattern;
  reps: number;
  weeks: number;
  seed: number;
  alike: Alike;
  /** How much the whole team's rates of a week may be off, up or down alike: a hard week, or an easy one. */
  hardWeeks?: number;
  /** The true rate of a signal, by the week of the cause. */
  rate(signal: SimulatedSignal, week: number): number;
}

/**
 * Weekly readings of one manager, drawn without any records behind them. Each outcome follows from a uniform draw, which
 * it shares with others of the rep's fortnight, or of the same cause, by chance: so every rate is exactly what it should
 * be, and two outcomes correlate by the product of their chances to share.
 */
export function simulateCounts({
  pattern,
  reps,
  weeks,
  seed,
  alike,
  hardWeeks = 0,
  rate,
}: CountsOptions): WeekOfOccasions[][] {
  const next = random(seed);
  const { perRep, signals } = causes[pattern];
  const byFortnight = Math.sqrt(alike.fortnight);
  const byCause = byFortnight + Math.sqrt(alike.cause);
  const counts = Array.from({ length: weeks }, () =>
    signals.map(() => Array.from({ length: reps }, () => ({ k: 0, n: 0 }))),
  );
  let moods: { volume: number; draw: number }[] = [];
  // Some weeks before the first: what they caused settles later.
  for (let week = -4; week < weeks; week++) {
    if (week % 2 === 0)
      moods = Array.from({ length: reps }, () => ({
        volume: alike.inBursts ? -Math.log(1 - next()) : 1,
        draw: next(),
      }));
    const shock = hardWeeks > 0 ? (2 * next() - 1) * hardWeeks : 0;
    moods.forEach(({ volume, draw }, rep) => {
      for (let cause = poisson(next, perRep * volume); cause > 0; cause--) {
        const ofCause = next();
        signals.forEach((simulated, at) => {
          const count = counts[week + simulated.settles]?.[at]?.[rep];
          const { perCause } = simulated;
          const occasions = perCause < 1 ? Number(next() < perCause) : 1;
          for (let n = occasions; n > 0; n--) {
            const shares = next();
            const own = next();
            if (count === undefined) continue;
            const drawn = shares < byFortnight ? draw : shares < byCause ? ofCause : own;
            count.n += 1;
            count.k += outcomeOf(drawn, Math.min(0.97, rate(simulated, week) + shock), simulated.halves);
          }
        });
      }
    });
  }
  return counts.map((ofWeek) =>
    signals.map(({ signal: name, norm }, at) => {
      const byRep = (ofWeek[at] ?? []).map(({ k, n }, rep) => ({ repId: `rep ${rep}`, k, n }));
      const sum = (figure: 'k' | 'n') => byRep.reduce((total, rep) => total + rep[figure], 0);
      return { signal: name, k: sum('k'), n: sum('n'), norm, byRep };
    }),
  );
}

/** An outcome of that mean, from a uniform draw. */
function outcomeOf(draw: number, mean: number, halves = 0): number {
  const around = Math.min(halves, 2 * mean, 2 * (1 - mean)) / 2;
  return draw < mean - around ? 1 : draw < mean + around ? 0.5 : 0;
}

function poisson(next: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit || count < 0; count++) product *= next();
  return Math.max(0, count);
}
