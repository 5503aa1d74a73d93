import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

/** A Tuesday: the response time ends on Friday 9, and an answer may be borne out until Wednesday 14. */
const due = '2026-01-06T17:00:00Z';

describe('moved_deadline', () => {
  it('is a date moved after it had passed, or an item let go', async () => {
    for (const item of ['moved', 'waived', 'kept', 'over-extended']) await made().paperwork(item, 'Ana', due);
    await made().paperwork('a day late', 'Ben', due, '2026-01-07T16:00:00Z');
    await made().event('moved', 'extension_granted', '2026-01-07T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-01-09T17:00:00Z',
    });
    await made().event('waived', 'waived', '2026-01-12T09:00:00Z', { by: 'Mia' });
    await made().event('over-extended', 'extension_granted', '2026-01-05T09:00:00Z', {
      by: 'Mia',
      newDue: '2026-02-02T17:00:00Z',
    });
    const trials = await made().trials('moved_deadline');
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
    await made().paperwork('report', 'Ana', due);
    await made().event('report', 'waived', '2026-01-08T09:00:00Z', { by: 'Eva' });
    expect(await made().trials('moved_deadline')).toMatchObject([{ outcome: 0 }]);
  });
});
