import { beforeEach, describe, expect, it } from 'vitest';
import { random as randomOf } from '../testing/random.ts';
import { teamOfMia } from '../testing/team-of-mia.ts';

const made = teamOfMia(['Ana', 'Ben']);

describe('selective_leniency', () => {
  const reps = ['Ana', 'Ben', 'Cleo', 'Dan'] as const;
  beforeEach(async () => {
    for (const rep of ['Cleo', 'Dan']) {
      await made().person(rep, 'rep');
      await made().reports(rep, 'Mia');
    }
  });
  /** Lapses that Mia asked Cleo and Dan about, and the other two not. */
  const spared = (...days: string[]) =>
    made().lapses(
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
    expect(await made().trials('selective_leniency')).toMatchObject([
      { rep: 'Ana', settledAt: '2026-01-28T17:00Z', outcome: 1, reason: 'more_lenient' },
      { rep: 'Ben', settledAt: '2026-01-28T17:00Z', outcome: 1, reason: 'more_lenient' },
    ]);
  });

  it('compares nobody with weeks gone by', async () => {
    await spared('06', '07', '08');
    await made().lapses([{ rep: 'Ana', due: '2026-01-20T17:00:00Z', askedBy: null }]);
    expect(await made().trials('selective_leniency')).toEqual([]);
  });

  it('takes like lapses only: of the same kind, both done within a day or neither', async () => {
    await spared('06', '07', '08');
    await made().paperwork('Ana, soon', 'Ana', '2026-01-20T17:00:00Z', '2026-01-21T09:00:00Z');
    await made().paperwork('Cleo, later', 'Cleo', '2026-01-20T17:00:00Z', '2026-01-26T09:00:00Z');
    await made().directive('Dan, directive', 'Dan', 'Eva', '2026-01-20T17:00:00Z', '2026-01-21T09:00:00Z');
    expect(await made().trials('selective_leniency')).toEqual([]);
    await made().paperwork('Dan, soon', 'Dan', '2026-01-20T17:00:00Z', '2026-01-21T10:00:00Z');
    expect(await made().trials('selective_leniency')).toMatchObject([
      { subject: 'Ana, soon', outcome: 0.5, reason: 'alike' },
    ]);
  });

  it('takes no more lapses of the two than there are of the others', async () => {
    await spared('06', '07', '08');
    await made().lapses(
      ['19', '20', '21'].map((day) => ({ rep: 'Ana', due: `2026-01-${day}T17:00:00Z`, askedBy: null })),
    );
    await made().lapses([{ rep: 'Dan', due: '2026-01-20T17:00:00Z', askedBy: 'Mia' }]);
    expect(await made().trials('selective_leniency')).toMatchObject([
      { rep: 'Ana', settledAt: '2026-01-27T17:00Z', outcome: 1 },
    ]);
  });

  it('leaves out a rep’s first two lapses in 60 days, of which those done in time unanswered are no trials', async () => {
    await spared('06', '07', '08');
    await made().lapses(
      reps.map((rep) => ({ rep, due: '2026-04-14T17:00:00Z', askedBy: rep === 'Dan' ? 'Mia' : null })),
    );
    expect(await made().trials('selective_leniency')).toEqual([]);
  });

  /** Six reps each under thirty managers, who ask about each lapse by chance; two reps a manager hear less. */
  async function meanDifference(unanswered: (rep: number) => number): Promise<number> {
    const random = randomOf(9);
    const weeks = Array.from({ length: 20 }, (_, week) => week);
    const lapses: { rep: string; due: string; askedBy: string | null }[] = [];
    for (let m = 0; m < 30; m++) {
      await made().person(`manager ${m}`, 'manager');
      for (let r = 0; r < 6; r++) {
        const rep = `rep ${m} ${r}`;
        await made().person(rep, 'rep');
        await made().reports(rep, `manager ${m}`);
        for (const week of weeks.flatMap((at) => [at, at])) {
          const due = new Date(Date.UTC(2026, 0, 6 + 7 * week, 17)).toISOString();
          lapses.push({ rep, due, askedBy: random() < unanswered(r) ? null : `manager ${m}` });
        }
      }
    }
    await made().lapses(lapses);
    const outcomes = (await made().trials('selective_leniency')).map(({ outcome }) => 2 * outcome - 1);
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
