import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import type { Sql } from '../database/connect.ts';
import { newId } from '../database/ids.ts';
import { spansOf } from './changes.ts';
import { evaluate } from './evaluate.ts';
import { evaluating } from './evaluating.ts';
import { replay } from './replay.ts';
import { change, changes } from './testing/random-changes.ts';
import { randomRecord, recordStart, type Style } from './testing/random-record.ts';
import { addDays } from './weeks.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await openTestDatabase();
}, 60_000);
afterAll(() => server.close());

const now = new Date('2026-11-24T09:00:00Z');
const good: Style = { answers: 0.8, leads: 0.2 };
const friend: Style = { answers: 0.1, leads: 0.4 };
const weeks = 10;
const end = addDays(recordStart, 7 * weeks);
/** Three weeks are a rehearsal. */
const inForceFrom = addDays(recordStart, 21);

async function record(seed: number) {
  const { organizationId } = await randomRecord(
    server.database,
    { managers: 2, repsEach: 4, weeks, seed, inForceFrom },
    (at) => (at === 1 ? friend : good),
  );
  const actor = { organizationId, personId: null };
  await server.database.transaction(
    actor,
    ({ sql }) => sql`
      insert into people (organization_id, id, name, email, role, time_zone)
      values (${organizationId}, gen_random_uuid(), 'Executive', ${`${organizationId}@example.com`}, 'executive', 'UTC')`,
  );
  return { organizationId, actor };
}

const run = (organizationId: string, asOf = end) =>
  evaluate(server.database, { organizationId, now, reason: 'test', asOf });

const read = <T>(organizationId: string, work: (sql: Sql) => Promise<T>): Promise<T> =>
  server.database.read({ organizationId, personId: null }, work);

/** Everything that an evaluation leaves behind, but that it ran: as lines, so that a failure names those that differ. */
const derived = (organizationId: string) =>
  read(organizationId, async (sql) => {
    const rows: string[] = [];
    for (const table of [
      'trials',
      'readings',
      'evidence',
      'sheets',
      'case_mixes',
      'deal_weeks',
      'unread_changes',
    ]) {
      const found = await sql<{ line: string }[]>`
        select t::text as line from ${sql(table)} t where organization_id = ${organizationId}`;
      rows.push(...found.map(({ line }) => `${table} ${line}`).toSorted());
    }
    return rows;
  });

const missingIn = (others: readonly string[]) => {
  const known = new Set(others);
  return (line: string) => !known.has(line);
};

/** Lines that only one of the two has. */
const differences = (one: readonly string[], other: readonly string[]) => [
  ...one.filter(missingIn(other)),
  ...other.filter(missingIn(one)),
];

/** The readings by what is known best, those of nothing left out. */
const latest = (organizationId: string) =>
  read(
    organizationId,
    (sql) => sql<{ managerId: string; signal: string; week: string; k: number; n: number; reps: number }[]>`
      select * from (
        select distinct on (manager_id, signal, week) manager_id, signal, week, k, n, reps
        from readings where organization_id = ${organizationId} order by manager_id, signal, week, revision desc
      ) latest where n > 0`,
  );

const lines = (
  readings: readonly {
    managerId: string;
    signal: string;
    week: string;
    k: number;
    n: number;
    reps: number;
  }[],
) =>
  readings
    .map(({ managerId, signal, week, k, n, reps }) =>
      [managerId, signal, week, k.toFixed(3), n, reps].join(' '),
    )
    .toSorted();

/** What reading the whole record again from the first week on comes to. */
async function readAllAgain({ organizationId, actor }: Awaited<ReturnType<typeof record>>) {
  await server.database.transaction(
    actor,
    ({ sql }) => sql`
      insert into unread_changes (organization_id, subject, since) values (${organizationId}, 'record', '-infinity')`,
  );
  await run(organizationId);
  return derived(organizationId);
}

const replayed = ({ actor }: Awaited<ReturnType<typeof record>>) =>
  evaluating(server.database, actor, ({ sql }, organization) =>
    replay(sql, organization, { from: recordStart, asOf: end }),
  );

/** What a change needs to have been there before. */
const before: Record<string, readonly string[]> = {
  'leave put right': ['leave'],
  'leave taken back': ['leave'],
  'holiday removed': ['holiday'],
  'account handed over': ['owner of an account'],
  'no executive any more': ['takeover asked for'],
};

describe('what changed since the last evaluation', () => {
  const days = { from: recordStart, until: end };
  let made: Awaited<ReturnType<typeof record>>;
  beforeAll(async () => {
    made = await record(1);
    await run(made.organizationId);
  }, 60_000);

  it.each(Object.keys(changes).map((name, at) => [name, at] as const))(
    'is noticed: %s',
    async (name, seed) => {
      const { organizationId } = made;
      await change(server.database, organizationId, before[name] ?? [], { ...days, seed });
      await run(organizationId);
      const unchanged = await derived(organizationId);
      await change(server.database, organizationId, Array<string>(8).fill(name), { ...days, seed });
      await run(organizationId);
      const after = await derived(organizationId);
      expect(differences(unchanged, after)).not.toEqual([]);
      expect(differences(after, await readAllAgain(made))).toEqual([]);
    },
    60_000,
  );

  it('is all that a replay of the whole record reads', async () => {
    expect(lines(await latest(made.organizationId))).toEqual(lines((await replayed(made)).readings));
  }, 60_000);

  it('comes to the same as reading everything again, whatever changed, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.constantFrom(...Object.keys(changes)), { minLength: 2, maxLength: 6 }),
        fc.array(fc.constantFrom(...Object.keys(changes)), { minLength: 2, maxLength: 6 }),
        async (seed, early, late) => {
          const made = await record(seed);
          const { organizationId } = made;
          const half = addDays(recordStart, 49);
          await run(organizationId, half);
          await change(server.database, organizationId, early, { from: recordStart, until: half, seed });
          await run(organizationId, addDays(half, 14));
          await change(server.database, organizationId, late, {
            from: recordStart,
            until: end,
            seed: seed + 1,
          });
          await run(organizationId);
          const after = await derived(organizationId);
          expect(differences(after, await readAllAgain(made))).toEqual([]);
        },
      ),
      { numRuns: 4 },
    );
  }, 240_000);
});

const followUpOf = async (sql: Sql, organizationId: string) => {
  const [lapse] = await sql<{ managerId: string; repId: string; subjectId: string; at: Date }[]>`
    select manager_id, rep_id, subject_id, occurred_at + interval '1 minute' as at from trials
    where organization_id = ${organizationId} and signal = 'silence' and reason = 'no_answer' and week >= ${inForceFrom}
    order by settled_at, subject_id limit 1`;
  if (lapse === undefined) throw new Error('nobody was silent');
  const id = newId();
  await sql`
    insert into follow_ups (
      organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, provenance
    )
    values (
      ${organizationId}, ${id}, ${lapse.managerId}, ${lapse.repId}, ${lapse.at}, ${lapse.at}, ${lapse.at}, 'call', 'coaching',
      'declared'
    )`;
  await sql`
    insert into follow_up_items (organization_id, follow_up_id, item_id) values (${organizationId}, ${id}, ${lapse.subjectId})`;
  return lapse.managerId;
};

const revised = (organizationId: string) =>
  read(
    organizationId,
    (sql) => sql<{ managerId: string; signal: string }[]>`
      select manager_id, signal from readings where organization_id = ${organizationId} and revision > 0`,
  );

describe('an evaluation', () => {
  it('reads nobody again whom the change does not concern', async () => {
    const { organizationId, actor } = await record(2);
    await run(organizationId);
    const managerId = await server.database.transaction(actor, ({ sql }) => followUpOf(sql, organizationId));
    await run(organizationId);
    const readings = await revised(organizationId);
    expect(readings.map(({ signal }) => signal)).toContain('silence');
    expect(new Set(readings.map((reading) => reading.managerId))).toEqual(new Set([managerId]));
  }, 60_000);

  it('does not miss what commits while it runs, however long ago that was begun', async () => {
    const { organizationId, actor } = await record(3);
    await run(organizationId);
    const { promise: evaluated, resolve: goOn } = Promise.withResolvers<void>();
    const { promise: written, resolve: hasWritten } = Promise.withResolvers<void>();
    const slow = server.database.transaction(actor, async ({ sql }) => {
      await followUpOf(sql, organizationId);
      hasWritten();
      await evaluated;
    });
    await written;
    await run(organizationId);
    goOn();
    await slow;
    expect(await revised(organizationId)).toEqual([]);
    await run(organizationId);
    expect((await revised(organizationId)).map(({ signal }) => signal)).toContain('silence');
  }, 60_000);

  it('takes each change in once', async () => {
    const { organizationId, actor } = await record(4);
    await run(organizationId);
    await server.database.transaction(actor, ({ sql }) => followUpOf(sql, organizationId));
    await run(organizationId);
    const after = await derived(organizationId);
    await run(organizationId);
    expect(differences(after, await derived(organizationId))).toEqual([]);
    expect(after.some((line) => line.startsWith('unread_changes'))).toBe(false);
  }, 60_000);
});

describe('weeks to read again', () => {
  it('are read from where each manager is touched, and together where that looks back less', () => {
    const until = '2026-12-28';
    expect(spansOf(new Map(), until)).toEqual([]);
    expect(spansOf(new Map([['ann', until]]), until)).toEqual([]);
    // One from the beginning of the year, and a hundred of last week: they would all be read for a year.
    const hundred = Array.from({ length: 100 }, (_, at) => [`m${at}`, '2026-12-21'] as const);
    const apart = spansOf(new Map([['ann', '2026-01-05'], ...hundred]), until);
    expect(apart.map(({ from, until: to, managerIds }) => [from, to, managerIds.length])).toEqual([
      ['2026-01-05', '2026-12-21', 1],
      ['2026-12-21', until, 101],
    ]);
    const together = spansOf(new Map([['ann', '2026-12-07'], ...hundred]), until);
    expect(together.map(({ from, managerIds }) => [from, managerIds.length])).toEqual([['2026-12-07', 101]]);
  });
});
