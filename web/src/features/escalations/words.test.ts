import type { Escalation } from '@plumbline/shared/contracts/escalations.ts';
import { expect, it } from 'vitest';
import { allAnsweredWords, answeredWords, answerWords, byWords } from './words.ts';

const reader = { now: new Date('2026-02-12T10:00:00Z'), timeZone: 'UTC' };
const mia = { id: '1', name: 'Mia Ellis' };
const ana = { id: '2', name: 'Ana Ruiz' };
const escalation: Escalation = {
  id: '3',
  item: { id: '4', title: 'Visit', rep: ana, currentDueAt: '2026-02-04T17:00:00Z' },
  directive: { id: '5', issuedBy: { id: '6', name: 'Eva Brandt' } },
  by: mia,
  to: { id: '6', name: 'Eva Brandt' },
  note: null,
  at: '2026-02-12T10:00:00Z',
  answerBy: '2026-02-16T10:00:00Z',
  state: 'waiting',
  answer: null,
  can: { rule: true, ruleUnclear: true },
};

it('says until when an answer is in time, and when it has not come', () => {
  expect(answerWords(escalation, reader)).toBe('answer by Mon 10:00');
  expect(answerWords({ ...escalation, state: 'overdue' }, reader)).toBe('no answer by Mon 10:00');
});

it('says whose doing it is', () => {
  expect(byWords(escalation)).toBe('by Mia Ellis');
  expect(byWords({ by: null })).toBe('by the directive’s rule');
});

it('says who is told of an answer, each once', () => {
  const answer = { ruling: 'insist', by: null, at: '', note: null, newDueAt: null } as const;
  expect(answeredWords({ ...escalation, answer })).toBe('Visit stands. Ana and Mia are told.');
  expect(answeredWords({ ...escalation, by: ana, answer })).toBe('Visit stands. Ana is told.');
  expect(answeredWords({ ...escalation, answer: { ...answer, ruling: 'unclear' } })).toContain('Recall it');
});

it('says for how many an answer to all of a directive holds, and for whom not', () => {
  expect(allAnsweredWords('Visit', 'insist', { done: ['1', '2'], refused: [], left: 0 })).toBe(
    'Visit stands, for 2 reps, who are told.',
  );
  const refused = [{ id: '2', reason: 'It is not open any more.' }];
  expect(allAnsweredWords('Visit', 'extend', { done: ['1'], refused, left: 3 })).toBe(
    'More time for Visit, for 1 rep, who is told. Not for one: It is not open any more. 3 more wait for you.',
  );
  expect(allAnsweredWords('Visit', 'unclear', { done: [], refused, left: 1 })).toBe(
    'Nothing of Visit was answered. Not for one: It is not open any more. 1 more waits for you.',
  );
});
