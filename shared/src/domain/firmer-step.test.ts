import { expect, it } from 'vitest';
import { firmerStep } from './firmer-step.ts';

it('proposes nothing while nothing was excused or broken', () => {
  expect(firmerStep([], false)).toBeNull();
  expect(firmerStep(['reminder', 'new_commitment'], false)).toBeNull();
});

it('proposes the softest firm step after an excuse or a broken commitment', () => {
  expect(firmerStep(['reminder', 'excuse_accepted'], false)).toBe('coaching');
  expect(firmerStep([], true)).toBe('coaching');
});

it('goes beyond the firmest that was tried, in whatever order, until nothing is left', () => {
  expect(firmerStep(['coaching', 'excuse_accepted'], false)).toBe('firm_expectation');
  expect(firmerStep(['firm_expectation', 'coaching'], true)).toBe('escalated');
  expect(firmerStep(['escalated', 'excuse_accepted'], true)).toBeNull();
});
