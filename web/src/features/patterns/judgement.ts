import type { Patterns, SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Judgement } from '@plumbline/shared/domain/vocabulary.ts';
import { figure, figureRange, occasions, percent, signalWords } from './words.ts';

type PatternSummary = Patterns['managers'][number]['patterns'][number];
type Counted = Pick<PatternSummary['signals'][number], 'signal' | 'n' | 'judgement'>;

export interface JudgementWords {
  judgement: Judgement;
  text: string;
  /** Why, where it cannot be judged; the first says most. */
  reasons: readonly string[];
}

/** A pattern's judgement in the words of the list: "over on 4 of 6", "few occasions: 6 lapses". */
export function patternWords(
  reading: Pick<PatternSummary, 'judgement' | 'reasons' | 'signalsOver' | 'signalsJudged'> & {
    signals: readonly Counted[];
  },
): JudgementWords {
  const { judgement, reasons, signalsOver, signalsJudged, signals } = reading;
  switch (judgement) {
    case 'over':
      // Several signals a little over, none of them clearly: the evidence is in the whole.
      return {
        judgement,
        text: signalsOver > 0 ? `over on ${signalsOver} of ${signalsJudged}` : 'over, all signals together',
        reasons: [],
      };
    case 'within':
      return { judgement, text: 'within', reasons: [] };
    case 'few_occasions': {
      const most = signals.reduce<Counted | null>(
        (best, next) => (best && best.n >= next.n ? best : next),
        null,
      );
      return {
        judgement,
        text: most ? `few occasions: ${occasions(most.signal, most.n)}` : 'few occasions',
        reasons,
      };
    }
    case 'cannot_judge':
      return { judgement, text: 'cannot judge', reasons };
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
  const doubt = figureRange(signal, low, high);
  if (signal === 'selective_leniency') {
    return `${name}: two reps’ lapses went unanswered ${figure(signal, rate)} more often, likely ${doubt}; norm at most ${figure(signal, norm)}; ${signalJudgements[judgement]}.`;
  }
  return `${name}: ${percent(rate)} of ${occasions(signal, n)} ${against}${doubt && `, likely ${doubt}`}; norm at most ${percent(norm)}; ${signalJudgements[judgement]}.`;
}
