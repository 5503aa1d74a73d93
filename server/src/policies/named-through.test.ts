import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type MadePeople, makePeople, type Part } from '../../test/people.ts';
import { newId } from '../database/ids.ts';
import { namedThrough } from './named-through.ts';

let server: TestDatabase;
let people: MadePeople;
beforeAll(async () => {
  server = await openTestDatabase();
  people = await makePeople(server.database);
  const { organizationId } = people;
  await server.database.transaction(people.actor, async ({ sql }) => {
    // A Thursday; Monday to Friday otherwise.
    await sql`insert into holidays ${sql({ organizationId, day: '2026-02-19', name: 'a day off' })}`;
    await sql`
      insert into absences (organization_id, id, person_id, during, recorded_at)
      values (${organizationId}, ${newId()}, ${people.idOf('other manager')}, '[2026-02-09,2026-02-11)', '2026-02-01')`;
    await sql`
      insert into absences (organization_id, id, person_id, during, recorded_at, recorded_by)
      values (${organizationId}, ${newId()}, ${people.idOf('manager')}, '[2026-02-09,2026-02-20)', '2026-02-01', ${people.idOf('manager')})`;
  });
});
afterAll(() => server.close());

/** The weeks of a manager that the executive sees by name at noon of a day. */
async function seen(part: Part, day: string, as: 'executive' | 'manager' = 'executive') {
  const viewer = { ...people.actor, personId: people.idOf(as), sessionId: newId(), role: as, isAdmin: false };
  const rows = await server.database.read(
    people.actor,
    (sql) => sql<{ managerId: string; since: string; through: string }[]>`
    select n.manager_id, n.since::text, n.through::text from (${namedThrough(sql, viewer, new Date(`${day}T12:00:00Z`))}) n`,
  );
  const row = rows.find(({ managerId }) => managerId === people.idOf(part));
  return row === undefined ? null : [row.since, row.through];
}

it('opens a week to executives five working days after the Monday on which it closed', async () => {
  // The week of 2 February closed on Monday the 9th: Tuesday 10 to Monday 16 are the five days.
  expect(await seen('manager', '2026-02-15')).toEqual(['2025-01-06', '2026-01-26']);
  expect(await seen('manager', '2026-02-16')).toEqual(['2025-01-06', '2026-02-02']);
});

it('counts no holiday', async () => {
  // The week of 9 February closed on the 16th; Thursday the 19th is off.
  expect(await seen('manager', '2026-02-23')).toEqual(['2025-01-06', '2026-02-02']);
  expect(await seen('manager', '2026-02-24')).toEqual(['2025-01-06', '2026-02-09']);
});

it('stands still while the manager is away, unless they recorded that themself', async () => {
  // Tuesday the 10th is gone; Monday the 9th was none of the five anyway.
  expect(await seen('other manager', '2026-02-16')).toEqual(['2025-01-06', '2026-01-26']);
  expect(await seen('other manager', '2026-02-17')).toEqual(['2025-01-06', '2026-02-02']);
});

it('shows oneself everything at once, and managers nobody else', async () => {
  expect(await seen('manager', '2026-02-10', 'manager')).toEqual(['-infinity', 'infinity']);
  expect(await seen('other manager', '2026-02-28', 'manager')).toBeNull();
  expect(await seen('executive', '2026-02-10')).toEqual(['-infinity', 'infinity']);
});

it('names nobody before the policy is in force', async () => {
  expect(await seen('manager', '2025-01-05')).toBeNull();
});
