import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type MadePeople, makePeople, type Part } from '../../test/people.ts';
import { newId } from '../database/ids.ts';
import { scope } from './scope.ts';

let server: TestDatabase;
let people: MadePeople;

/** The rep had `other manager` until the end of January, and has `manager` since; who covered `manager` in February's second week. */
beforeAll(async () => {
  server = await openTestDatabase();
  people = await makePeople(server.database);
  const { organizationId, idOf } = people;
  const paperworkTypeId = newId();
  const items = [
    {
      title: 'done in January',
      dueAt: '2026-01-20T12:00:00Z',
      state: 'done',
      doneAt: '2026-01-20T11:00:00Z',
    },
    { title: 'open since January', dueAt: '2026-01-27T12:00:00Z' },
    {
      title: 'done in February',
      dueAt: '2026-02-03T12:00:00Z',
      state: 'done',
      doneAt: '2026-02-03T11:00:00Z',
    },
    {
      title: 'done under cover',
      dueAt: '2026-02-10T12:00:00Z',
      state: 'done',
      doneAt: '2026-02-10T11:00:00Z',
    },
    { title: 'open', dueAt: '2026-02-24T12:00:00Z' },
  ];
  await server.database.transaction(people.actor, async ({ sql }) => {
    await sql`
      update reporting_lines set manager_id = ${idOf('other manager')}, during = '[2025-01-01,2026-02-01)'
      where organization_id = ${organizationId} and person_id = ${idOf('rep')}`;
    await sql`
      insert into reporting_lines (organization_id, id, person_id, manager_id, during)
      values (${organizationId}, ${newId()}, ${idOf('rep')}, ${idOf('manager')}, '[2026-02-01,)')`;
    await sql`
      insert into absences (organization_id, id, person_id, during, cover_id, recorded_at)
      values (${organizationId}, ${newId()}, ${idOf('manager')}, '[2026-02-09,2026-02-14)', ${idOf('other manager')}, '2026-02-01')`;
    await sql`insert into paperwork_types ${sql({ organizationId, id: paperworkTypeId, code: 'call_report', name: 'Call report' })}`;
    for (const item of items) {
      await sql`
        insert into items ${sql({ organizationId, id: newId(), kind: 'paperwork', repId: idOf('rep'), paperworkTypeId, currentDueAt: item.dueAt, provenance: 'observed', state: 'open', doneAt: null, ...item })}`;
    }
  });
});
afterAll(() => server.close());

async function seen(part: Part, role: 'rep' | 'manager' | 'executive', isAdmin = false): Promise<string[]> {
  const viewer = { ...people.actor, personId: people.idOf(part), sessionId: newId(), role, isAdmin };
  const rows = await server.database.read(
    people.actor,
    (sql) => sql<{ title: string }[]>`
    select i.title from items i
    where i.organization_id = ${people.organizationId} and ${scope.items(sql, viewer, new Date('2026-02-20T12:00:00Z'))}
    order by i.due_at`,
  );
  return rows.map(({ title }) => title);
}

const all = ['done in January', 'open since January', 'done in February', 'done under cover', 'open'];

it('shows a rep their own, and no other rep', async () => {
  expect(await seen('rep', 'rep')).toEqual(all);
  expect(await seen('other rep', 'rep')).toEqual([]);
});

it('shows a manager what fell due in their time, and what is still open', async () => {
  expect(await seen('manager', 'manager')).toEqual([
    'open since January',
    'done in February',
    'done under cover',
    'open',
  ]);
});

it('shows the manager before what fell due in theirs, and what they covered', async () => {
  expect(await seen('other manager', 'manager')).toEqual([
    'done in January',
    'open since January',
    'done under cover',
  ]);
});

it('shows an executive everything, and administration adds nothing', async () => {
  expect(await seen('executive', 'executive')).toEqual(all);
  expect(await seen('admin', 'rep', true)).toEqual([]);
});
