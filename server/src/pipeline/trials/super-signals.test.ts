import { describe, expect, it } from 'vitest';
import { teamOfMia } from '../testing/team-of-mia.ts';

/** Ana owns "big". */
const made = teamOfMia(['Ana']);

/** A time in the n-th week of 2026, whose Monday is 5 January; several in a week lie on different days. */
const inWeek = (n: number, day = 1) => new Date(Date.UTC(2026, 0, 5 + 7 * (n - 1) + day, 10)).toISOString();

/** Weeks that Mia leads: two calls without Ana. */
const ledByMia = (deal: string, ...weeks: number[]) =>
  made().activities(deal, ['Mia'], 'call', ...weeks.flatMap((week) => [inWeek(week, 1), inWeek(week, 2)]));
const ledByAna = (deal: string, ...weeks: number[]) =>
  made().activities(deal, ['Ana'], 'call', ...weeks.map((week) => inWeek(week, 0)));

describe('takeover', () => {
  it('is a deal-week in which the manager did more without the rep, at least once live', async () => {
    await made().deal('big', 'Ana');
    await ledByMia('big', 1);
    await ledByAna('big', 1, 2);
    await made().activities('big', ['Mia'], 'call', inWeek(2));
    await made().activities('big', ['Mia'], 'email', inWeek(3), inWeek(3, 2));
    await made().activities('big', ['Mia', 'Ana'], 'meeting', inWeek(4));
    expect(await made().trials('takeover')).toEqual([
      {
        rep: 'Ana',
        subject: 'big',
        settledAt: '2026-01-11T23:59:59.999Z',
        outcome: 1,
        reason: 'led_by_manager',
      },
      { rep: 'Ana', subject: 'big', settledAt: '2026-01-18T23:59:59.999Z', outcome: 0, reason: 'led_by_rep' },
      {
        rep: 'Ana',
        subject: 'big',
        settledAt: '2026-01-25T23:59:59.999Z',
        outcome: 0,
        reason: 'led_by_nobody',
      },
      { rep: 'Ana', subject: 'big', settledAt: '2026-02-01T23:59:59.999Z', outcome: 0, reason: 'led_by_rep' },
    ]);
  });

  it('is none on the manager’s own deals, while the rep is away, or when an executive asked for it', async () => {
    await made().deal('own', 'Mia');
    await ledByMia('own', 1);
    await made().deal('big', 'Ana');
    await ledByMia('big', 1, 2, 3);
    await made().absent('Ana', '[2026-01-05,2026-01-07)');
    await made().intervention('big', 'Mia', 'Eva', '2026-01-20T09:00:00Z');
    expect(await made().trials('takeover')).toMatchObject([{ settledAt: '2026-01-18T23:59:59.999Z' }]);
  });

  it('is none on a manager’s own deal, though it be on a rep’s account', async () => {
    await made().deal('own', 'Ana', { dealOwner: 'Mia', closedAt: '2026-02-04T10:00:00Z' });
    await ledByMia('own', 1, 3, 4);
    await ledByAna('own', 2);
    for (const signal of ['takeover', 'closing', 'solo', 'no_handback'] as const)
      expect(await made().trials(signal)).toEqual([]);
  });

  it('is one on the deal of a manager who reports to another', async () => {
    await made().reports('Mia', 'Eva');
    await made().deal('big', 'Mia');
    await made().activities('big', ['Eva'], 'call', inWeek(1));
    expect(await made().trials('takeover')).toMatchObject([{ rep: 'Mia', outcome: 1 }]);
  });

  it('ranks amounts within their currency, and none that says nothing', async () => {
    for (let n = 1; n <= 25; n++) {
      await made().deal(`eur ${n}`, 'Ana', { amount: n * 100, currency: 'EUR' });
      await made().deal(`jpy ${n}`, 'Ana', { amount: n * 10_000, currency: 'JPY' });
    }
    for (let n = 1; n <= 10; n++) await made().deal(`owed ${n}`, 'Ana', { amount: -n, currency: 'EUR' });
    await made().deal('few', 'Ana', { amount: 5000, currency: 'CHF' });
    await made().deal('negative', 'Ana', { amount: -5000, currency: 'EUR' });
    await made().deal('nothing', 'Ana', { amount: 0, currency: 'EUR' });
    await made().deal('missing', 'Ana', { amount: null, currency: 'EUR' });
    const asked = ['eur 5', 'eur 25', 'jpy 1', 'jpy 25', 'few', 'negative', 'nothing', 'missing'];
    for (const deal of asked) await ledByAna(deal, 1);
    const expected = {
      'eur 5': 'size 1',
      'eur 25': 'size 5',
      'jpy 1': 'size 1',
      'jpy 25': 'size 5',
      few: 'unsized',
      negative: 'unsized',
      nothing: 'unsized',
      missing: 'unsized',
    };
    expect(await made().strata('takeover')).toEqual(expected);
    await made().write(
      (sql) =>
        sql`update opportunities set outcome = 'won', closed_at = '2026-01-20T10:00:00Z'
          where organization_id = ${made().organizationId} and id = any (${asked.map(made().idOf)})`,
    );
    expect(await made().strata('closing')).toEqual(expected);
  });

  it('counts what a manager declares for themself', async () => {
    await made().deal('big', 'Ana');
    await ledByMia('big', 1);
    await made().intervention('big', 'Mia', 'Mia', '2026-01-05T09:00:00Z');
    expect(await made().trials('takeover')).toMatchObject([{ outcome: 1 }]);
  });

  it('and solo work are read as they were, whatever joint calls are logged and confirmed', async () => {
    await made().deal('big', 'Ana');
    await ledByMia('big', 1);
    const read = async () => [await made().trials('takeover'), await made().trials('solo')];
    const before = await read();
    await made().write(async (sql) => {
      const { organizationId, idOf } = made();
      for (const day of [1, 2, 3, 4]) {
        const [id, at] = [idOf(`call ${day}`), inWeek(1, day)];
        await sql`
          insert into joint_calls (organization_id, id, manager_id, rep_id, account_id, opportunity_id, held_at, led_by, coached, recorded_at)
          values (${organizationId}, ${id}, ${idOf('Mia')}, ${idOf('Ana')}, ${idOf('account of big')}, ${idOf('big')}, ${at}, 'rep', 'Price', ${at})`;
        await sql`
          insert into joint_call_answers (organization_id, id, joint_call_id, person_id, answer, occurred_at)
          values (${organizationId}, ${idOf(`answer ${day}`)}, ${id}, ${idOf('Ana')}, 'confirmed', ${at})`;
      }
    });
    expect(await read()).toEqual(before);
    expect(before).toMatchObject([
      [{ reason: 'led_by_manager' }],
      [{ reason: 'alone' }, { reason: 'alone' }],
    ]);
  });

  it('belongs to the week’s manager and owner, where neither changed', async () => {
    await made().person('Max', 'manager');
    await made().person('Ben', 'rep');
    await made().reports('Ben', 'Mia', '[2025-01-01,2026-01-14)');
    await made().reports('Ben', 'Max', '[2026-01-14,)');
    await made().deal('big', 'Ben');
    await made().activities('big', ['Ben'], 'call', inWeek(1), inWeek(2), inWeek(3));
    expect((await made().trials('takeover')).map(({ settledAt }) => settledAt.slice(0, 10))).toEqual([
      '2026-01-11',
      '2026-01-25',
    ]);
  });
});

describe('closing', () => {
  it('is a win whose last active weeks the manager led by half or more', async () => {
    await made().deal('taken', 'Ana', { closedAt: '2026-02-04T10:00:00Z' });
    await ledByAna('taken', 1, 4);
    await ledByMia('taken', 3);
    await made().deal('own work', 'Ana', { closedAt: '2026-02-05T10:00:00Z' });
    await ledByAna('own work', 1, 2, 3);
    await ledByMia('own work', 4);
    await made().deal('lost', 'Ana', { closedAt: '2026-02-05T10:00:00Z', outcome: 'lost' });
    await ledByMia('lost', 4);
    expect(await made().trials('closing')).toEqual([
      // Week 1 ended 24 days before the close, so it counts: one of three.
      { rep: 'Ana', subject: 'taken', settledAt: '2026-02-04T10:00Z', outcome: 0, reason: 'led_by_rep' },
      { rep: 'Ana', subject: 'own work', settledAt: '2026-02-05T10:00Z', outcome: 0, reason: 'led_by_rep' },
    ]);
    await made().deal('half', 'Ana', { closedAt: '2026-02-06T10:00:00Z' });
    await ledByAna('half', 2);
    await ledByMia('half', 4);
    expect(await made().trials('closing')).toContainEqual({
      rep: 'Ana',
      subject: 'half',
      settledAt: '2026-02-06T10:00Z',
      outcome: 1,
      reason: 'led_by_manager',
    });
  });

  it('says nothing where the rep has no activity at all: that is coverage', async () => {
    await made().deal('dark', 'Ana', { closedAt: '2026-02-04T10:00:00Z' });
    await ledByMia('dark', 3, 4);
    expect(await made().trials('closing')).toEqual([]);
  });
});

describe('no_handback', () => {
  it('is a takeover of a deal that stayed active and was not led by the rep again', async () => {
    await made().deal('kept', 'Ana');
    await ledByMia('kept', 1, 2, 4);
    await made().deal('back', 'Ana');
    await ledByMia('back', 1);
    await ledByAna('back', 3);
    await made().deal('quiet', 'Ana');
    await ledByMia('quiet', 1);
    await made().deal('closed', 'Ana', { closedAt: '2026-01-22T10:00:00Z' });
    await ledByMia('closed', 1, 2);
    const trials = await made().trials('no_handback');
    expect(trials.toSorted((a, b) => a.subject.localeCompare(b.subject))).toEqual([
      { rep: 'Ana', subject: 'back', settledAt: '2026-02-11T00:00Z', outcome: 0, reason: 'handed_back' },
      { rep: 'Ana', subject: 'kept', settledAt: '2026-02-11T00:00Z', outcome: 1, reason: 'kept' },
    ]);
  });
});

describe('repeat_takeover', () => {
  it('is a takeover from a rep who had another within 90 days', async () => {
    await made().deal('first', 'Ana');
    await ledByMia('first', 1, 2);
    await made().deal('second', 'Ana');
    await ledByMia('second', 5);
    await made().deal('much later', 'Ana');
    await ledByMia('much later', 19);
    expect(
      (await made().trials('repeat_takeover')).map(({ subject, outcome, reason }) => [
        subject,
        outcome,
        reason,
      ]),
    ).toEqual([
      ['first', 0, 'first'],
      ['second', 1, 'again'],
      ['much later', 0, 'first'],
    ]);
  });
});

describe('credit_kept', () => {
  it('is a win that the manager led and the rep has the whole credit for', async () => {
    for (const [deal, credits] of [
      ['whole', { Ana: 1 }],
      ['shared', { Ana: 0.6, Mia: 0.4 }],
      ['unrecorded', {}],
    ] as const) {
      await made().deal(deal, 'Ana', { closedAt: '2026-02-04T10:00:00Z', credits });
      await ledByAna(deal, 2);
      await ledByMia(deal, 3, 4);
    }
    const trials = await made().trials('credit_kept');
    expect(Object.fromEntries(trials.map(({ subject, outcome }) => [subject, outcome]))).toEqual({
      whole: 1,
      shared: 0,
    });
  });
});

describe('solo', () => {
  it('is an activity of the manager on a rep’s account, alone or together', async () => {
    await made().deal('big', 'Ana');
    await made().activities('big', ['Mia'], 'email', inWeek(1));
    await made().activities('big', ['Ana', 'Mia'], 'call', inWeek(1, 2));
    await made().activities('big', ['Mia'], 'note', inWeek(1, 3));
    await made().activities('big', ['Ana'], 'call', inWeek(1, 4));
    expect((await made().trials('solo')).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      [1, 'alone'],
      [0, 'joint'],
    ]);
  });
});
