import { expect, it } from 'vitest';
import { standing, stepWords } from './words.ts';

const reader = { now: new Date('2026-11-12T10:00:00Z'), timeZone: 'Europe/Berlin' };
const raised = {
  state: 'to_review' as const,
  clearedAt: null,
  clearedBy: null,
  lookAgainOn: null,
  replied: false,
  openFrom: '2026-11-09T00:00:00.000Z',
};

it.each([
  ['to review, no reply', raised],
  ['to review, reply received', { ...raised, replied: true }],
  [
    'with the manager until Fri 20 Nov, replied',
    { ...raised, state: 'under_reply' as const, openFrom: '2026-11-20T00:00:00Z', replied: true },
  ],
  ['under review', { ...raised, state: 'under_review' as const }],
  [
    'plan agreed, to look again on 1 Dec',
    { ...raised, state: 'plan_agreed' as const, lookAgainOn: '2026-12-01' },
  ],
  [
    'to look again: the plan named 10 Nov',
    { ...raised, state: 'look_again' as const, lookAgainOn: '2026-11-10' },
  ],
  [
    'cleared by the evidence, yesterday',
    {
      ...raised,
      state: 'cleared' as const,
      clearedAt: '2026-11-11T00:00:00Z',
      clearedBy: 'evidence' as const,
    },
  ],
])('%s', (words, flag) => {
  expect(standing(flag, reader)).toBe(words);
});

it('names who took a step, and says of the pipeline’s what they came from', () => {
  const step = {
    id: '',
    at: '',
    words: null,
    lookAgainOn: null,
    clearedBy: null,
    author: { id: '', name: 'Eva' },
  };
  expect(stepWords({ ...step, step: 'review_begun' })).toBe('Eva began the review');
  expect(stepWords({ ...step, step: 'plan_agreed' })).toBe('Eva: plan agreed');
  expect(stepWords({ ...step, step: 'raised', author: null })).toBe('raised by the evidence');
  expect(stepWords({ ...step, step: 'cleared', author: null, clearedBy: 'no_team' })).toContain(
    'nobody reports',
  );
});
