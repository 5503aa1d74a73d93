import { describe, expect, it } from 'vitest';
import { deviation, linear, ticks, toneOf } from './scale.ts';

describe('linear', () => {
  it('maps the domain onto the range, also downwards', () => {
    expect(linear([0, 10], [0, 100])(2.5)).toBe(25);
    expect(linear([0, 1], [160, 0])(0.25)).toBe(120);
  });

  it('holds what lies outside at the ends, and a domain without extent at the start', () => {
    expect(linear([0, 1], [0, 100])(1.4)).toBe(100);
    expect(linear([0, 1], [0, 100])(-3)).toBe(0);
    expect(linear([5, 5], [7, 9])(5)).toBe(7);
  });
});

describe('deviation', () => {
  it('uses the room there is on either side of the norm', () => {
    expect(deviation(0.12, 0.12)).toBe(0);
    expect(deviation(1, 0.12)).toBe(1);
    expect(deviation(0, 0.8)).toBe(-1);
    expect(deviation(0.9, 0.8)).toBeCloseTo(0.5);
  });

  it('has nothing over a norm of everything', () => {
    expect(deviation(1, 1)).toBe(0);
  });
});

describe('toneOf', () => {
  it.each([
    [0.35, 'at'],
    [0.33, 'at'],
    [0.5, 'over-1'],
    [0.7, 'over-2'],
    [0.95, 'over-3'],
    [0.25, 'under-1'],
    [0.15, 'under-2'],
    [0.05, 'under-3'],
  ])('%d against a norm of 35 %% is %s', (rate, tone) => {
    expect(toneOf(rate, 0.35)).toBe(tone);
  });
});

describe('ticks', () => {
  it('gives round values from zero', () => {
    expect(ticks(97, 6)).toEqual([0, 20, 40, 60, 80]);
    expect(ticks(4, 6)).toEqual([0, 1, 2, 3, 4]);
    expect(ticks(0, 6)).toEqual([0]);
  });
});
