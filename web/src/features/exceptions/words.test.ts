import { expect, it } from 'vitest';
import { costOf, money, quarterOf } from './words.ts';

it('says money with its currency, or without where none is known', () => {
  expect(money(4200, 'EUR')).toBe('€4,200');
  expect(money(0.5, 'USD')).toBe('$0.50');
  expect(money(4200, null)).toBe('4,200');
  expect(costOf({ cost: null, currency: null })).toBe('cost not said');
});

it('names quarters by their first day', () => {
  expect(['2026-01-01', '2026-04-01', '2026-10-01'].map(quarterOf)).toEqual([
    'Q1 2026',
    'Q2 2026',
    'Q4 2026',
  ]);
});
