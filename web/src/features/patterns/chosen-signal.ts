import type { ManagerPatterns, PatternReading, SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';

export interface Chosen {
  pattern: PatternReading;
  reading: SignalReading;
}

/**
 * The signal a page shows: the one asked for, else the first over its norm in a flagged pattern, else the first over
 * it at all, else the first there is. Undefined where nothing was read yet.
 */
export function chosenSignal(
  { patterns }: Pick<ManagerPatterns, 'patterns'>,
  asked: Signal | undefined,
): Chosen | undefined {
  const all = patterns.flatMap((pattern) => pattern.signals.map((reading) => ({ pattern, reading })));
  return (
    all.find(({ reading }) => reading.signal === asked) ??
    all.find(({ pattern, reading }) => pattern.openFlagId !== null && reading.judgement === 'over') ??
    all.find(({ reading }) => reading.judgement === 'over') ??
    all[0]
  );
}
