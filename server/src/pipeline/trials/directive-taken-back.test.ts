import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

/** A Tuesday: the response time ends on Friday 9, and an answer may be borne out until Wednesday 14. */
const due = '2026-01-06T17:00:00Z';

describe('a directive that its issuer takes back', () => {
  const signals = ['silence', 'moved_deadline', 'no_escalation', 'selective_leniency'] as const;
  const about = async (item: string) => {
    const all = await Promise.all(
      signals.map(async (signal) => [signal, await made().trials(signal)] as const),
    );
    return all.flatMap(([signal, trials]) =>
      trials.some(({ subject }) => subject === item) ? [signal] : [],
    );
  };

  it('before it was due was never owed', async () => {
    await made().directive('recalled', 'Ana', 'Eva', due);
    await made().event('recalled', 'recalled', '2026-01-06T12:00:00Z', { by: 'Eva' });
    expect(await about('recalled')).toEqual([]);
  });

  it('within the response time wants no answer any more, and no escalation', async () => {
    await made().directive('recalled', 'Ana', 'Eva', due);
    await made().event('recalled', 'recalled', '2026-01-08T12:00:00Z', { by: 'Eva' });
    expect(await about('recalled')).toEqual(['moved_deadline']);
    expect(await made().trials('moved_deadline')).toMatchObject([{ outcome: 0 }]);
  });

  it('later takes back no silence', async () => {
    await made().directive('recalled', 'Ana', 'Eva', due);
    await made().event('recalled', 'recalled', '2026-01-12T12:00:00Z', { by: 'Eva' });
    expect(await about('recalled')).toEqual(['silence', 'moved_deadline']);
    expect(await made().trials('silence')).toMatchObject([{ outcome: 1 }]);
  });
});
