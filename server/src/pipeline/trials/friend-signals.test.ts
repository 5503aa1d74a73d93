import { friendSignals } from '@plumbline/shared/domain/vocabulary.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type HandMade, handMade } from '../testing/hand-made.ts';
import { random as randomOf } from '../testing/random.ts';

let server: TestDatabase;
let made: HandMade;

beforeAll(async () => {
  server = await openTestDatabase();
}, 60_000);
afterAll(() => server.close());

/** Mia manages Ana and Ben; Eva is the executive. */
beforeEach(async () => {
  made = await handMade(server.database);
  await made.person('Eva', 'executive');
  await made.person('Mia', 'manager');
  for (const rep of ['Ana', 'Ben']) {
    await made.person(rep, 'rep');
    await made.reports(rep, 'Mia');
  }
});

// 2026-01-06 is a Tuesday: the response time ends on Friday 9, and an answer may be borne out until Wednesday 14.
const due = '2026-01-06T17:00:00Z';
const settled = '2026-01-14T17:00Z';

describe('silence', () => {
  it('is a lapse that nobody answered', async () => {
    await made.paperwork('report', 'Ana', due);
    expect(await made.trials('silence')).toEqual([
      { rep: 'Ana', subject: 'report', settledAt: settled, outcome: 1, reason: 'no_answer' },
    ]);
  });

  it('counts what Plumbline sent in full', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.followUp('ask', 'Mia', 'Ana', ['report'], '2026-01-09T16:00:00Z', { observed: true });
    expect(await made.trials('silence')).toMatchObject([{ outcome: 0, reason: 'answered' }]);
  });

  it('counts a punctual declared answer half until something bears it out', async () => {
    await made.paperwork('unborne', 'Ana', due);
    await made.paperwork('confirmed', 'Ana', due);
    await made.paperwork('moved', 'Ben', due, '2026-01-12T09:00:00Z');
    await made.followUp('f1', 'Mia', 'Ana', ['unborne'], '2026-01-07T10:00:00Z', {
      commitmentAt: '2026-01-09T10:00:00Z',
    });
    await made.followUp('f2', 'Mia', 'Ana', ['confirmed'], '2026-01-07T11:00:00Z');
    await made.answer('f2', 'Ana', 'confirmed', '2026-01-08T11:00:00Z');
    await made.followUp('f3', 'Mia', 'Ben', ['moved'], '2026-01-08T10:00:00Z');
    const trials = await made.trials('silence');
    expect(Object.fromEntries(trials.map((trial) => [trial.subject, [trial.outcome, trial.reason]]))).toEqual(
      {
        unborne: [0.5, 'unborne'],
        confirmed: [0, 'answered'],
        moved: [0, 'answered'],
      },
    );
  });

  it('does not count what was backdated, disputed, late or said to nobody about anything', async () => {
    for (const item of ['backdated', 'disputed', 'late', 'itemless']) await made.paperwork(item, 'Ana', due);
    await made.followUp('f1', 'Mia', 'Ana', ['backdated'], '2026-01-07T10:00:00Z', {
      recordedAt: '2026-01-09T10:00:01Z',
    });
    await made.followUp('f2', 'Mia', 'Ana', ['disputed'], '2026-01-07T10:00:00Z');
    await made.answer('f2', 'Ana', 'disputed', '2026-01-08T10:00:00Z');
    await made.followUp('f3', 'Mia', 'Ana', ['late'], '2026-01-09T17:00:01Z');
    await made.followUp('f4', 'Mia', 'Ana', [], '2026-01-07T10:00:00Z');
    const trials = await made.trials('silence');
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
    await made.paperwork('first', 'Ana', '2026-01-06T17:00:00Z', '2026-01-07T09:00:00Z');
    await made.paperwork('second', 'Ana', '2026-01-13T17:00:00Z', '2026-01-14T09:00:00Z');
    await made.paperwork('third', 'Ana', '2026-01-20T17:00:00Z', '2026-01-21T09:00:00Z');
    expect(await made.trials('silence')).toMatchObject([{ subject: 'third', outcome: 1 }]);
  });

  it('counts a directive unless the manager issued it', async () => {
    await made.directive('from above', 'Ana', 'Eva', due);
    await made.directive('own', 'Ana', 'Mia', due);
    expect(await made.trials('silence')).toMatchObject([{ subject: 'from above' }]);
  });

  it('keeps a waived item, and takes an extension in time by five business days at most', async () => {
    await made.paperwork('waived', 'Ana', due);
    await made.event('waived', 'waived', '2026-01-07T09:00:00Z', { by: 'Mia' });
    await made.paperwork('extended', 'Ben', due);
    await made.event('extended', 'extension_granted', '2026-01-05T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-02-27T17:00:00Z',
    });
    expect(await made.trials('silence')).toMatchObject([
      { subject: 'waived', settledAt: settled, outcome: 1 },
      // Due on Tuesday 13 after five business days, answered by Friday 16, borne out by Wednesday 21.
      { subject: 'extended', settledAt: '2026-01-21T17:00Z', outcome: 1 },
    ]);
  });

  it('counts from the time to which leave has put it off, and more time from there', async () => {
    for (const item of ['put off', 'pulled forward', 'extended']) {
      await made.paperwork(item, 'Ana', due);
      await made.event(item, 'put_off', '2026-01-05T09:00:00Z', {
        by: 'Mia',
        newDue: '2026-01-13T17:00:00Z',
      });
    }
    await made.event('pulled forward', 'put_off', '2026-01-06T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-07T17:00:00Z',
    });
    await made.event('extended', 'extension_granted', '2026-01-12T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-14T17:00:00Z',
    });
    expect(await made.trials('silence')).toMatchObject([
      { subject: 'pulled forward', settledAt: '2026-01-15T17:00Z' },
      { subject: 'put off', settledAt: '2026-01-21T17:00Z' },
      { subject: 'extended', settledAt: '2026-01-22T17:00Z' },
    ]);
    expect((await made.trials('moved_deadline')).map(({ outcome }) => outcome)).toEqual([0, 0, 0]);
  });

  it('is not put off by leave after it had passed, though it had been given more time', async () => {
    for (const [item, granted] of [
      ['passed', '2026-01-07T09:00:00Z'],
      ['in time', '2026-01-06T09:00:00Z'],
    ] as const) {
      await made.paperwork(item, 'Ana', due);
      await made.event(item, 'extension_granted', granted, { by: 'Mia', newDue: '2026-01-09T17:00:00Z' });
      await made.event(item, 'put_off', '2026-01-08T09:00:00Z', {
        by: 'Mia',
        newDue: '2026-01-20T17:00:00Z',
      });
    }
    expect(await made.trials('silence')).toMatchObject([
      { subject: 'passed', settledAt: settled },
      { subject: 'in time', settledAt: '2026-01-28T17:00Z' },
    ]);
    expect(await made.trials('moved_deadline')).toMatchObject([
      { subject: 'passed', outcome: 1 },
      { subject: 'in time', outcome: 0 },
    ]);
  });

  it('goes by the organisation’s holidays', async () => {
    await made.holiday('2026-01-08');
    await made.paperwork('report', 'Ana', due);
    expect(await made.trials('silence')).toMatchObject([{ settledAt: '2026-01-15T17:00Z' }]);
  });

  it('stands still while either is away, and takes the cover’s answer', async () => {
    await made.person('Cem', 'manager');
    await made.paperwork('rep away', 'Ana', due);
    await made.absent('Ana', '[2026-01-08,2026-01-10)');
    expect(await made.trials('silence')).toMatchObject([
      { subject: 'rep away', settledAt: '2026-01-16T17:00Z' },
    ]);
    await made.paperwork('manager away', 'Ben', due);
    await made.absent('Mia', '[2026-01-07,2026-01-10)', { cover: 'Cem' });
    await made.followUp('by cover', 'Cem', 'Ben', ['manager away'], '2026-01-08T10:00:00Z', {
      observed: true,
    });
    expect(await made.trials('silence')).toContainEqual({
      rep: 'Ben',
      subject: 'manager away',
      settledAt: '2026-01-19T17:00Z',
      outcome: 0,
      reason: 'answered',
    });
  });

  it('does not let an absence count that the absentee recorded, or before it was recorded', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.absent('Mia', '[2026-01-07,2026-01-10)', { recordedBy: 'Mia' });
    await made.absent('Ana', '[2026-01-07,2026-01-08)', { recordedAt: '2026-01-08T00:00:00Z' });
    expect(await made.trials('silence')).toMatchObject([{ settledAt: settled }]);
  });

  it('is none lost where absences follow each other, in steps as at once', async () => {
    await made.paperwork('report', 'Ana', due);
    // Over eight weeks by one or the other; the longest absence is of 21 days.
    await made.absent('Ana', '[2026-01-07,2026-01-26)');
    await made.absent('Mia', '[2026-01-24,2026-02-13)');
    await made.absent('Ana', '[2026-02-14,2026-03-07)');
    const expected = [
      // Both are there on 13 February, and from 9 March on.
      { rep: 'Ana', subject: 'report', settledAt: '2026-03-13T17:00Z', outcome: 1, reason: 'no_answer' },
    ];
    expect(await made.trials('silence')).toEqual(expected);
    expect(await made.trialsInSteps('silence')).toEqual(expected);
  });

  it('takes the cover’s escalation and refusal as the manager’s, while the manager is away', async () => {
    await made.person('Cem', 'manager');
    for (const item of ['escalated', 'declined', 'back again']) await made.paperwork(item, 'Ana', due);
    await made.absent('Mia', '[2026-01-07,2026-01-09)', { cover: 'Cem' });
    await made.event('escalated', 'escalated', '2026-01-07T09:00:00Z', { by: 'Cem' });
    await made.event('declined', 'extension_declined', '2026-01-08T09:00:00Z', { by: 'Cem' });
    await made.event('back again', 'escalated', '2026-01-09T09:00:00Z', { by: 'Cem' });
    const trials = await made.trials('silence');
    expect(Object.fromEntries(trials.map(({ subject, reason }) => [subject, reason]))).toEqual({
      escalated: 'escalated',
      declined: 'declined',
      'back again': 'no_answer',
    });
  });

  it('does not count an answer that was recorded before it was held', async () => {
    await made.paperwork('report', 'Ana', due, '2026-01-09T09:00:00Z');
    await made.paperwork('other', 'Ana', due);
    await made.followUp('f', 'Mia', 'Ana', ['other'], '2026-01-08T10:00:00Z', {
      recordedAt: '2026-01-08T09:59:59Z',
    });
    expect(await made.trials('silence')).toMatchObject([{ outcome: 1, reason: 'recorded_before' }]);
  });

  it('belongs to whoever had the rep from due until settled, and else to nobody', async () => {
    await made.person('Max', 'manager');
    await made.person('Cleo', 'rep');
    await made.reports('Cleo', 'Mia', '[2025-01-01,2026-01-12)');
    await made.reports('Cleo', 'Max', '[2026-01-12,)');
    await made.paperwork('before', 'Cleo', '2025-12-30T17:00:00Z');
    await made.paperwork('across', 'Cleo', due);
    await made.paperwork('after', 'Cleo', '2026-01-12T17:00:00Z');
    expect((await made.trials('silence')).map(({ subject }) => subject)).toEqual(['before', 'after']);
  });

  it('uses what was known before it settled, and nothing later', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.followUp('ask', 'Mia', 'Ana', ['report'], '2026-01-09T10:00:00Z');
    await made.answer('ask', 'Ana', 'disputed', '2026-01-14T17:00:00Z');
    expect(await made.trials('silence')).toMatchObject([{ outcome: 0.5, reason: 'unborne' }]);
  });
});

describe('face_value', () => {
  it('is a reason accepted without a commitment', async () => {
    await made.paperwork('accepted', 'Ana', due);
    await made.event('accepted', 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ana', excuse: 'workload' });
    await made.followUp('f1', 'Mia', 'Ana', ['accepted'], '2026-01-08T09:00:00Z', {
      outcome: 'excuse_accepted',
    });
    await made.paperwork('met', 'Ben', due);
    await made.event('met', 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ben', excuse: 'travel' });
    await made.followUp('f2', 'Mia', 'Ben', ['met'], '2026-01-08T09:00:00Z', {
      outcome: 'new_commitment',
      commitmentAt: '2026-01-09T09:00:00Z',
    });
    const trials = await made.trials('face_value');
    expect(
      trials.map(({ rep, settledAt, outcome, reason }) => ({ rep, settledAt, outcome, reason })),
    ).toEqual([
      { rep: 'Ana', settledAt: '2026-01-12T09:00Z', outcome: 1, reason: 'accepted' },
      { rep: 'Ben', settledAt: '2026-01-12T09:00Z', outcome: 0, reason: 'met' },
    ]);
  });

  it('is none that nobody answered: that is silence', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.event('report', 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ana', excuse: 'workload' });
    expect(await made.trials('face_value')).toEqual([]);
  });

  it('is one accepted again after the earlier commitment was broken', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.event('report', 'committed', '2026-01-07T09:00:00Z', {
      by: 'Ana',
      promised: '2026-01-09T09:00:00Z',
    });
    await made.event('report', 'extension_requested', '2026-01-12T09:00:00Z', {
      by: 'Ana',
      newDue: '2026-01-16T09:00:00Z',
    });
    await made.event('report', 'extension_granted', '2026-01-13T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-16T09:00:00Z',
    });
    expect(await made.trials('face_value')).toMatchObject([{ outcome: 1, reason: 'accepted_again' }]);
  });

  it('counts a submission that was taken back as none', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.event('report', 'committed', '2026-01-07T09:00:00Z', {
      by: 'Ana',
      promised: '2026-01-09T09:00:00Z',
    });
    await made.event('report', 'submitted', '2026-01-08T09:00:00Z', { by: 'Ana' });
    await made.event('report', 'withdrawn', '2026-01-08T09:05:00Z', {
      by: 'Ana',
      regards: 'report submitted 2026-01-08T09:00:00Z',
    });
    await made.event('report', 'reason_given', '2026-01-12T09:00:00Z', { by: 'Ana', excuse: 'travel' });
    await made.event('report', 'extension_granted', '2026-01-13T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-16T09:00:00Z',
    });
    expect(await made.trials('face_value')).toMatchObject([{ outcome: 1, reason: 'accepted_again' }]);
  });

  it('is met by what the cover did while the manager was away, and not accepted by it', async () => {
    await made.person('Cem', 'manager');
    await made.absent('Mia', '[2026-01-08,2026-01-10)', { cover: 'Cem' });
    for (const item of ['coached', 'declined', 'accepted', 'waived']) {
      await made.paperwork(item, 'Ana', due);
      await made.event(item, 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ana', excuse: 'travel' });
    }
    await made.followUp('by cover', 'Cem', 'Ana', ['coached'], '2026-01-08T09:00:00Z', {
      outcome: 'coaching',
    });
    await made.event('declined', 'extension_declined', '2026-01-08T09:00:00Z', { by: 'Cem' });
    await made.followUp('accepts', 'Cem', 'Ana', ['accepted'], '2026-01-08T09:00:00Z', {
      outcome: 'excuse_accepted',
    });
    await made.event('waived', 'waived', '2026-01-08T09:00:00Z', { by: 'Cem' });
    expect((await made.trials('face_value')).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      [0, 'met'],
      [0, 'met'],
    ]);
  });

  it('is not met by a follow-up recorded before it was held', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.event('report', 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ana', excuse: 'travel' });
    await made.followUp('f', 'Mia', 'Ana', ['report'], '2026-01-08T10:00:00Z', {
      outcome: 'coaching',
      recordedAt: '2026-01-08T09:59:59Z',
    });
    expect(await made.trials('face_value')).toEqual([]);
  });

  it('takes an excuse coded in a follow-up, but not twice when the rep had said it', async () => {
    await made.paperwork('coded', 'Ana', due);
    await made.followUp('f1', 'Mia', 'Ana', ['coded'], '2026-01-08T09:00:00Z', {
      outcome: 'excuse_accepted',
      excuse: 'system',
    });
    await made.paperwork('said', 'Ben', due);
    await made.event('said', 'reason_given', '2026-01-08T09:00:00Z', { by: 'Ben', excuse: 'system' });
    await made.followUp('f2', 'Mia', 'Ben', ['said'], '2026-01-09T09:00:00Z', {
      outcome: 'excuse_accepted',
      excuse: 'system',
    });
    expect(await made.trials('face_value')).toMatchObject([
      { rep: 'Ana', subject: 'f1', outcome: 1 },
      { rep: 'Ben', outcome: 1 },
    ]);
  });
});

describe('moved_deadline', () => {
  it('is a date moved after it had passed, or an item let go', async () => {
    for (const item of ['moved', 'waived', 'kept', 'over-extended']) await made.paperwork(item, 'Ana', due);
    await made.paperwork('a day late', 'Ben', due, '2026-01-07T16:00:00Z');
    await made.event('moved', 'extension_granted', '2026-01-07T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-09T17:00:00Z',
    });
    await made.event('waived', 'waived', '2026-01-12T09:00:00Z', { by: 'Mia' });
    await made.event('over-extended', 'extension_granted', '2026-01-05T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-02-02T17:00:00Z',
    });
    const trials = await made.trials('moved_deadline');
    expect(
      Object.fromEntries(
        trials.map((trial) => [trial.subject, [trial.settledAt, trial.outcome, trial.reason]]),
      ),
    ).toEqual({
      moved: ['2026-01-20T17:00Z', 1, 'moved'],
      waived: ['2026-01-20T17:00Z', 1, 'waived'],
      kept: ['2026-01-20T17:00Z', 0, 'not_moved'],
      'over-extended': ['2026-01-27T17:00Z', 1, 'moved'],
    });
  });

  it('is not what an executive did', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.event('report', 'waived', '2026-01-08T09:00:00Z', { by: 'Eva' });
    expect(await made.trials('moved_deadline')).toMatchObject([{ outcome: 0 }]);
  });
});

describe('no_escalation', () => {
  it('is a directive open a week past due that went no further', async () => {
    await made.directive('dead', 'Ana', 'Eva', due);
    await made.directive('escalated', 'Ana', 'Eva', due);
    await made.event('escalated', 'escalated', '2026-01-19T09:00:00Z', { by: 'Mia' });
    await made.directive('unclear', 'Ben', 'Eva', due);
    await made.event('unclear', 'ruled_unclear', '2026-01-12T09:00:00Z', { by: 'Eva' });
    await made.directive('done', 'Ben', 'Eva', due, '2026-01-13T09:00:00Z');
    const trials = await made.trials('no_escalation');
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
      await made.directive(item, 'Ana', 'Eva', due);
      await made.event(item, kind, '2026-01-08T09:00:00Z', { by, to: 'Eva', observed: true });
    }
    const escalations = await made.trials('no_escalation');
    expect(Object.fromEntries(escalations.map(({ subject, outcome }) => [subject, outcome]))).toEqual({
      'by the manager': 0,
      'by the rep': 1,
      'by rule': 1,
    });
    const silences = await made.trials('silence');
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
      await made.directive(item, 'Ana', 'Eva', due);
      await made.event(item, 'escalated', '2026-01-08T09:00:00Z', { by: 'Mia', to: 'Eva', observed: true });
      await made.event(item, kind, '2026-01-09T09:00:00Z', { by: 'Eva', newDue, observed: true });
    }
    const escalations = await made.trials('no_escalation');
    expect(escalations.map(({ subject, outcome }) => [subject, outcome]).toSorted()).toEqual([
      ['more time', 0],
      ['stands', 0],
    ]);
    // More time from above is no deadline that the manager moved.
    const moved = await made.trials('moved_deadline');
    expect(moved.map(({ subject, outcome }) => [subject, outcome]).toSorted()).toEqual([
      ['more time', 0],
      ['stands', 0],
      ['unclear', 0],
    ]);
  });
});

describe('a directive that its issuer takes back', () => {
  const signals = ['silence', 'moved_deadline', 'no_escalation', 'selective_leniency'] as const;
  const about = async (item: string) => {
    const all = await Promise.all(
      signals.map(async (signal) => [signal, await made.trials(signal)] as const),
    );
    return all.flatMap(([signal, trials]) =>
      trials.some(({ subject }) => subject === item) ? [signal] : [],
    );
  };

  it('before it was due was never owed', async () => {
    await made.directive('recalled', 'Ana', 'Eva', due);
    await made.event('recalled', 'recalled', '2026-01-06T12:00:00Z', { by: 'Eva' });
    expect(await about('recalled')).toEqual([]);
  });

  it('within the response time wants no answer any more, and no escalation', async () => {
    await made.directive('recalled', 'Ana', 'Eva', due);
    await made.event('recalled', 'recalled', '2026-01-08T12:00:00Z', { by: 'Eva' });
    expect(await about('recalled')).toEqual(['moved_deadline']);
    expect(await made.trials('moved_deadline')).toMatchObject([{ outcome: 0 }]);
  });

  it('later takes back no silence', async () => {
    await made.directive('recalled', 'Ana', 'Eva', due);
    await made.event('recalled', 'recalled', '2026-01-12T12:00:00Z', { by: 'Eva' });
    expect(await about('recalled')).toEqual(['silence', 'moved_deadline']);
    expect(await made.trials('silence')).toMatchObject([{ outcome: 1 }]);
  });
});

describe('flat_pressure', () => {
  it('is a fourth lapse in 60 days met no more firmly than the first', async () => {
    for (const [name, day] of [
      ['1', '06'],
      ['2', '07'],
      ['3', '08'],
      ['4', '09'],
      ['5', '12'],
    ] as const) {
      await made.paperwork(name, 'Ana', `2026-01-${day}T17:00:00Z`);
    }
    await made.followUp('soft', 'Mia', 'Ana', ['4'], '2026-01-12T09:00:00Z', { observed: true });
    await made.followUp('firm', 'Mia', 'Ana', ['5'], '2026-01-13T09:00:00Z', { outcome: 'firm_expectation' });
    expect(await made.trials('flat_pressure')).toMatchObject([
      { subject: '4', settledAt: '2026-01-21T17:00Z', outcome: 1, reason: 'nothing_firmer' },
      { subject: '5', settledAt: '2026-01-22T17:00Z', outcome: 0.5, reason: 'unborne' },
    ]);
  });
});

describe('empty_follow_up', () => {
  it('is a follow-up after which nothing came', async () => {
    await made.paperwork('nothing', 'Ana', due);
    await made.paperwork('done', 'Ana', due, '2026-01-13T09:00:00Z');
    await made.paperwork('firmer', 'Ben', due);
    await made.paperwork('kept', 'Ben', due, '2026-01-19T09:00:00Z');
    await made.followUp('f nothing', 'Mia', 'Ana', ['nothing'], '2026-01-07T09:00:00Z');
    await made.followUp('f done', 'Mia', 'Ana', ['done'], '2026-01-07T09:00:00Z');
    await made.followUp('f firmer', 'Mia', 'Ben', ['firmer'], '2026-01-07T09:00:00Z');
    await made.followUp('f firmest', 'Mia', 'Ben', ['firmer'], '2026-01-12T09:00:00Z', {
      outcome: 'escalated',
    });
    await made.followUp('f kept', 'Mia', 'Ben', ['kept'], '2026-01-07T09:00:00Z', {
      commitmentAt: '2026-01-19T12:00:00Z',
    });
    const trials = await made.trials('empty_follow_up');
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
    await made.person('Cem', 'manager');
    await made.absent('Mia', '[2026-01-08,2026-01-10)', { cover: 'Cem' });
    for (const item of ['1', '2', '3', '4', '5']) {
      await made.paperwork(item, 'Ana', due);
      await made.followUp(`f${item}`, 'Mia', 'Ana', [item], '2026-01-07T09:00:00Z');
    }
    await made.followUp('cover', 'Cem', 'Ana', ['1'], '2026-01-08T09:00:00Z', { outcome: 'coaching' });
    await made.event('2', 'escalated', '2026-01-08T09:00:00Z', { by: 'Cem' });
    await made.event('3', 'escalated', '2026-01-12T09:00:00Z', { by: 'Cem' });
    await made.followUp('ahead', 'Mia', 'Ana', ['4'], '2026-01-12T10:00:00Z', {
      outcome: 'escalated',
      recordedAt: '2026-01-12T09:00:00Z',
    });
    await made.followUp('backdated', 'Mia', 'Ana', ['5'], '2026-01-12T10:00:00Z', {
      outcome: 'escalated',
      recordedAt: '2026-01-15T10:00:00Z',
    });
    const trials = await made.trials('empty_follow_up');
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
    await made.paperwork('one', 'Ana', due, '2026-01-08T09:00:00Z');
    await made.paperwork('two', 'Ana', due);
    await made.followUp('both', 'Mia', 'Ana', ['one', 'two'], '2026-01-07T09:00:00Z');
    expect(await made.trials('empty_follow_up')).toMatchObject([{ subject: 'both', outcome: 0.5 }]);
  });
});

describe('advocacy', () => {
  it('is a costly exception that the manager decided and supported', async () => {
    await made.exception('supported', 'Ana', 'Mia', '2026-01-07T09:00:00Z', 'supported');
    await made.exception('declined', 'Ana', 'Mia', '2026-01-08T09:00:00Z', 'declined');
    await made.exception('free', 'Ana', 'Mia', '2026-01-08T09:00:00Z', 'supported', 0);
    await made.exception('by another', 'Ana', 'Eva', '2026-01-08T09:00:00Z', 'supported');
    expect(await made.trials('advocacy')).toEqual([
      { rep: 'Ana', subject: 'supported', settledAt: '2026-01-07T09:00Z', outcome: 1, reason: 'supported' },
      { rep: 'Ana', subject: 'declined', settledAt: '2026-01-08T09:00Z', outcome: 0, reason: 'declined' },
    ]);
  });
});

describe('selective_leniency', () => {
  const reps = ['Ana', 'Ben', 'Cleo', 'Dan'] as const;
  beforeEach(async () => {
    for (const rep of ['Cleo', 'Dan']) {
      await made.person(rep, 'rep');
      await made.reports(rep, 'Mia');
    }
  });
  /** Lapses that Mia asked Cleo and Dan about, and the other two not. */
  const spared = (...days: string[]) =>
    made.lapses(
      days.flatMap((day) =>
        reps.map((rep) => ({
          rep,
          due: `2026-01-${day}T17:00:00Z`,
          askedBy: rep === 'Ana' || rep === 'Ben' ? null : 'Mia',
        })),
      ),
    );

  it('compares the two who were let off most in earlier weeks with like lapses of the others in the week', async () => {
    await spared('06', '07', '08', '20');
    expect(await made.trials('selective_leniency')).toMatchObject([
      { rep: 'Ana', settledAt: '2026-01-28T17:00Z', outcome: 1, reason: 'more_lenient' },
      { rep: 'Ben', settledAt: '2026-01-28T17:00Z', outcome: 1, reason: 'more_lenient' },
    ]);
  });

  it('compares nobody with weeks gone by', async () => {
    await spared('06', '07', '08');
    await made.lapses([{ rep: 'Ana', due: '2026-01-20T17:00:00Z', askedBy: null }]);
    expect(await made.trials('selective_leniency')).toEqual([]);
  });

  it('takes like lapses only: of the same kind, both done within a day or neither', async () => {
    await spared('06', '07', '08');
    await made.paperwork('Ana, soon', 'Ana', '2026-01-20T17:00:00Z', '2026-01-21T09:00:00Z');
    await made.paperwork('Cleo, later', 'Cleo', '2026-01-20T17:00:00Z', '2026-01-26T09:00:00Z');
    await made.directive('Dan, directive', 'Dan', 'Eva', '2026-01-20T17:00:00Z', '2026-01-21T09:00:00Z');
    expect(await made.trials('selective_leniency')).toEqual([]);
    await made.paperwork('Dan, soon', 'Dan', '2026-01-20T17:00:00Z', '2026-01-21T10:00:00Z');
    expect(await made.trials('selective_leniency')).toMatchObject([
      { subject: 'Ana, soon', outcome: 0.5, reason: 'alike' },
    ]);
  });

  it('takes no more lapses of the two than there are of the others', async () => {
    await spared('06', '07', '08');
    await made.lapses(
      ['19', '20', '21'].map((day) => ({ rep: 'Ana', due: `2026-01-${day}T17:00:00Z`, askedBy: null })),
    );
    await made.lapses([{ rep: 'Dan', due: '2026-01-20T17:00:00Z', askedBy: 'Mia' }]);
    expect(await made.trials('selective_leniency')).toMatchObject([
      { rep: 'Ana', settledAt: '2026-01-27T17:00Z', outcome: 1 },
    ]);
  });

  it('leaves out a rep’s first two lapses in 60 days, of which those done in time unanswered are no trials', async () => {
    await spared('06', '07', '08');
    await made.lapses(
      reps.map((rep) => ({ rep, due: '2026-04-14T17:00:00Z', askedBy: rep === 'Dan' ? 'Mia' : null })),
    );
    expect(await made.trials('selective_leniency')).toEqual([]);
  });

  /** Six reps each under thirty managers, who ask about each lapse by chance; two reps a manager hear less. */
  async function meanDifference(unanswered: (rep: number) => number): Promise<number> {
    const random = randomOf(9);
    const weeks = Array.from({ length: 20 }, (_, week) => week);
    const lapses: { rep: string; due: string; askedBy: string | null }[] = [];
    for (let m = 0; m < 30; m++) {
      await made.person(`manager ${m}`, 'manager');
      for (let r = 0; r < 6; r++) {
        const rep = `rep ${m} ${r}`;
        await made.person(rep, 'rep');
        await made.reports(rep, `manager ${m}`);
        for (const week of weeks.flatMap((at) => [at, at])) {
          const due = new Date(Date.UTC(2026, 0, 6 + 7 * week, 17)).toISOString();
          lapses.push({ rep, due, askedBy: random() < unanswered(r) ? null : `manager ${m}` });
        }
      }
    }
    await made.lapses(lapses);
    const outcomes = (await made.trials('selective_leniency')).map(({ outcome }) => 2 * outcome - 1);
    expect(outcomes.length).toBeGreaterThan(1500);
    return outcomes.reduce((sum, difference) => sum + difference, 0) / outcomes.length;
  }

  // The standard error is 1.1 points; with three weeks both to choose by and to compare with it came to over 4.
  it('shows no difference where all are treated alike, by chance', async () => {
    expect(Math.abs(await meanDifference(() => 0.4))).toBeLessThan(0.025);
  });

  it('shows no more than the difference there is', async () => {
    const difference = await meanDifference((rep) => (rep < 2 ? 0.6 : 0.35));
    expect(difference).toBeGreaterThan(0.15);
    expect(difference).toBeLessThan(0.25 + 0.025);
  });
});

describe('what was handed in and looked at', () => {
  const signals = friendSignals.filter((signal) => signal !== 'selective_leniency' && signal !== 'advocacy');
  const everything = async () => {
    const trials: Record<string, unknown> = {};
    for (const signal of signals) trials[signal] = await made.trials(signal);
    return trials;
  };

  /** Items in time, late within the response time, and late after it; each with what a manager may have said about it. */
  async function record() {
    await made.paperwork('in time', 'Ana', due, '2026-01-06T16:00:00Z');
    await made.paperwork('a day late', 'Ana', due, '2026-01-07T16:00:00Z');
    await made.followUp('said', 'Mia', 'Ana', ['a day late'], '2026-01-08T09:00:00Z');
    await made.paperwork('very late', 'Ben', due, '2026-01-15T16:00:00Z');
    await made.followUp('asked', 'Mia', 'Ben', ['very late', 'in time'], '2026-01-08T09:00:00Z', {
      observed: true,
    });
    await made.directive('visit', 'Ana', 'Eva', due, '2026-01-12T16:00:00Z');
    await made.event('visit', 'reason_given', '2026-01-08T09:00:00Z', { by: 'Ana', excuse: 'travel' });
    await made.followUp('accepted it', 'Mia', 'Ana', ['visit'], '2026-01-09T09:00:00Z', {
      outcome: 'excuse_accepted',
    });
  }

  const submissions = [
    ['in time', 'submitted', '2026-01-06T16:00:00Z', 'Ana'],
    ['a day late', 'submitted', '2026-01-07T16:00:00Z', 'Ana'],
    ['very late', 'submitted', '2026-01-15T16:00:00Z', 'Ben'],
    ['visit', 'completed', '2026-01-12T16:00:00Z', 'Ana'],
  ] as const;

  it.each([
    ['returned at once and never handed in again', '2026-01-08T12:00:00Z', null],
    ['returned at once and handed in again', '2026-01-08T12:00:00Z', '2026-01-09T12:00:00Z'],
    ['returned later and handed in again', '2026-01-16T12:00:00Z', '2026-01-19T12:00:00Z'],
  ])('is judged as it was first handed in when it is %s', async (_, returned, again) => {
    await record();
    const before = await everything();
    for (const [item, kind, at, rep] of submissions) {
      if (at > returned) continue;
      await made.event(item, 'returned', returned, { by: 'Mia', regards: `${item} ${kind} ${at}` });
      if (again !== null) await made.event(item, kind, again, { by: rep });
    }
    expect(await everything()).toEqual(before);
  });

  it('is judged no better and no worse when it is accepted or verified', async () => {
    await record();
    const before = await everything();
    for (const [item, kind, at] of submissions) {
      const looked = kind === 'completed' ? 'verified' : 'accepted';
      await made.event(item, looked, '2026-01-16T12:00:00Z', { by: 'Mia', regards: `${item} ${kind} ${at}` });
    }
    expect(await everything()).toEqual(before);
  });
});
