import { describe, expect, it } from 'vitest';
import { patternOf } from '@plumbline/shared/domain/vocabulary.ts';
import { formatK, occasions, percent, percentRange } from './words.ts';

describe('percent', () => {
  it('rounds to whole percents', () => {
    expect(percent(0.788)).toBe('79 %');
    expect(percentRange(0.66, 0.884)).toBe('66 to 88 %');
  });

  it('says none and all of none and all only', () => {
    expect(percent(0)).toBe('0 %');
    expect(percent(0.002)).toBe('<1 %');
    expect(percent(0.998)).toBe('>99 %');
    expect(percent(1)).toBe('100 %');
  });

  it('has a dash where there is no rate', () => {
    expect(percent(null)).toBe('–');
    expect(percentRange(null, null)).toBe('');
  });
});

it('counts occasions by their own name', () => {
  expect(occasions('silence', 1)).toBe('1 lapse');
  expect(occasions('takeover', 1240)).toBe('1,240 deal-weeks');
});

it('keeps the half that an answer on somebody’s word counts', () => {
  expect(formatK(41.5)).toBe('41.5');
  expect(formatK(41)).toBe('41');
});

it('knows which pattern a signal belongs to', () => {
  expect(patternOf('silence')).toBe('friend');
  expect(patternOf('solo')).toBe('super');
});
