import { describe, expect, it } from 'vitest';
import { factor, mostOf, signalsIn, toneOfShare } from './growth.ts';

const weeks = [
  { week: '2026-01-05', logE: 0.2, signals: [{ signal: 'face_value' as const, k: 1, n: 2, logE: 0.2 }] },
  {
    week: '2026-01-12',
    logE: 2.7,
    signals: [
      { signal: 'silence' as const, k: 9, n: 10, logE: 3 },
      { signal: 'face_value' as const, k: 0, n: 4, logE: -0.5 },
    ],
  },
  { week: '2026-01-19', logE: 3.2, signals: [{ signal: 'silence' as const, k: 5, n: 8, logE: 0.5 }] },
];

describe('the growth of evidence', () => {
  it('lists the signals that had occasions in the order of the vocabulary', () => {
    expect(signalsIn(weeks)).toEqual(['silence', 'face_value']);
  });

  it('names no more weeks than make up half of what was added', () => {
    expect(mostOf(weeks).map(({ week, share }) => [week, share.signal])).toEqual([['2026-01-12', 'silence']]);
    expect(mostOf([])).toEqual([]);
  });

  it.each([
    [0.05, 'at'],
    [0.5, 'over-1'],
    [1.5, 'over-2'],
    [3, 'over-3'],
    [-3, 'under-3'],
  ] as const)('draws a share of %d as %s', (logE, tone) => {
    expect(toneOfShare(logE)).toBe(tone);
  });

  it('says a share as what the odds are multiplied by', () => {
    expect(factor(Math.log(3.21))).toBe('× 3.2');
    expect(factor(Math.log(0.8))).toBe('× 0.80');
    expect(factor(Math.log(1234))).toBe('× 1,200');
  });
});
