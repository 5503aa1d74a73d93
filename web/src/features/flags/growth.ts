import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import { type Signal, signals as allSignals } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tone } from '../patterns/scale.ts';

type Week = Flag['evidence'][number];
export type Share = Week['signals'][number];

/** The signals that had occasions in any of the weeks, in the order of the vocabulary. */
export function signalsIn(weeks: readonly Week[]): Signal[] {
  const seen = new Set(weeks.flatMap(({ signals }) => signals.map(({ signal }) => signal)));
  return allSignals.filter((signal) => seen.has(signal));
}

/**
 * What a share of the evidence looks like on the diverging scale, by the odds that it multiplies: hardly at all (by less
 * than a tenth), not twofold, not sevenfold, more.
 */
export function toneOfShare(logE: number): Tone {
  const size = Math.abs(logE);
  if (size < 0.1) return 'at';
  const step = size < Math.LN2 ? 1 : size < 2 ? 2 : 3;
  return logE > 0 ? `over-${step}` : `under-${step}`;
}

/** The few (week, signal) that added most, until they make up half of all that was added; at most three. */
export function mostOf(weeks: readonly Week[]): { week: string; share: Share }[] {
  const added = weeks
    .flatMap(({ week, signals }) => signals.map((share) => ({ week, share })))
    .filter(({ share }) => share.logE > 0)
    .toSorted((a, b) => b.share.logE - a.share.logE);
  const total = added.reduce((sum, { share }) => sum + share.logE, 0);
  let sum = 0;
  return added.slice(0, 3).filter(({ share }) => {
    const isNeeded = sum < total / 2;
    sum += share.logE;
    return isNeeded;
  });
}

/** "times 3.2", what a share multiplies the odds by; under 1 it speaks for the manager. */
export function factor(logE: number): string {
  const times = Math.exp(logE);
  if (times >= 100) return `× ${Number(times.toPrecision(2)).toLocaleString('en')}`;
  return `× ${times < 1 ? times.toFixed(2) : Number(times.toPrecision(2))}`;
}
