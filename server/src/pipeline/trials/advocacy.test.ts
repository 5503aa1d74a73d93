import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

describe('advocacy', () => {
  it('is a costly exception that the manager decided and supported', async () => {
    await made().exception('supported', 'Ana', 'Mia', '2026-01-07T09:00:00Z', 'supported');
    await made().exception('declined', 'Ana', 'Mia', '2026-01-08T09:00:00Z', 'declined');
    await made().exception('free', 'Ana', 'Mia', '2026-01-08T09:00:00Z', 'supported', 0);
    await made().exception('by another', 'Ana', 'Eva', '2026-01-08T09:00:00Z', 'supported');
    expect(await made().trials('advocacy')).toEqual([
      { rep: 'Ana', subject: 'supported', settledAt: '2026-01-07T09:00Z', outcome: 1, reason: 'supported' },
      { rep: 'Ana', subject: 'declined', settledAt: '2026-01-08T09:00Z', outcome: 0, reason: 'declined' },
    ]);
  });
});
