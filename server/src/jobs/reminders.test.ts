import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type MadePeople, makePeople, type Part } from '../../test/people.ts';
import { newId } from '../database/ids.ts';
import { remind } from './reminders.ts';

let server: TestDatabase;
let people: MadePeople;
beforeAll(async () => {
  server = await openTestDatabase();
  people = await makePeople(server.database);
});
afterAll(() => server.close());

const write = <T>(work: Parameters<typeof server.database.transaction<T>>[1]) =>
  server.database.transaction(people.actor, work);
const run = (at: string) => write((tx) => remind(tx, new Date(at)));

async function item(rep: Part, dueAt: string): Promise<string> {
  const id = newId();
  const { organizationId } = people;
  await write(async ({ sql }) => {
    await sql`insert into paperwork_types ${sql({ organizationId, id, code: id, name: 'Call report' })}`;
    await sql`
      insert into items ${sql({ organizationId, id, kind: 'paperwork', repId: people.idOf(rep), paperworkTypeId: id, title: 'Call report', dueAt, currentDueAt: dueAt, provenance: 'observed' })}`;
  });
  return id;
}

async function flag(notifiedAt: string, openFrom: string): Promise<string> {
  const id = newId();
  await write(
    ({ sql }) => sql`
    insert into flags ${sql({ organizationId: people.organizationId, id, managerId: people.idOf('manager'), pattern: 'friend', raisedAt: notifiedAt, notifiedAt, openFrom, policyVersion: 1, methodVersion: 'test', evidence: sql.json({}) })}`,
  );
  return id;
}

/** A takeover of the manager's, to be handed back by a day. */
async function takeover(
  plannedHandBackOn: string,
  { handedBackAt = null, outcome = 'open' }: { handedBackAt?: string | null; outcome?: string } = {},
): Promise<string> {
  const [id, accountId, opportunityId] = [newId(), newId(), newId()];
  const { organizationId } = people;
  const [managerId, repId, startedAt] = [people.idOf('manager'), people.idOf('rep'), '2026-04-20T10:00:00Z'];
  await write(async ({ sql }) => {
    await sql`insert into accounts ${sql({ organizationId, id: accountId, name: 'Harbour' })}`;
    await sql`
      insert into opportunities ${sql({ organizationId, id: opportunityId, accountId, ownerId: repId, name: 'Renewal', openedAt: startedAt, outcome })}`;
    await sql`
      insert into interventions ${sql({ organizationId, id, managerId, repId, opportunityId, startedAt, plannedHandBackOn, handedBackAt, knownAt: startedAt, provenance: 'declared' })}`;
  });
  return id;
}

/** Leave, with who takes over; recorded on the first of February by the executive. */
async function leave(
  person: Part,
  cover: Part,
  during: string,
  recordedBy: Part = 'executive',
): Promise<string> {
  const id = newId();
  await write(
    ({ sql }) => sql`
    insert into absences (organization_id, id, person_id, during, cover_id, recorded_by, recorded_at)
    values (${people.organizationId}, ${id}, ${people.idOf(person)}, ${during}, ${people.idOf(cover)}, ${people.idOf(recordedBy)}, '2026-02-01')`,
  );
  return id;
}

/** What people are told with the notice. */
const dataOf = (subjectId: string) =>
  server.database.read(people.actor, async (sql) => {
    const rows = await sql<{ data: Record<string, unknown> }[]>`
      select data from notices where organization_id = ${people.organizationId} and subject_id = ${subjectId}`;
    return rows.map(({ data }) => data);
  });

const told = (subjectId: string) =>
  server.database.read(people.actor, async (sql) => {
    const rows = await sql<{ personId: string; kind: string }[]>`
      select person_id, kind from notices
      where organization_id = ${people.organizationId} and subject_id = ${subjectId} order by created_at, id`;
    const parts = new Map(
      (['rep', 'other rep', 'manager', 'other manager', 'executive'] as const).map((part) => [
        people.idOf(part),
        part,
      ]),
    );
    return rows.map(({ personId, kind }) => `${parts.get(personId)}: ${kind}`);
  });

describe('reminders', () => {
  it('say a day before that something is due, and once that it is late', async () => {
    const id = await item('rep', '2026-02-12T17:00:00Z');
    await run('2026-02-11T16:59:00Z');
    expect(await told(id)).toEqual([]);
    expect(await run('2026-02-11T17:00:00Z')).toBe(1);
    // What was told is not looked up again each time.
    expect(await run('2026-02-12T10:00:00Z')).toBe(0);
    expect(await told(id)).toEqual(['rep: item_due']);
    await Promise.all([run('2026-02-12T17:00:00Z'), run('2026-02-12T17:05:00Z')]);
    expect(await told(id)).toEqual(['rep: item_due', 'rep: item_late']);
  });

  it('say nothing of the past that an import brings, and leave whoever is away alone', async () => {
    const old = await item('rep', '2026-02-01T17:00:00Z');
    const away = await item('other rep', '2026-03-05T17:00:00Z');
    await write(
      ({ sql }) => sql`
      insert into absences (organization_id, id, person_id, during, recorded_at)
      values (${people.organizationId}, ${newId()}, ${people.idOf('other rep')}, '[2026-03-01,2026-03-08)', '2026-02-20')`,
    );
    await run('2026-03-05T10:00:00Z');
    expect([await told(old), await told(away)]).toEqual([[], []]);
  });

  it('come during leave that nobody confirmed yet: what falls due in it is owed all the same', async () => {
    const id = await item('other rep', '2026-10-15T17:00:00Z');
    await leave('other rep', 'rep', '[2026-10-12,2026-10-19)', 'other rep');
    await run('2026-10-15T10:00:00Z');
    expect(await told(id)).toEqual(['other rep: item_due']);
  });

  it('say once that a planned hand-back has passed, while the deal is open and not handed back', async () => {
    const [forgotten, handedBack, closed, long] = [
      await takeover('2026-05-08'),
      await takeover('2026-05-08', { handedBackAt: '2026-05-07T10:00:00Z' }),
      await takeover('2026-05-08', { outcome: 'won' }),
      await takeover('2026-05-01'),
    ];
    await run('2026-05-08T23:59:00Z');
    expect(await told(forgotten)).toEqual([]);
    await run('2026-05-09T00:00:00Z');
    await run('2026-05-10T00:00:00Z');
    expect(await told(forgotten)).toEqual(['manager: hand_back_due']);
    expect([await told(handedBack), await told(closed)]).toEqual([[], []]);
    await run('2026-05-20T00:00:00Z');
    expect(await told(long)).toEqual(['manager: hand_back_due']);
    expect(await told(await takeover('2026-05-01'))).toEqual([]);
  });

  it('tell the cover in the morning of the first day what they take over, once', async () => {
    await item('rep', '2026-06-30T17:00:00Z');
    const id = await leave('manager', 'other manager', '[2026-07-06,2026-07-13)');
    await run('2026-07-06T05:59:00Z');
    expect(await told(id)).toEqual([]);
    await Promise.all([run('2026-07-06T06:00:00Z'), run('2026-07-06T06:05:00Z')]);
    await run('2026-07-07T06:00:00Z');
    expect(await told(id)).toEqual(['other manager: cover_begins']);
    const [{ reps, late, until } = {}] = await dataOf(id);
    expect([Number(reps) > 0, Number(late) > 0, until]).toEqual([true, true, '2026-07-13']);
    // The same cover goes on: nothing begins. Somebody else: it does.
    const same = await leave('manager', 'other manager', '[2026-07-13,2026-07-15)');
    const other = await leave('manager', 'executive', '[2026-07-15,2026-07-17)');
    await run('2026-07-13T06:00:00Z');
    await run('2026-07-15T06:00:00Z');
    expect([await told(same), await told(other)]).toEqual([[], ['executive: cover_begins']]);
  });

  it('tell the cover on the second day where none ran on the first, and never of what has passed', async () => {
    const [late, old] = [
      await leave('rep', 'other rep', '[2026-08-03,2026-08-10)'),
      await leave('manager', 'other manager', '[2026-08-01,2026-08-10)'),
    ];
    await run('2026-08-04T03:00:00Z');
    expect([await told(late), await told(old)]).toEqual([['other rep: cover_begins'], []]);
  });

  it('hand over no team with leave that nobody confirmed', async () => {
    const id = await leave('manager', 'other manager', '[2026-09-07,2026-09-14)', 'manager');
    await run('2026-09-07T06:00:00Z');
    expect((await dataOf(id)).map(({ reps, late }) => [reps, late])).toEqual([[null, 0]]);
  });

  it('tell the manager of a flag at once, executives when the reply window has passed, and never of another time', async () => {
    const id = await flag('2026-04-06T02:00:00Z', '2026-04-13T02:00:00Z');
    await run('2026-04-06T02:05:00Z');
    expect(await told(id)).toEqual(['manager: flag_raised']);
    await run('2026-04-12T23:59:00Z');
    expect(await told(id)).toEqual(['manager: flag_raised']);
    await run('2026-04-13T00:00:00Z');
    await run('2026-04-13T00:05:00Z');
    expect(await told(id)).toEqual(['manager: flag_raised', 'executive: flag_to_review']);
  });

  it('tell executives of a reply that came after the window', async () => {
    await write(
      ({ sql }) =>
        sql`update flags set cleared_at = now(), cleared_by = 'left' where organization_id = ${people.organizationId}`,
    );
    const id = await flag('2026-05-04T02:00:00Z', '2026-05-11T02:00:00Z');
    await run('2026-05-11T02:00:00Z');
    await write(
      ({ sql }) => sql`
      insert into flag_steps ${sql({ organizationId: people.organizationId, id: newId(), flagId: id, step: 'replied', authorId: people.idOf('manager'), words: 'It was August.', occurredAt: '2026-05-12T09:00:00Z' })}`,
    );
    await run('2026-05-12T09:05:00Z');
    await run('2026-05-12T09:10:00Z');
    expect(await told(id)).toEqual(['executive: flag_to_review', 'executive: flag_replied']);
  });

  it('tell whoever brought an import how it ended', async () => {
    const id = newId();
    await write(
      ({ sql }) => sql`
      insert into import_runs ${sql({ organizationId: people.organizationId, id, startedBy: people.idOf('rep'), origin: 'page', fileName: 'a.zip', status: 'rejected', finishedAt: '2026-06-01T10:00:00Z' })}`,
    );
    await run('2026-06-01T10:05:00Z');
    await run('2026-06-01T10:10:00Z');
    expect(await told(id)).toEqual(['rep: import_finished']);
  });
});
