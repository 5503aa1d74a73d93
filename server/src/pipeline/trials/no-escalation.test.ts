import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

/** A Tuesday: the response time ends on Friday 9, and an answer may be borne out until Wednesday 14. */
const due = '2026-01-06T17:00:00Z';

describe('no_escalation', () => {
  it('is a directive open a week past due that went no further', async () => {
    await made().directive('dead', 'Ana', 'Eva', due);
    await made().directive('escalated', 'Ana', 'Eva', due);
    await made().event('escalated', 'escalated', '2026-01-19T09:00:00Z', { by: 'Mia' });
    await made().directive('unclear', 'Ben', 'Eva', due);
    await made().event('unclear', 'ruled_unclear', '2026-01-12T09:00:00Z', { by: 'Eva' });
    await made().directive('done', 'Ben', 'Eva', due, '2026-01-13T09:00:00Z');
    const trials = await made().trials('no_escalation');
    expect(
      Object.fromEntries(
        trials.map((trial) => [trial.subject, [trial.settledAt, trial.outcome, trial.reason]]),
      ),
    ).toEqual({
      dead: ['2026-01-23T17:00Z', 1, 'not_escalated'],
      escalated: ['2026-01-23T17:00Z', 0, 'escalated'],
    });
  });
});

describe('what was escalated in the product', () => {
  it('speaks for the manager, whoever else put it forward', async () => {
    for (const [item, kind, by] of [
      ['by the manager', 'escalated', 'Mia'],
      ['by the rep', 'escalated', 'Ana'],
      ['by rule', 'escalated_by_rule', undefined],
    ] as const) {
      await made().directive(item, 'Ana', 'Eva', due);
      await made().event(item, kind, '2026-01-08T09:00:00Z', { by, to: 'Eva', observed: true });
    }
    const escalations = await made().trials('no_escalation');
    expect(Object.fromEntries(escalations.map(({ subject, outcome }) => [subject, outcome]))).toEqual({
      'by the manager': 0,
      'by the rep': 1,
      'by rule': 1,
    });
    const silences = await made().trials('silence');
    expect(Object.fromEntries(silences.map(({ subject, reason }) => [subject, reason]))).toEqual({
      'by the manager': 'escalated',
      'by the rep': 'no_answer',
      'by rule': 'no_answer',
    });
  });

  it('is no occasion any more once it was ruled unclear, and stays one when it stands or gets more time', async () => {
    for (const [item, kind, newDue] of [
      ['stands', 'insisted', undefined],
      ['more time', 'extension_granted', '2026-02-02T17:00:00Z'],
      ['unclear', 'ruled_unclear', undefined],
    ] as const) {
      await made().directive(item, 'Ana', 'Eva', due);
      await made().event(item, 'escalated', '2026-01-08T09:00:00Z', { by: 'Mia', to: 'Eva', observed: true });
      await made().event(item, kind, '2026-01-09T09:00:00Z', { by: 'Eva', newDue, observed: true });
    }
    const escalations = await made().trials('no_escalation');
    expect(escalations.map(({ subject, outcome }) => [subject, outcome]).toSorted()).toEqual([
      ['more time', 0],
      ['stands', 0],
    ]);
    // More time from above is no deadline that the manager moved.
    const moved = await made().trials('moved_deadline');
    expect(moved.map(({ subject, outcome }) => [subject, outcome]).toSorted()).toEqual([
      ['more time', 0],
      ['stands', 0],
      ['unclear', 0],
    ]);
  });
});
