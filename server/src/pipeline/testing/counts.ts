import type { WeekOfOccasions } from '../evidence.ts';
import { random } from './random.ts';

/** A signal as a manager's weeks are simulated by counts alone. */
interface SimulatedSignal {
  signal: string;
  norm: number;
  /** Occasions a rep and week, in the mean. */
  perRep: number;
}

/** The friend's signals, about as often as they occur in a team. */
export const simulatedSignals: readonly SimulatedSignal[] = [
  { signal: 'silence', norm: 0.35, perRep: 0.9 },
  { signal: 'face_value', norm: 0.45, perRep: 0.5 },
  { signal: 'moved_deadline', norm: 0.25, perRep: 0.6 },
  { signal: 'no_escalation', norm: 0.65, perRep: 0.25 },
  { signal: 'flat_pressure', norm: 0.7, perRep: 0.5 },
  { signal: 'empty_follow_up', norm: 0.5, perRep: 0.8 },
  { signal: 'advocacy', norm: 0.7, perRep: 0.15 },
];

export interface CountsOptions {
  reps: number;
  weeks: number;
  seed: number;
  /** Correlation of the outcomes of one rep's fortnight; with it occasions come in bursts, too. 0: independent. */
  burst: number;
  /** How much the whole team's rates of a week may be off, up or down alike: a hard week, or an easy one. */
  hardWeeks?: number;
  /** The true rate of a signal in a week. */
  rate(signal: SimulatedSignal, week: number): number;
}

/** Weekly readings of one manager, drawn without any records behind them. */
export function simulateCounts({
  reps,
  weeks,
  seed,
  burst,
  hardWeeks = 0,
  rate,
}: CountsOptions): WeekOfOccasions[][] {
  const next = random(seed);
  let team: { volume: number; rates: Map<string, number> }[] = [];
  return Array.from({ length: weeks }, (_, week) => {
    if (week % 2 === 0) {
      team = Array.from({ length: reps }, () => ({
        volume: burst > 0 ? gamma(next, 1) : 1,
        rates: new Map(
          simulatedSignals.map((signal) => {
            const p = Math.min(0.97, rate(signal, week));
            return [
              signal.signal,
              burst > 0 ? beta(next, p * (1 / burst - 1), (1 - p) * (1 / burst - 1)) : p,
            ];
          }),
        ),
      }));
    }
    const shock = hardWeeks > 0 ? (2 * next() - 1) * hardWeeks : 0;
    return simulatedSignals.map(({ signal, norm, perRep }) => {
      const byRep = team.map(({ volume, rates }, rep) => {
        const n = poisson(next, perRep * volume);
        let k = 0;
        for (let i = 0; i < n; i++) if (next() < (rates.get(signal) ?? 0) + shock) k += 1;
        return { repId: `rep ${rep}`, k, n };
      });
      const sum = (figure: 'k' | 'n') => byRep.reduce((total, rep) => total + rep[figure], 0);
      return { signal, k: sum('k'), n: sum('n'), norm, byRep };
    });
  });
}

function poisson(next: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit || count < 0; count++) product *= next();
  return Math.max(0, count);
}

/** Marsaglia and Tsang (2000). */
function gamma(next: () => number, shape: number): number {
  if (shape < 1) return gamma(next, shape + 1) * next() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function beta(next: () => number, a: number, b: number): number {
  const x = gamma(next, a);
  return x / (x + gamma(next, b));
}
