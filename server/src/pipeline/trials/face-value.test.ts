import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

/** A Tuesday: the response time ends on Friday 9, and an answer may be borne out until Wednesday 14. */
const due = '2026-01-06T17:00:00Z';

describe('face_value', () => {
  it('is a reason accepted without a commitment', async () => {
    await made().paperwork('accepted', 'Ana', due);
    await made().event('accepted', 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ana', excuse: 'workload' });
    await made().followUp('f1', 'Mia', 'Ana', ['accepted'], '2026-01-08T09:00:00Z', {
      outcome: 'excuse_accepted',
    });
    await made().paperwork('met', 'Ben', due);
    await made().event('met', 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ben', excuse: 'travel' });
    await made().followUp('f2', 'Mia', 'Ben', ['met'], '2026-01-08T09:00:00Z', {
      outcome: 'new_commitment',
      commitmentAt: '2026-01-09T09:00:00Z',
    });
    const trials = await made().trials('face_value');
    expect(
      trials.map(({ rep, settledAt, outcome, reason }) => ({ rep, settledAt, outcome, reason })),
    ).toEqual([
      { rep: 'Ana', settledAt: '2026-01-12T09:00Z', outcome: 1, reason: 'accepted' },
      { rep: 'Ben', settledAt: '2026-01-12T09:00Z', outcome: 0, reason: 'met' },
    ]);
  });

  it('is none that nobody answered: that is silence', async () => {
    await made().paperwork('report', 'Ana', due);
    await made().event('report', 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ana', excuse: 'workload' });
    expect(await made().trials('face_value')).toEqual([]);
  });

  it('is one accepted again after the earlier commitment was broken', async () => {
    await made().paperwork('report', 'Ana', due);
    await made().event('report', 'committed', '2026-01-07T09:00:00Z', {
      by: 'Ana',
      promised: '2026-01-09T09:00:00Z',
    });
    await made().event('report', 'extension_requested', '2026-01-12T09:00:00Z', {
      by: 'Ana',
      newDue: '2026-01-16T09:00:00Z',
    });
    await made().event('report', 'extension_granted', '2026-01-13T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-16T09:00:00Z',
    });
    expect(await made().trials('face_value')).toMatchObject([{ outcome: 1, reason: 'accepted_again' }]);
  });

  it('counts a submission that was taken back as none', async () => {
    await made().paperwork('report', 'Ana', due);
    await made().event('report', 'committed', '2026-01-07T09:00:00Z', {
      by: 'Ana',
      promised: '2026-01-09T09:00:00Z',
    });
    await made().event('report', 'submitted', '2026-01-08T09:00:00Z', { by: 'Ana' });
    await made().event('report', 'withdrawn', '2026-01-08T09:05:00Z', {
      by: 'Ana',
      regards: 'report submitted 2026-01-08T09:00:00Z',
    });
    await made().event('report', 'reason_given', '2026-01-12T09:00:00Z', { by: 'Ana', excuse: 'travel' });
    await made().event('report', 'extension_granted', '2026-01-13T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-16T09:00:00Z',
    });
    expect(await made().trials('face_value')).toMatchObject([{ outcome: 1, reason: 'accepted_again' }]);
  });

  it('is met by what the cover did while the manager was away, and not accepted by it', async () => {
    await made().person('Cem', 'manager');
    await made().absent('Mia', '[2026-01-08,2026-01-10)', { cover: 'Cem' });
    for (const item of ['coached', 'declined', 'accepted', 'waived']) {
      await made().paperwork(item, 'Ana', due);
      await made().event(item, 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ana', excuse: 'travel' });
    }
    await made().followUp('by cover', 'Cem', 'Ana', ['coached'], '2026-01-08T09:00:00Z', {
      outcome: 'coaching',
    });
    await made().event('declined', 'extension_declined', '2026-01-08T09:00:00Z', { by: 'Cem' });
    await made().followUp('accepts', 'Cem', 'Ana', ['accepted'], '2026-01-08T09:00:00Z', {
      outcome: 'excuse_accepted',
    });
    await made().event('waived', 'waived', '2026-01-08T09:00:00Z', { by: 'Cem' });
    expect((await made().trials('face_value')).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      [0, 'met'],
      [0, 'met'],
    ]);
  });

  it('is not met by a follow-up recorded before it was held', async () => {
    await made().paperwork('report', 'Ana', due);
    await made().event('report', 'reason_given', '2026-01-07T09:00:00Z', { by: 'Ana', excuse: 'travel' });
    await made().followUp('f', 'Mia', 'Ana', ['report'], '2026-01-08T10:00:00Z', {
      outcome: 'coaching',
      recordedAt: '2026-01-08T09:59:59Z',
    });
    expect(await made().trials('face_value')).toEqual([]);
  });

  it('takes an excuse coded in a follow-up, but not twice when the rep had said it', async () => {
    await made().paperwork('coded', 'Ana', due);
    await made().followUp('f1', 'Mia', 'Ana', ['coded'], '2026-01-08T09:00:00Z', {
      outcome: 'excuse_accepted',
      excuse: 'system',
    });
    await made().paperwork('said', 'Ben', due);
    await made().event('said', 'reason_given', '2026-01-08T09:00:00Z', { by: 'Ben', excuse: 'system' });
    await made().followUp('f2', 'Mia', 'Ben', ['said'], '2026-01-09T09:00:00Z', {
      outcome: 'excuse_accepted',
      excuse: 'system',
    });
    expect(await made().trials('face_value')).toMatchObject([
      { rep: 'Ana', subject: 'f1', outcome: 1 },
      { rep: 'Ben', outcome: 1 },
    ]);
  });
});
