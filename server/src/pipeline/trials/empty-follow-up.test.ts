import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

/** A Tuesday: the response time ends on Friday 9, and an answer may be borne out until Wednesday 14. */
const due = '2026-01-06T17:00:00Z';

describe('empty_follow_up', () => {
  it('is a follow-up after which nothing came', async () => {
    await made().paperwork('nothing', 'Ana', due);
    await made().paperwork('done', 'Ana', due, '2026-01-13T09:00:00Z');
    await made().paperwork('firmer', 'Ben', due);
    await made().paperwork('kept', 'Ben', due, '2026-01-19T09:00:00Z');
    await made().followUp('f nothing', 'Mia', 'Ana', ['nothing'], '2026-01-07T09:00:00Z');
    await made().followUp('f done', 'Mia', 'Ana', ['done'], '2026-01-07T09:00:00Z');
    await made().followUp('f firmer', 'Mia', 'Ben', ['firmer'], '2026-01-07T09:00:00Z');
    await made().followUp('f firmest', 'Mia', 'Ben', ['firmer'], '2026-01-12T09:00:00Z', {
      outcome: 'escalated',
    });
    await made().followUp('f kept', 'Mia', 'Ben', ['kept'], '2026-01-07T09:00:00Z', {
      commitmentAt: '2026-01-19T12:00:00Z',
    });
    const trials = await made().trials('empty_follow_up');
    expect(
      Object.fromEntries(
        trials.map((trial) => [trial.subject, [trial.settledAt, trial.outcome, trial.reason]]),
      ),
    ).toEqual({
      'f nothing': ['2026-01-14T09:00Z', 1, 'nothing_came'],
      'f done': ['2026-01-14T09:00Z', 0, 'done'],
      'f firmer': ['2026-01-14T09:00Z', 0, 'firmer'],
      'f firmest': ['2026-01-19T09:00Z', 0, 'firmer'],
      'f kept': ['2026-01-19T12:00Z', 0, 'done'],
    });
  });

  it('takes firmer steps from the manager, or the cover while away, and credible ones alone', async () => {
    await made().person('Cem', 'manager');
    await made().absent('Mia', '[2026-01-08,2026-01-10)', { cover: 'Cem' });
    for (const item of ['1', '2', '3', '4', '5']) {
      await made().paperwork(item, 'Ana', due);
      await made().followUp(`f${item}`, 'Mia', 'Ana', [item], '2026-01-07T09:00:00Z');
    }
    await made().followUp('cover', 'Cem', 'Ana', ['1'], '2026-01-08T09:00:00Z', { outcome: 'coaching' });
    await made().event('2', 'escalated', '2026-01-08T09:00:00Z', { by: 'Cem' });
    await made().event('3', 'escalated', '2026-01-12T09:00:00Z', { by: 'Cem' });
    await made().followUp('ahead', 'Mia', 'Ana', ['4'], '2026-01-12T10:00:00Z', {
      outcome: 'escalated',
      recordedAt: '2026-01-12T09:00:00Z',
    });
    await made().followUp('backdated', 'Mia', 'Ana', ['5'], '2026-01-12T10:00:00Z', {
      outcome: 'escalated',
      recordedAt: '2026-01-15T10:00:00Z',
    });
    const trials = await made().trials('empty_follow_up');
    expect(Object.fromEntries(trials.map(({ subject, reason }) => [subject, reason]))).toEqual({
      f1: 'firmer',
      f2: 'firmer',
      f3: 'nothing_came',
      f4: 'nothing_came',
      f5: 'nothing_came',
      ahead: 'nothing_came',
      backdated: 'nothing_came',
    });
  });

  it('is one occasion when it was about several items', async () => {
    await made().paperwork('one', 'Ana', due, '2026-01-08T09:00:00Z');
    await made().paperwork('two', 'Ana', due);
    await made().followUp('both', 'Mia', 'Ana', ['one', 'two'], '2026-01-07T09:00:00Z');
    expect(await made().trials('empty_follow_up')).toMatchObject([{ subject: 'both', outcome: 0.5 }]);
  });
});
