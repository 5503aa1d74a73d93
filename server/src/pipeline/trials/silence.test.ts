import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

/** A Tuesday: the response time ends on Friday 9, and an answer may be borne out until Wednesday 14. */
const due = '2026-01-06T17:00:00Z';
const settled = '2026-01-14T17:00Z';

describe('silence', () => {
  it('is a lapse that nobody answered', async () => {
    await made().paperwork('report', 'Ana', due);
    expect(await made().trials('silence')).toEqual([
      { rep: 'Ana', subject: 'report', settledAt: settled, outcome: 1, reason: 'no_answer' },
    ]);
  });

  it('counts what Plumbline sent in full', async () => {
    await made().paperwork('report', 'Ana', due);
    await made().followUp('ask', 'Mia', 'Ana', ['report'], '2026-01-09T16:00:00Z', { observed: true });
    expect(await made().trials('silence')).toMatchObject([{ outcome: 0, reason: 'answered' }]);
  });

  it('counts a punctual declared answer half until something bears it out', async () => {
    await made().paperwork('unborne', 'Ana', due);
    await made().paperwork('confirmed', 'Ana', due);
    await made().paperwork('moved', 'Ben', due, '2026-01-12T09:00:00Z');
    await made().followUp('f1', 'Mia', 'Ana', ['unborne'], '2026-01-07T10:00:00Z', {
      commitmentAt: '2026-01-09T10:00:00Z',
    });
    await made().followUp('f2', 'Mia', 'Ana', ['confirmed'], '2026-01-07T11:00:00Z');
    await made().answer('f2', 'Ana', 'confirmed', '2026-01-08T11:00:00Z');
    await made().followUp('f3', 'Mia', 'Ben', ['moved'], '2026-01-08T10:00:00Z');
    const trials = await made().trials('silence');
    expect(Object.fromEntries(trials.map((trial) => [trial.subject, [trial.outcome, trial.reason]]))).toEqual(
      {
        unborne: [0.5, 'unborne'],
        confirmed: [0, 'answered'],
        moved: [0, 'answered'],
      },
    );
  });

  it('does not count what was backdated, disputed, late or said to nobody about anything', async () => {
    for (const item of ['backdated', 'disputed', 'late', 'itemless'])
      await made().paperwork(item, 'Ana', due);
    await made().followUp('f1', 'Mia', 'Ana', ['backdated'], '2026-01-07T10:00:00Z', {
      recordedAt: '2026-01-09T10:00:01Z',
    });
    await made().followUp('f2', 'Mia', 'Ana', ['disputed'], '2026-01-07T10:00:00Z');
    await made().answer('f2', 'Ana', 'disputed', '2026-01-08T10:00:00Z');
    await made().followUp('f3', 'Mia', 'Ana', ['late'], '2026-01-09T17:00:01Z');
    await made().followUp('f4', 'Mia', 'Ana', [], '2026-01-07T10:00:00Z');
    const trials = await made().trials('silence');
    expect(Object.fromEntries(trials.map((trial) => [trial.subject, [trial.outcome, trial.reason]]))).toEqual(
      {
        backdated: [1, 'backdated'],
        disputed: [1, 'disputed'],
        late: [1, 'late_answer'],
        itemless: [1, 'no_answer'],
      },
    );
  });

  it('leaves out what came in unanswered within the response time, until it is the third in 60 days', async () => {
    await made().paperwork('first', 'Ana', '2026-01-06T17:00:00Z', '2026-01-07T09:00:00Z');
    await made().paperwork('second', 'Ana', '2026-01-13T17:00:00Z', '2026-01-14T09:00:00Z');
    await made().paperwork('third', 'Ana', '2026-01-20T17:00:00Z', '2026-01-21T09:00:00Z');
    expect(await made().trials('silence')).toMatchObject([{ subject: 'third', outcome: 1 }]);
  });

  it('counts a directive unless the manager issued it', async () => {
    await made().directive('from above', 'Ana', 'Eva', due);
    await made().directive('own', 'Ana', 'Mia', due);
    expect(await made().trials('silence')).toMatchObject([{ subject: 'from above' }]);
  });

  it('keeps a waived item, and takes an extension in time by five business days at most', async () => {
    await made().paperwork('waived', 'Ana', due);
    await made().event('waived', 'waived', '2026-01-07T09:00:00Z', { by: 'Mia' });
    await made().paperwork('extended', 'Ben', due);
    await made().event('extended', 'extension_granted', '2026-01-05T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-02-27T17:00:00Z',
    });
    expect(await made().trials('silence')).toMatchObject([
      { subject: 'waived', settledAt: settled, outcome: 1 },
      // Due on Tuesday 13 after five business days, answered by Friday 16, borne out by Wednesday 21.
      { subject: 'extended', settledAt: '2026-01-21T17:00Z', outcome: 1 },
    ]);
  });

  it('counts from the time to which leave has put it off, and more time from there', async () => {
    for (const item of ['put off', 'pulled forward', 'extended']) {
      await made().paperwork(item, 'Ana', due);
      await made().event(item, 'put_off', '2026-01-05T09:00:00Z', {
        by: 'Mia',
        newDue: '2026-01-13T17:00:00Z',
      });
    }
    await made().event('pulled forward', 'put_off', '2026-01-06T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-07T17:00:00Z',
    });
    await made().event('extended', 'extension_granted', '2026-01-12T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-14T17:00:00Z',
    });
    expect(await made().trials('silence')).toMatchObject([
      { subject: 'pulled forward', settledAt: '2026-01-15T17:00Z' },
      { subject: 'put off', settledAt: '2026-01-21T17:00Z' },
      { subject: 'extended', settledAt: '2026-01-22T17:00Z' },
    ]);
    expect((await made().trials('moved_deadline')).map(({ outcome }) => outcome)).toEqual([0, 0, 0]);
  });

  it('is not put off by leave after it had passed, though it had been given more time', async () => {
    for (const [item, granted] of [
      ['passed', '2026-01-07T09:00:00Z'],
      ['in time', '2026-01-06T09:00:00Z'],
    ] as const) {
      await made().paperwork(item, 'Ana', due);
      await made().event(item, 'extension_granted', granted, { by: 'Mia', newDue: '2026-01-09T17:00:00Z' });
      await made().event(item, 'put_off', '2026-01-08T09:00:00Z', {
        by: 'Mia',
        newDue: '2026-01-20T17:00:00Z',
      });
    }
    expect(await made().trials('silence')).toMatchObject([
      { subject: 'passed', settledAt: settled },
      { subject: 'in time', settledAt: '2026-01-28T17:00Z' },
    ]);
    expect(await made().trials('moved_deadline')).toMatchObject([
      { subject: 'passed', outcome: 1 },
      { subject: 'in time', outcome: 0 },
    ]);
  });

  it('goes by the organisation’s holidays', async () => {
    await made().holiday('2026-01-08');
    await made().paperwork('report', 'Ana', due);
    expect(await made().trials('silence')).toMatchObject([{ settledAt: '2026-01-15T17:00Z' }]);
  });

  it('stands still while either is away, and takes the cover’s answer', async () => {
    await made().person('Cem', 'manager');
    await made().paperwork('rep away', 'Ana', due);
    await made().absent('Ana', '[2026-01-08,2026-01-10)');
    expect(await made().trials('silence')).toMatchObject([
      { subject: 'rep away', settledAt: '2026-01-16T17:00Z' },
    ]);
    await made().paperwork('manager away', 'Ben', due);
    await made().absent('Mia', '[2026-01-07,2026-01-10)', { cover: 'Cem' });
    await made().followUp('by cover', 'Cem', 'Ben', ['manager away'], '2026-01-08T10:00:00Z', {
      observed: true,
    });
    expect(await made().trials('silence')).toContainEqual({
      rep: 'Ben',
      subject: 'manager away',
      settledAt: '2026-01-19T17:00Z',
      outcome: 0,
      reason: 'answered',
    });
  });

  it('does not let an absence count that the absentee recorded, or before it was recorded', async () => {
    await made().paperwork('report', 'Ana', due);
    await made().absent('Mia', '[2026-01-07,2026-01-10)', { recordedBy: 'Mia' });
    await made().absent('Ana', '[2026-01-07,2026-01-08)', { recordedAt: '2026-01-08T00:00:00Z' });
    expect(await made().trials('silence')).toMatchObject([{ settledAt: settled }]);
  });

  it('is none lost where absences follow each other, in steps as at once', async () => {
    await made().paperwork('report', 'Ana', due);
    // Over eight weeks by one or the other; the longest absence is of 21 days.
    await made().absent('Ana', '[2026-01-07,2026-01-26)');
    await made().absent('Mia', '[2026-01-24,2026-02-13)');
    await made().absent('Ana', '[2026-02-14,2026-03-07)');
    const expected = [
      // Both are there on 13 February, and from 9 March on.
      { rep: 'Ana', subject: 'report', settledAt: '2026-03-13T17:00Z', outcome: 1, reason: 'no_answer' },
    ];
    expect(await made().trials('silence')).toEqual(expected);
    expect(await made().trialsInSteps('silence')).toEqual(expected);
  });

  it('takes the cover’s escalation and refusal as the manager’s, while the manager is away', async () => {
    await made().person('Cem', 'manager');
    for (const item of ['escalated', 'declined', 'back again']) await made().paperwork(item, 'Ana', due);
    await made().absent('Mia', '[2026-01-07,2026-01-09)', { cover: 'Cem' });
    await made().event('escalated', 'escalated', '2026-01-07T09:00:00Z', { by: 'Cem' });
    await made().event('declined', 'extension_declined', '2026-01-08T09:00:00Z', { by: 'Cem' });
    await made().event('back again', 'escalated', '2026-01-09T09:00:00Z', { by: 'Cem' });
    const trials = await made().trials('silence');
    expect(Object.fromEntries(trials.map(({ subject, reason }) => [subject, reason]))).toEqual({
      escalated: 'escalated',
      declined: 'declined',
      'back again': 'no_answer',
    });
  });

  it('does not count an answer that was recorded before it was held', async () => {
    await made().paperwork('report', 'Ana', due, '2026-01-09T09:00:00Z');
    await made().paperwork('other', 'Ana', due);
    await made().followUp('f', 'Mia', 'Ana', ['other'], '2026-01-08T10:00:00Z', {
      recordedAt: '2026-01-08T09:59:59Z',
    });
    expect(await made().trials('silence')).toMatchObject([{ outcome: 1, reason: 'recorded_before' }]);
  });

  it('belongs to whoever had the rep from due until settled, and else to nobody', async () => {
    await made().person('Max', 'manager');
    await made().person('Cleo', 'rep');
    await made().reports('Cleo', 'Mia', '[2025-01-01,2026-01-12)');
    await made().reports('Cleo', 'Max', '[2026-01-12,)');
    await made().paperwork('before', 'Cleo', '2025-12-30T17:00:00Z');
    await made().paperwork('across', 'Cleo', due);
    await made().paperwork('after', 'Cleo', '2026-01-12T17:00:00Z');
    expect((await made().trials('silence')).map(({ subject }) => subject)).toEqual(['before', 'after']);
  });

  it('uses what was known before it settled, and nothing later', async () => {
    await made().paperwork('report', 'Ana', due);
    await made().followUp('ask', 'Mia', 'Ana', ['report'], '2026-01-09T10:00:00Z');
    await made().answer('ask', 'Ana', 'disputed', '2026-01-14T17:00:00Z');
    expect(await made().trials('silence')).toMatchObject([{ outcome: 0.5, reason: 'unborne' }]);
  });
});
