import { describe, expect, it } from 'vitest';
import { evidenceChange, odds } from './odds.ts';

describe('odds', () => {
  it.each([
    [0, 'even'],
    [Math.log(20), '20 : 1 against'],
    [-Math.log(3), '3 : 1 for'],
    [Math.log(8642), '8,600 : 1 against'],
    [30, 'over a million : 1 against'],
  ])('%d is %s', (logE, words) => {
    expect(odds(logE)).toBe(words);
  });
});

describe('evidenceChange', () => {
  it('tells what four weeks did', () => {
    expect(evidenceChange([0, 0.2, 1, 2, 3, Math.log(45)])).toEqual({
      from: '1.2 : 1 against',
      to: '45 : 1 against',
      rising: true,
    });
  });

  it('says nothing of a change less than twofold, or of too short a time', () => {
    expect(evidenceChange([1, 1.1, 1.2, 1.3, 1.4])).toBeNull();
    expect(evidenceChange([0, 4])).toBeNull();
  });
});
