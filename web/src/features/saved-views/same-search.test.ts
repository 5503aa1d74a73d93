import { expect, it } from 'vitest';
import { isSameSearch } from './same-search.ts';

it('asks for the same in whatever order, and for nothing more', () => {
  expect(isSameSearch({ state: 'late', by: 'rep' }, { by: 'rep', state: 'late' })).toBe(true);
  expect(isSameSearch({ state: 'late' }, { state: 'late', by: 'rep' })).toBe(false);
  expect(isSameSearch({ state: 'late', by: 'rep' }, { state: 'late' })).toBe(false);
  expect(isSameSearch({ state: 'late' }, { state: 'done' })).toBe(false);
});
