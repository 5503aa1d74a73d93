import { expect, it } from 'vitest';
import { standing } from './words.ts';

const reader = { now: new Date('2026-11-12T10:00:00Z'), timeZone: 'Europe/Berlin' };
const raised = {
  clearedAt: null,
  clearedBy: null,
  lastDecision: null,
  replied: false,
  openFrom: '2026-11-09T06:00:00.000Z',
};

it.each([
  ['to review, no reply', raised],
  ['to review, reply received', { ...raised, replied: true }],
  ['plan agreed', { ...raised, lastDecision: 'plan_agreed' as const }],
  [
    'cleared by the evidence, yesterday',
    { ...raised, clearedAt: '2026-11-11T00:00:00Z', clearedBy: 'evidence' as const },
  ],
])('%s', (words, flag) => {
  expect(standing(flag, reader)).toBe(words);
});

it('stays with the manager while the reply window is open', () => {
  const early = { ...reader, now: new Date('2026-11-04T10:00:00Z') };
  expect(standing({ ...raised, replied: true }, early)).toBe('with the manager until Mon, replied');
});
