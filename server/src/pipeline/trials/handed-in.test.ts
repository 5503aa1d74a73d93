import { friendSignals } from '@plumbline/shared/domain/vocabulary.ts';
import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

/** A Tuesday: the response time ends on Friday 9, and an answer may be borne out until Wednesday 14. */
const due = '2026-01-06T17:00:00Z';

describe('what was handed in and looked at', () => {
  const signals = friendSignals.filter((signal) => signal !== 'selective_leniency' && signal !== 'advocacy');
  const everything = async () => {
    const trials: Record<string, unknown> = {};
    for (const signal of signals) trials[signal] = await made().trials(signal);
    return trials;
  };

  /** Items in time, late within the response time, and late after it; each with what a manager may have said about it. */
  async function record() {
    await made().paperwork('in time', 'Ana', due, '2026-01-06T16:00:00Z');
    await made().paperwork('a day late', 'Ana', due, '2026-01-07T16:00:00Z');
    await made().followUp('said', 'Mia', 'Ana', ['a day late'], '2026-01-08T09:00:00Z');
    await made().paperwork('very late', 'Ben', due, '2026-01-15T16:00:00Z');
    await made().followUp('asked', 'Mia', 'Ben', ['very late', 'in time'], '2026-01-08T09:00:00Z', {
      observed: true,
    });
    await made().directive('visit', 'Ana', 'Eva', due, '2026-01-12T16:00:00Z');
    await made().event('visit', 'reason_given', '2026-01-08T09:00:00Z', { by: 'Ana', excuse: 'travel' });
    await made().followUp('accepted it', 'Mia', 'Ana', ['visit'], '2026-01-09T09:00:00Z', {
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
      await made().event(item, 'returned', returned, { by: 'Mia', regards: `${item} ${kind} ${at}` });
      if (again !== null) await made().event(item, kind, again, { by: rep });
    }
    expect(await everything()).toEqual(before);
  });

  it('is judged no better and no worse when it is accepted or verified', async () => {
    await record();
    const before = await everything();
    for (const [item, kind, at] of submissions) {
      const looked = kind === 'completed' ? 'verified' : 'accepted';
      await made().event(item, looked, '2026-01-16T12:00:00Z', {
        by: 'Mia',
        regards: `${item} ${kind} ${at}`,
      });
    }
    expect(await everything()).toEqual(before);
  });
});
