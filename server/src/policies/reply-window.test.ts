import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type MadePeople, makePeople } from '../../test/people.ts';
import { newId } from '../database/ids.ts';
import { scope } from './scope.ts';
import type { Viewer } from './viewer.ts';

let server: TestDatabase;
let people: MadePeople;
let viewer: Viewer;
const mondays = ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'];

beforeAll(async () => {
  server = await openTestDatabase();
  people = await makePeople(server.database);
  const { organizationId } = people;
  viewer = {
    ...people.actor,
    personId: people.idOf('executive'),
    sessionId: newId(),
    role: 'executive',
    isAdmin: false,
  };
  await server.database.transaction(people.actor, async ({ sql }) => {
    await sql`insert into holidays ${sql({ organizationId, day: '2026-02-19', name: 'a day off' })}`;
    const leave = (during: string, recordedAt: string, recordedBy: string | null) => sql`
      insert into absences (organization_id, id, person_id, during, recorded_at, recorded_by)
      values (${organizationId}, ${newId()}, ${people.idOf('manager')}, ${during}, ${recordedAt}, ${recordedBy})`;
    await leave('[2026-02-05,2026-02-10)', '2026-02-01', null);
    await leave('[2026-02-12,2026-02-14)', '2026-02-17', null);
    await leave('[2026-02-20,2026-02-28)', '2026-02-01', people.idOf('manager'));
    for (const monday of mondays)
      await sql`
        insert into flags (organization_id, id, manager_id, pattern, raised_at, notified_at, open_from, cleared_at, cleared_by, policy_version, method_version, evidence)
        values (${organizationId}, ${newId()}, ${people.idOf('manager')}, 'friend', ${monday}, ${monday}, ${monday}, '2027-01-04', 'evidence', 1, '1', '{}')`;
  });
});
afterAll(() => server.close());

/** Of the flags and of the weeks that closed on the same Mondays, those that the executive sees at an instant. */
const seen = (at: Date) =>
  server.database.read(people.actor, async (sql) => {
    const flags = await sql<{ day: string }[]>`
      select f.raised_at::date as day from flags f
      where f.organization_id = ${people.organizationId} and ${scope.flags(sql, viewer, at)} order by 1`;
    const weeks = await sql<{ day: string }[]>`
      select monday.day::date as day from unnest(${mondays}::date[]) monday (day)
      join (${scope.namedThrough(sql, viewer, at)}) named on named.manager_id = ${people.idOf('manager')}
        and monday.day - 7 between named.since and named.through
      order by 1`;
    return { flags: flags.map(({ day }) => day), weeks: weeks.map(({ day }) => day) };
  });

it('opens a flag together with the week that it was raised on, whatever holiday and leave there are', async () => {
  const counts = new Set<number>();
  for (let hour = 0; hour < 24 * 40; hour += 6) {
    const { flags, weeks } = await seen(new Date(Date.parse('2026-02-02T00:00:00Z') + hour * 3_600_000));
    expect(flags).toEqual(weeks);
    counts.add(flags.length);
  }
  expect([...counts].toSorted()).toEqual([0, 1, 2, 3, 4]);
});
