import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type MadePeople, makePeople } from '../../test/people.ts';
import { forgetOldAnswers } from '../database/once.ts';
import { newId } from '../database/ids.ts';
import { localStorage } from '../storage/local.ts';
import { verifyAudit } from '../features/audit/verify.ts';
import { mailServer } from '../features/notifications/testing/mail-server.ts';
import { notify } from '../features/notifications/notify.ts';
import { type JobsDeps, startJobs } from './start.ts';

let server: TestDatabase;
let people: MadePeople;
beforeAll(async () => {
  server = await openTestDatabase();
  people = await makePeople(server.database);
});
afterAll(() => server.close());

/** A Thursday. */
const at = new Date('2026-02-12T10:00:00Z');

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
    await server.database.transaction(people.actor, (tx) => forgetOldAnswers(tx, at));
    const kept = await server.database.read(
      people.actor,
      (sql) => sql<{ key: string }[]>`select key from idempotency_keys`,
    );
    expect(kept.map(({ key }) => key)).toEqual(['a week old']);
  });
});

const start = (changes: Partial<JobsDeps> = {}) =>
  startJobs({
    database: server.database,
    storage: localStorage('/nonexistent'),
    servingUrl: server.servingUrl,
    mail: null,
    pageUrl: 'https://plumbline.example.com',
    now: () => at,
    log: { error: () => undefined },
    ...changes,
  });

describe('the jobs', () => {
  it('keep the schedules, take what is asked for, and stop', async () => {
    const errors: string[] = [];
    const jobs = await start({
      log: { error: (details, message) => void errors.push(`${message} ${JSON.stringify(details)}`) },
    });
    const schedules = await server.database.unscoped`select name, cron from pgboss.schedule order by name`;
    expect(schedules.map(({ name }) => name)).toEqual([
      'deliver-all',
      'end-interrupted-imports',
      'evaluate-all',
      'forget-old-answers',
      'remind',
      'remove-stale-files',
      'schedule-digests',
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

  it('catch up on the night, where the server was off then', async () => {
    const jobs = await start();
    await jobs.stop();
    await server.database.unscoped`delete from pgboss.job where name = 'schedule-paperwork'`;
    await server.database.unscoped`update pgboss.schedule set created_on = now() - interval '2 days'`;
    await server.database.unscoped`update pgboss.version set cron_on = now() - interval '1 day'`;
    const again = await start();
    const done = () =>
      server.database.unscoped`
        select from pgboss.job where name = 'schedule-paperwork' and state = 'completed'`;
    await expect
      .poll(async () => (await done()).length, { timeout: 60_000, interval: 200 })
      .toBeGreaterThan(0);
    await again.stop();
  });

  it('send a notice by mail as soon as it has landed', async () => {
    const smtp = await mailServer();
    const asked = await makePeople(server.database, 'asked');
    const jobs = await start({ mail: { smtpUrl: smtp.url, from: 'plumbline@example.com' } });
    await server.database.transaction(asked.actor, (tx) =>
      notify(tx, [
        {
          to: asked.idOf('rep'),
          kind: 'asked',
          subject: { type: 'item', id: newId() },
          at,
          data: { by: 'Mia', title: 'Call report' },
        },
      ]),
    );
    await expect
      .poll(() => smtp.received.map(({ to }) => to), { timeout: 30_000, interval: 200 })
      .toEqual([['rep@asked.example.com']]);
    await jobs.stop();
    await smtp.close();
  });
});
