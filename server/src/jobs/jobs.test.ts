import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type MadePeople, makePeople } from '../../test/people.ts';
import { newId } from '../database/ids.ts';
import { forgetOldAnswers } from '../database/once.ts';
import { verifyAudit } from '../features/audit/verify.ts';
import { schedulePaperwork } from './paperwork.ts';
import { startJobs } from './start.ts';

let server: TestDatabase;
let people: MadePeople;
beforeAll(async () => {
  server = await openTestDatabase();
  people = await makePeople(server.database);
});
afterAll(() => server.close());

/** A Thursday. */
const at = new Date('2026-02-12T10:00:00Z');
const schedule = (now = at, of = people) =>
  server.database.transaction(of.actor, (tx) => schedulePaperwork(tx, now));

describe('paperwork', () => {
  it('is made once for each rep with a manager, on the Fridays of two weeks, and never on a holiday', async () => {
    const { organizationId } = people;
    await server.database.transaction(
      people.actor,
      ({ sql }) => sql`
      insert into holidays ${sql({ organizationId, day: '2026-02-20', name: 'a day off' })}`,
    );
    // rep, other rep, admin, leaver, invited; not the one who has left.
    expect(await schedule()).toBe(5);
    expect(await schedule()).toBe(0);
    expect(await schedule(new Date('2026-02-13T17:00:00Z'))).toBe(5);
    const days = await server.database.read(
      people.actor,
      (sql) => sql<{ dueAt: Date }[]>`
      select distinct due_at from items where organization_id = ${organizationId} order by due_at`,
    );
    expect(days.map(({ dueAt }) => dueAt.toISOString())).toEqual([
      '2026-02-13T17:00:00.000Z',
      '2026-02-27T17:00:00.000Z',
    ]);
  });

  it('is due at 17:00 of the rep’s own time, also when clocks change', async () => {
    const abroad = await makePeople(server.database, 'abroad');
    await server.database.transaction(
      abroad.actor,
      ({ sql }) => sql`
      update people set time_zone = 'America/New_York' where organization_id = ${abroad.organizationId}`,
    );
    await schedule(new Date('2026-02-26T12:00:00Z'), abroad);
    const days = await server.database.read(
      abroad.actor,
      (sql) => sql<{ dueAt: Date }[]>`
      select distinct due_at from items where organization_id = ${abroad.organizationId} order by due_at`,
    );
    // Daylight saving time begins there on 8 March 2026.
    expect(days.map(({ dueAt }) => dueAt.toISOString())).toEqual([
      '2026-02-27T22:00:00.000Z',
      '2026-03-06T22:00:00.000Z',
    ]);
    await schedule(new Date('2026-03-12T12:00:00Z'), abroad);
    const [next] = await server.database.read(
      abroad.actor,
      (sql) => sql<{ dueAt: Date }[]>`
      select min(due_at) as due_at from items where organization_id = ${abroad.organizationId} and due_at > '2026-03-12'`,
    );
    expect(next?.dueAt.toISOString()).toBe('2026-03-13T21:00:00.000Z');
  });

  it('is left to the imports where there are some', async () => {
    const imported = await makePeople(server.database, 'imported');
    const { organizationId } = imported;
    await server.database.transaction(
      imported.actor,
      ({ sql }) => sql`
      insert into import_runs ${sql({ organizationId, id: newId(), origin: 'command', fileName: 'a bundle', status: 'succeeded' })}`,
    );
    expect(await schedule(at, imported)).toBe(0);
  });
});

describe('answers kept for requests that are sent again', () => {
  it('are forgotten after a week', async () => {
    const { organizationId } = people;
    const answered = (key: string, createdAt: string) =>
      server.database.transaction(
        people.actor,
        ({ sql }) => sql`
        insert into idempotency_keys ${sql({ organizationId, personId: people.idOf('rep'), key, requestDigest: Buffer.from(key), status: 200, createdAt })}`,
      );
    await answered('over a week old', '2026-02-05T09:59:59Z');
    await answered('a week old', '2026-02-05T10:00:00Z');
    await forgetOldAnswers(server.database, at);
    const kept = await server.database.read(
      people.actor,
      (sql) => sql<{ key: string }[]>`select key from idempotency_keys`,
    );
    expect(kept.map(({ key }) => key)).toEqual(['a week old']);
  });
});

describe('the jobs', () => {
  it('keep the schedules, take what is asked for, and stop', async () => {
    const errors: string[] = [];
    const jobs = await startJobs({
      database: server.database,
      servingUrl: server.servingUrl,
      mail: null,
      pageUrl: 'https://plumbline.example.com',
      now: () => at,
      log: { error: (details, message) => void errors.push(`${message} ${JSON.stringify(details)}`) },
    });
    const schedules = await server.database.unscoped`select name, cron from pgboss.schedule order by name`;
    expect(schedules.map(({ name }) => name)).toEqual([
      'deliver-all',
      'end-interrupted-imports',
      'evaluate-all',
      'forget-old-answers',
      'remind',
      'schedule-paperwork',
      'seal-audit',
    ]);
    await jobs.enqueueEvaluation(people.organizationId);
    const states = () =>
      server.database.unscoped<
        { state: string }[]
      >`select state::text from pgboss.job where name = 'evaluate'`;
    await expect
      .poll(async () => (await states()).map(({ state }) => state), { timeout: 30_000, interval: 200 })
      .toEqual(['completed']);
    await jobs.stop();
    expect(errors).toEqual([]);
    expect((await verifyAudit(server.database, people.organizationId)).broken).toBeNull();
  });
});
