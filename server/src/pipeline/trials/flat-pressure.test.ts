import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

describe('flat_pressure', () => {
  it('is a fourth lapse in 60 days met no more firmly than the first', async () => {
    for (const [name, day] of [
      ['1', '06'],
      ['2', '07'],
      ['3', '08'],
      ['4', '09'],
      ['5', '12'],
    ] as const) {
      await made().paperwork(name, 'Ana', `2026-01-${day}T17:00:00Z`);
    }
    await made().followUp('soft', 'Mia', 'Ana', ['4'], '2026-01-12T09:00:00Z', { observed: true });
    await made().followUp('firm', 'Mia', 'Ana', ['5'], '2026-01-13T09:00:00Z', {
      outcome: 'firm_expectation',
    });
    expect(await made().trials('flat_pressure')).toMatchObject([
      { subject: '4', settledAt: '2026-01-21T17:00Z', outcome: 1, reason: 'nothing_firmer' },
      { subject: '5', settledAt: '2026-01-22T17:00Z', outcome: 0.5, reason: 'unborne' },
    ]);
  });
});
