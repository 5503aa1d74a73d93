import type { Patterns, SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Judgement } from '@plumbline/shared/domain/vocabulary.ts';
import { occasions, percent, percentRange, signalWords } from './words.ts';

type PatternSummary = Patterns['managers'][number]['patterns'][number];
type Counted = Pick<PatternSummary['signals'][number], 'signal' | 'n' | 'judgement'>;

export interface JudgementWords {
  judgement: Judgement;
  text: string;
  /** Why, where it cannot be judged. */
  reason: string | null;
}

/** A pattern's judgement in the words of the list: "over on 4 of 6", "few occasions: 6 lapses". */
export function patternWords(
  reading: Pick<PatternSummary, 'judgement' | 'reasons' | 'signalsOver' | 'signalsJudged'> & {
    signals: readonly Counted[];
  },
): JudgementWords {
  const { judgement, reasons, signalsOver, signalsJudged, signals } = reading;
  const reason = reasons.length > 0 ? reasons.join('; ') : null;
  switch (judgement) {
    case 'over':
      return { judgement, text: `over on ${signalsOver} of ${signalsJudged}`, reason: null };
    case 'within':
      return { judgement, text: 'within', reason: null };
    case 'few_occasions': {
      const most = signals.reduce<Counted | null>(
        (best, next) => (best && best.n >= next.n ? best : next),
        null,
      );
      return {
        judgement,
        text: most ? `few occasions: ${occasions(most.signal, most.n)}` : 'few occasions',
        reason,
      };
    }
    case 'cannot_judge':
      return { judgement, text: 'cannot judge', reason };
  }
}

/** One signal's judgement in two words. */
export const signalJudgements: Record<Judgement, string> = {
  over: 'over the norm',
  within: 'within the norm',
  few_occasions: 'few occasions',
  cannot_judge: 'cannot judge',
};

/** Everything a heat cell shows, as a sentence: for screen readers, the tooltip and copying. */
export function cellSentence(
  reading: Pick<SignalReading, 'signal' | 'rate' | 'low' | 'high' | 'norm' | 'n' | 'judgement'>,
): string {
  const { signal, rate, low, high, norm, n, judgement } = reading;
  const { name, against } = signalWords[signal];
  if (judgement === 'cannot_judge') return `${name}: cannot judge from the record.`;
  if (rate === null) return `${name}: no occasions yet.`;
  const doubt = percentRange(low, high);
  return `${name}: ${percent(rate)} of ${occasions(signal, n)} ${against}${doubt && `, likely ${doubt}`}; norm at most ${percent(norm)}; ${signalJudgements[judgement]}.`;
}
