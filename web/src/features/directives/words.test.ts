import { expect, it } from 'vitest';
import { ruleWords, standing, stepsOf } from './words.ts';

const chain = { reps: 24, relayed: 17, acknowledged: 15, done: 9, late: 3, unclear: 1 };

it('says where a directive stands', () => {
  expect(standing({ chain, recalled: null })).toBe('3 late · 1 finds it unclear');
  const recalled = { by: { id: 'x', name: 'Eva' }, at: '2026-02-12T10:00:00Z', reason: 'so' };
  expect(standing({ chain, recalled })).toBe('recalled · 1 finds it unclear');
});

it('has a step for relaying only where somebody has to', () => {
  expect(stepsOf({ chain, mustBeRelayed: true }).map(({ name }) => name)).toEqual([
    'relayed',
    'acknowledged',
    'done',
  ]);
  expect(stepsOf({ chain, mustBeRelayed: false })[0]?.name).toBe('acknowledged');
});

it('says what it does by itself', () => {
  expect(ruleWords({ remindDaysBefore: 1, escalateDaysAfter: 3 })).toEqual([
    'reminder 1 business day before',
    'escalated 3 business days after it was due',
  ]);
  expect(ruleWords({ remindDaysBefore: null, escalateDaysAfter: null })).toEqual([]);
});
