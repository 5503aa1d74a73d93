/** What happens with records as they should not be: each case by its name, and what the method makes of it. */
import { signals } from '@plumbline/shared/domain/vocabulary.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { evaluate } from './evaluate.ts';
import { type HandMade, handMade } from './testing/hand-made.ts';
import { addDays } from './weeks.ts';

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

/** A Tuesday. */
const due = '2026-01-06T17:00:00Z';
const subjects = async (signal: 'silence' | 'takeover') =>
  (await made.trials(signal)).map(({ subject }) => subject);
const reasons = async () =>
  Object.fromEntries((await made.trials('silence')).map(({ subject, reason }) => [subject, reason]));

const evaluated = () =>
  evaluate(server.database, {
    organizationId: made.organizationId,
    now: new Date('2026-11-24T09:00:00Z'),
    reason: 'test',
    asOf: '2026-06-01',
    withReadings: true,
  });

/** Ana and Ben owe a report each Tuesday and Thursday of so many weeks. */
const lapses = (weeks: number, askedBy: string | null) =>
  made.lapses(
    Array.from({ length: weeks }, (_, week) => addDays('2026-01-06', 7 * week)).flatMap((day) =>
      [day, addDays(day, 2)].flatMap((on) =>
        ['Ana', 'Ben'].map((rep) => ({ rep, due: `${on}T17:00:00Z`, askedBy })),
      ),
    ),
  );
/** So that there is a source of follow-ups: one about something else, each week. */
const heard = async (weeks: number) => {
  await made.paperwork('long ago', 'Ana', '2025-06-03T17:00:00Z');
  for (let week = 0; week < weeks; week++)
    await made.followUp(`heard ${week}`, 'Mia', 'Ana', [], `${addDays('2025-12-15', 7 * week)}T09:00:00Z`);
};

describe('people and lines', () => {
  it('a manager without reps: has no trials and no readings, and is no peer', async () => {
    await made.person('Max', 'manager');
    await made.paperwork('report', 'Ana', due);
    await made.followUp('f', 'Max', 'Ana', ['report'], '2026-01-07T09:00:00Z', { observed: true });
    expect(await reasons()).toEqual({ report: 'no_answer' });
    const { readings } = await evaluated();
    expect(new Set(readings.map(({ managerId }) => managerId))).toEqual(new Set([made.idOf('Mia')]));
  });

  it('a rep without a manager for a month: yields no trial in it, nor one that settles in it', async () => {
    await made.person('Cleo', 'rep');
    await made.reports('Cleo', 'Mia', '[2025-01-01,2026-02-02)');
    await made.reports('Cleo', 'Mia', '[2026-03-02,)');
    for (const day of ['01-13', '01-27', '02-10', '03-03'])
      await made.paperwork(day, 'Cleo', `2026-${day}T17:00:00Z`);
    expect(await subjects('silence')).toEqual(['01-13', '03-03']);
  });

  it('two managers on one day: the record refuses it, and a change belongs to the new one from midnight', async () => {
    await made.person('Max', 'manager');
    await expect(made.reports('Ana', 'Max', '[2026-01-06,2026-01-07)')).rejects.toThrow(
      'one_manager_at_a_time',
    );
    await made.person('Cleo', 'rep');
    await made.reports('Cleo', 'Mia', '[2025-01-01,2026-01-20)');
    await made.reports('Cleo', 'Max', '[2026-01-20,)');
    await made.paperwork('of Max', 'Cleo', '2026-01-20T08:00:00Z');
    await made.followUp('too late', 'Mia', 'Cleo', ['of Max'], '2026-01-20T09:00:00Z', { observed: true });
    expect(await reasons()).toEqual({ 'of Max': 'no_answer' });
    await made.followUp('in time', 'Max', 'Cleo', ['of Max'], '2026-01-20T10:00:00Z', { observed: true });
    expect(await reasons()).toEqual({ 'of Max': 'answered' });
  });

  it('a cover that changes in mid-day: the whole day is the new one’s, and two at a time are refused', async () => {
    await made.person('Cem', 'manager');
    await made.person('Dora', 'manager');
    await made.absent('Mia', '[2026-01-07,2026-01-08)', { cover: 'Cem' });
    await made.absent('Mia', '[2026-01-08,2026-01-10)', { cover: 'Dora' });
    await expect(made.absent('Mia', '[2026-01-08,2026-01-09)', { cover: 'Cem' })).rejects.toThrow(
      'absences_do_not_overlap',
    );
    for (const item of ['by the old one', 'by the new one']) await made.paperwork(item, 'Ana', due);
    await made.followUp('old', 'Cem', 'Ana', ['by the old one'], '2026-01-08T09:00:00Z', { observed: true });
    await made.followUp('new', 'Dora', 'Ana', ['by the new one'], '2026-01-08T09:00:00Z', { observed: true });
    expect(await reasons()).toEqual({ 'by the old one': 'no_answer', 'by the new one': 'answered' });
  });

  it('reporting loops: each is judged on who reports to them directly', async () => {
    await made.person('Max', 'manager');
    await made.reports('Mia', 'Max');
    await made.reports('Max', 'Mia');
    await made.paperwork('by Mia', 'Mia', due);
    await made.paperwork('by Max', 'Max', due);
    await made.followUp('f', 'Mia', 'Max', ['by Max'], '2026-01-07T09:00:00Z', { observed: true });
    expect(await reasons()).toEqual({ 'by Mia': 'no_answer', 'by Max': 'answered' });
    const { readings } = await evaluated();
    expect(new Set(readings.map(({ managerId }) => managerId)).size).toBe(2);
  });

  it('an item due before the rep was hired, or the manager: no trial', async () => {
    await made.person('New', 'rep', { hiredOn: '2026-01-07' });
    await made.reports('New', 'Mia');
    await made.person('Nora', 'manager', { hiredOn: '2026-01-07' });
    await made.person('Cleo', 'rep');
    await made.reports('Cleo', 'Nora');
    for (const rep of ['New', 'Cleo']) {
      await made.paperwork(`${rep}, before`, rep, due);
      await made.paperwork(`${rep}, after`, rep, '2026-01-07T17:00:00Z');
    }
    expect((await subjects('silence')).toSorted()).toEqual(['Cleo, after', 'New, after']);
  });

  it('somebody who left before being hired: has no line, and nothing fails', async () => {
    await made.person('Odd', 'rep', { hiredOn: '2026-03-01', leftOn: '2026-02-01' });
    await made.reports('Odd', 'Mia');
    await made.paperwork('report', 'Odd', '2026-03-03T17:00:00Z');
    expect(await subjects('silence')).toEqual([]);
  });
});

describe('accounts and amounts', () => {
  it('activities before an account had an owner: no trial until a whole week is somebody’s', async () => {
    await made.deal('big', 'Ana', { ownedDuring: '[2026-01-14,)' });
    await made.activities('big', ['Mia'], 'call', '2026-01-06T10:00:00Z', '2026-01-15T10:00:00Z');
    expect([await made.trials('takeover'), await made.trials('solo')]).toEqual([[], []]);
    await made.activities('big', ['Mia'], 'call', '2026-01-20T10:00:00Z');
    expect(await made.trials('takeover')).toMatchObject([{ subject: 'big', outcome: 1 }]);
    expect(await made.trials('solo')).toHaveLength(1);
  });

  it('negative or missing amounts: the deal counts, unsized, and sizes nobody else’s', async () => {
    for (let n = 1; n <= 20; n++) await made.deal(`deal ${n}`, 'Ana', { amount: n });
    for (let n = 1; n <= 20; n++) await made.deal(`credit note ${n}`, 'Ana', { amount: -n });
    await made.deal('missing', 'Ana', { amount: null });
    for (const deal of ['deal 4', 'credit note 1', 'missing'])
      await made.activities(deal, ['Ana'], 'call', '2026-01-06T10:00:00Z');
    expect(await made.strata('takeover')).toEqual({
      'deal 4': 'size 1',
      'credit note 1': 'unsized',
      missing: 'unsized',
    });
  });

  it('other currencies: a deal is ranked among those of its own, and unsized where they are few', async () => {
    for (let n = 1; n <= 20; n++) await made.deal(`JPY ${n}`, 'Ana', { amount: 10_000 * n, currency: 'JPY' });
    await made.deal('EUR', 'Ana', { amount: 1_000_000, currency: 'EUR' });
    for (const deal of ['JPY 1', 'JPY 20', 'EUR'])
      await made.activities(deal, ['Ana'], 'call', '2026-01-06T10:00:00Z');
    expect(await made.strata('takeover')).toEqual({ 'JPY 1': 'size 1', 'JPY 20': 'size 5', EUR: 'unsized' });
  });
});

describe('time', () => {
  it('clocks that run back: a follow-up recorded before it was held is no answer', async () => {
    await made.paperwork('report', 'Ana', due);
    await made.followUp('f', 'Mia', 'Ana', ['report'], '2026-01-07T09:00:00Z', {
      recordedAt: '2026-01-07T08:00:00Z',
    });
    expect(await reasons()).toEqual({ report: 'recorded_before' });
  });

  it('clocks that run back: what is done counts from the later of when it was and when it was known', async () => {
    for (const item of ['known first', 'known later']) await made.paperwork(item, 'Ana', due);
    await made.event('known first', 'submitted', '2026-01-13T09:00:00Z', {
      by: 'Ana',
      knownAt: '2026-01-05T09:00:00Z',
    });
    await made.event('known later', 'submitted', '2026-01-05T09:00:00Z', {
      by: 'Ana',
      knownAt: '2026-01-13T09:00:00Z',
    });
    expect((await subjects('silence')).toSorted()).toEqual(['known first', 'known later']);
  });

  it('weeks without trials: say nothing, and cannot be judged where nobody recorded anything', async () => {
    await heard(20);
    await lapses(1, 'Mia');
    await evaluated();
    const rows = await server.database.read(
      { organizationId: made.organizationId, personId: null },
      (sql) => sql<{ week: string; n: number | null; judgement: string }[]>`
        select e.week, r.n, e.judgement
        from evidence e
        left join readings r on r.organization_id = e.organization_id and r.manager_id = e.manager_id and r.week = e.week
          and r.signal = 'silence'
        where e.organization_id = ${made.organizationId} and e.pattern = 'friend' and e.week in ('2026-01-12', '2026-03-02', '2026-05-25')
        order by e.week`,
    );
    expect(rows).toEqual([
      { week: '2026-01-12', n: 4, judgement: 'few_occasions' },
      { week: '2026-03-02', n: null, judgement: 'few_occasions' },
      { week: '2026-05-25', n: null, judgement: 'cannot_judge' },
    ]);
  });
});

describe('norms', () => {
  const underNorms = async (norm: number) => {
    const norms = Object.fromEntries(signals.map((signal) => [signal, norm]));
    await made.write(
      (sql) => sql`
        insert into policies (organization_id, version, in_force_from, norms)
        values (${made.organizationId}, 2, '2025-01-06', ${JSON.stringify(norms)}::text::jsonb)`,
    );
    await heard(24);
    await lapses(20, null);
    const { flags, readings } = await evaluated();
    const logs = await server.database.read(
      { organizationId: made.organizationId, personId: null },
      (sql) => sql<{ logE: number }[]>`
        select log_e from evidence where organization_id = ${made.organizationId}`,
    );
    expect(logs.length).toBeGreaterThan(0);
    expect(logs.every(({ logE }) => Number.isFinite(logE))).toBe(true);
    return {
      flags: flags.length,
      norm: readings.find(({ signal }) => signal === 'silence')?.norm.toFixed(4),
    };
  };

  it('a norm of 0: is read as 1 %, since nobody can be told from never', async () => {
    expect(await underNorms(0)).toEqual({ flags: 1, norm: '0.0100' });
  });

  it('a norm of 1: is read as 99 %, which raises nothing', async () => {
    expect(await underNorms(1)).toEqual({ flags: 0, norm: '0.9900' });
  });
});
