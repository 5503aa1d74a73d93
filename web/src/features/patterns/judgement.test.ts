import { describe, expect, it } from 'vitest';
import { cellSentence, patternWords } from './judgement.ts';

const silence = { signal: 'silence', n: 52, judgement: 'over' } as const;

describe('patternWords', () => {
  it('says on how many of the judged signals a pattern is over', () => {
    expect(
      patternWords({ judgement: 'over', reasons: [], signalsOver: 4, signalsJudged: 6, signals: [silence] })
        .text,
    ).toBe('over on 4 of 6');
  });

  it('does not count signals where only the whole is over', () => {
    const words = patternWords({
      judgement: 'over',
      reasons: [],
      signalsOver: 0,
      signalsJudged: 5,
      signals: [silence],
    });
    expect(words.text).toBe('over, all signals together');
  });

  it('names the most occasions there were, so that few of them read as the good news they are', () => {
    const words = patternWords({
      judgement: 'few_occasions',
      reasons: [],
      signalsOver: 0,
      signalsJudged: 0,
      signals: [
        { signal: 'advocacy', n: 1, judgement: 'few_occasions' },
        { signal: 'silence', n: 6, judgement: 'few_occasions' },
      ],
    });
    expect(words.text).toBe('few occasions: 6 lapses');
  });

  it('always says why it cannot be judged', () => {
    const words = patternWords({
      judgement: 'cannot_judge',
      reasons: ['no activities are recorded for this team'],
      signalsOver: 0,
      signalsJudged: 0,
      signals: [],
    });
    expect(words).toEqual({
      judgement: 'cannot_judge',
      text: 'cannot judge',
      reasons: ['no activities are recorded for this team'],
    });
  });
});

describe('cellSentence', () => {
  const cell = { ...silence, rate: 0.788, low: 0.66, high: 0.88, norm: 0.35 };

  it('carries the figure with its doubt and the norm', () => {
    expect(cellSentence(cell)).toBe(
      'Silence: 79 % of 52 lapses got no answer in time, likely 66 to 88 %; norm at most 35 %; over the norm.',
    );
  });

  it('says a comparison in points', () => {
    expect(
      cellSentence({ ...cell, signal: 'selective_leniency', rate: 0.7, low: 0.45, high: 0.8, norm: 0.625 }),
    ).toBe(
      'Favourites: two reps’ lapses went unanswered 40 points more often, likely −10 to 60 points; norm at most 25 points; over the norm.',
    );
  });

  it('never shows a missing record as a number', () => {
    expect(cellSentence({ ...cell, rate: 0, n: 0, judgement: 'cannot_judge' })).toBe(
      'Silence: cannot judge from the record.',
    );
    expect(cellSentence({ ...cell, rate: null, n: 0, judgement: 'few_occasions' })).toBe(
      'Silence: no occasions yet.',
    );
  });
});
