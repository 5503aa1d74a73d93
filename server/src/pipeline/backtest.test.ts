import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import type { Sql } from '../database/connect.ts';
import { backtest } from './backtest.ts';
import { evaluate } from './evaluate.ts';
import { evaluating } from './evaluating.ts';
import type { StoredFlag } from './flags.ts';
import { replay } from './replay.ts';
import { randomRecord, recordStart, type Style } from './testing/random-record.ts';
import { addDays } from './weeks.ts';

const now = new Date('2026-11-24T09:00:00Z');
const good: Style = { answers: 0.9, leads: 0.03 };
const friend: Style = { answers: 0.15, leads: 0.03 };
const styles = [good, friend, good, good, good, good];
const until = addDays(recordStart, 7 * 16);

let server: TestDatabase;
let organizationId: string;
let managerIds: readonly string[];
beforeAll(async () => {
  server = await openTestDatabase();
  const made = await randomRecord(
    server.database,
    { managers: styles.length, repsEach: 4, weeks: 16, seed: 3 },
    (at) => styles[at] ?? good,
  );
  ({ organizationId, managerIds } = made);
  await evaluate(server.database, { organizationId, now, reason: 'test', asOf: until });
}, 60_000);
afterAll(() => server.close());

const actor = () => ({ organizationId, personId: null });
const tryOut = (norms: Partial<typeof defaultNorms>, responseBusinessDays = 3) =>
  backtest(server.database, {
    actor: actor(),
    proposed: { norms: { ...defaultNorms, ...norms }, responseBusinessDays },
    from: recordStart,
    until,
  });
const named = (flags: readonly StoredFlag[]) =>
  flags.map(({ managerId, pattern, raisedOn }) => `${managerIds.indexOf(managerId)} ${pattern} ${raisedOn}`);
const read = <T>(work: (sql: Sql) => Promise<T>) => server.database.read(actor(), work);
const stored = () =>
  read(async (sql) => ({
    readings:
      await sql`select * from readings where organization_id = ${organizationId} order by manager_id, signal, week, revision`,
    evidence:
      await sql`select * from evidence where organization_id = ${organizationId} order by manager_id, pattern, week`,
    flags: await sql`select * from flags where organization_id = ${organizationId} order by id`,
    sheets:
      await sql`select * from sheets where organization_id = ${organizationId} order by manager_id, pattern`,
  }));

describe('a back-test', () => {
  it('raises under the policy in force what was raised, and stores nothing', async () => {
    const before = await stored();
    const { present, proposed } = await tryOut({});
    expect(named(present)).toEqual([`1 friend ${present[0]?.raisedOn}`]);
    expect(proposed).toEqual(present);
    expect(before.flags.map(({ managerId }) => managerIds.indexOf(String(managerId)))).toEqual([1]);
    expect(await stored()).toEqual(before);
  });

  it('raises nothing under norms of 1, and more under strict ones', async () => {
    const lenient = Object.fromEntries(Object.keys(defaultNorms).map((signal) => [signal, 1]));
    expect((await tryOut(lenient)).proposed).toEqual([]);
    const strict = await tryOut({ silence: 0 });
    expect(strict.proposed.length).toBeGreaterThan(strict.present.length);
  });

  it('makes the trials anew under another response time, as a replay does', async () => {
    const { proposed } = await tryOut({ silence: 0.2 }, 5);
    const replayed = await evaluating(server.database, actor(), async ({ sql }, organization) => {
      const [policy] = organization.policies;
      const other = {
        ...policy,
        inForceFrom: recordStart,
        norms: { ...defaultNorms, silence: 0.2 },
        responseBusinessDays: 5,
      };
      return replay(sql, { ...organization, policies: [other] }, { from: recordStart, asOf: until });
    });
    expect(proposed).toEqual(replayed.flags);
    expect(proposed.length).toBeGreaterThan(0);
  });

  it('does not wait for another one, and says so', async () => {
    await evaluating(server.database, actor(), async () => {
      await expect(tryOut({})).rejects.toMatchObject({ code: 'wrong_state' });
    });
  });
});

describe('a new version of the policy', () => {
  it('counts from its Monday on, is named with each week, and changes nothing before', async () => {
    const { organizationId: id } = await randomRecord(
      server.database,
      { managers: 6, repsEach: 4, weeks: 16, seed: 4 },
      (at) => styles[at] ?? good,
    );
    const from = addDays(recordStart, 70);
    await evaluate(server.database, { organizationId: id, now, reason: 'test', asOf: from });
    const weeks = (until: string) =>
      server.database.read({ organizationId: id, personId: null }, (sql) =>
        Promise.all([
          sql`select * from readings where organization_id = ${id} and week < ${until} order by manager_id, signal, week`,
          sql`select * from evidence where organization_id = ${id} and week < ${until} order by manager_id, pattern, week`,
          sql`select id, evidence, policy_version from flags where organization_id = ${id} and raised_at <= ${until}::date order by id`,
        ]),
      );
    const before = await weeks(from);
    expect(before[2]).toHaveLength(1);
    await server.database.transaction(
      { organizationId: id, personId: null },
      ({ sql }) => sql`
        insert into policies (organization_id, version, in_force_from, norms)
        values (${id}, 2, ${from}, ${JSON.stringify({ ...defaultNorms, silence: 0.2 })}::text::jsonb)`,
    );
    await evaluate(server.database, { organizationId: id, now, reason: 'test', asOf: until });
    expect(await weeks(from)).toEqual(before);
    const [readings] = await weeks(until);
    // A lapse that fell due before the Monday is held to the norm of then, though it settles after.
    const occasions = await server.database.read(
      { organizationId: id, personId: null },
      (sql) => sql<{ managerId: string; week: string; norm: number; isAcross: boolean }[]>`
        select manager_id, week, avg(case when occurred_at < ${from} then 0.35 else 0.2 end)::double precision as norm,
          week >= ${from} and min(occurred_at) < ${from} as is_across
        from trials where organization_id = ${id} and signal = 'silence' group by manager_id, week`,
    );
    expect(occasions.filter(({ isAcross }) => isAcross).length).toBeGreaterThan(0);
    const normOf = new Map(occasions.map(({ managerId, week, norm }) => [`${managerId} ${week}`, norm]));
    for (const { managerId, signal, week, norm, policyVersion } of readings) {
      if (signal !== 'silence') continue;
      expect(norm).toBeCloseTo(normOf.get(`${managerId} ${week}`) ?? Number.NaN, 10);
      expect([week, policyVersion]).toEqual([week, week < from ? 1 : 2]);
    }
  }, 60_000);
});
