import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportRun, StartedImport } from '@plumbline/shared/contracts/imports.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/database/ids.ts';
import { endInterruptedImports } from '../src/features/imports/imports.service.ts';
import { formOf, zipOf } from '../src/features/imports/testing/bundle.ts';
import { startJobs } from '../src/jobs/start.ts';
import { localStorage } from '../src/storage/local.ts';
import { type AppUnderTest, appUnderTest } from './app-under-test.ts';
import { type MadePeople, makePeople, type Part, signIn } from './people.ts';

let server: AppUnderTest;
let people: MadePeople;
const cookies = new Map<Part, string>();

beforeAll(async () => {
  server = await appUnderTest();
  people = await makePeople(server.database);
  for (const part of ['manager', 'admin'] as const)
    cookies.set(part, (await signIn(server.app, part)).cookie);
}, 60_000);
afterAll(() => server.close());

/** Where a transaction that writes to a gated table waits, while the gate is shut. */
const gate = 4711;

/**
 * Shuts a gate before the rows of a table, does the work until it stands before it, cuts the line to the database, and
 * opens the gate: what had been sent by then, the database goes on with.
 *
 * @param when at the statement, or at the commit: then the transaction lands, and only its answer is lost
 */
async function cutWhile<T>(
  table: string,
  when: 'writing' | 'committing',
  work: () => Promise<T>,
): Promise<T> {
  return server.asOwner(async (sql) => {
    await sql.unsafe(`
      create or replace function wait_at_gate() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(${gate}); return null; end $$;
      create constraint trigger gate after insert on ${table}
        deferrable initially ${when === 'committing' ? 'deferred' : 'immediate'} for each row execute function wait_at_gate();
      select pg_advisory_lock(${gate})`);
    const waiting = async () =>
      (await sql`select from pg_locks where locktype = 'advisory' and objid = ${gate} and not granted`)
        .length;
    const doing = work();
    await expect.poll(waiting).toBe(1);
    await server.network.cut();
    const done = await doing;
    await sql.unsafe(`select pg_advisory_unlock(${gate})`);
    await expect.poll(waiting).toBe(0);
    // Waits until the transaction is over, one way or the other.
    await sql.unsafe(`drop trigger gate on ${table}`);
    return done;
  });
}

const isBack = async () => (await server.app.inject({ url: '/api/v1/health/ready' })).statusCode;
afterEach(async () => {
  if ((await isBack()) !== 200) await server.network.restore();
  await expect.poll(isBack, { timeout: 10_000 }).toBe(200);
});

async function comeBack(): Promise<void> {
  await server.network.restore();
  await expect.poll(isBack, { timeout: 10_000 }).toBe(200);
}

describe('a write that the database went away under', () => {
  const dueAt = '2026-02-11T10:00:00Z';

  async function lateItem(): Promise<string> {
    const [id, paperworkTypeId] = [newId(), newId()];
    const { organizationId } = people;
    await server.database.transaction(people.actor, async ({ sql }) => {
      await sql`insert into paperwork_types ${sql({ organizationId, id: paperworkTypeId, code: id, name: id })}`;
      await sql`
        insert into items ${sql({ organizationId, id, kind: 'paperwork', repId: people.idOf('rep'), paperworkTypeId, title: 'Call report', dueAt, currentDueAt: dueAt, provenance: 'observed' })}`;
    });
    return id;
  }

  it.each(['writing', 'committing'] as const)('while %s is done once when it is sent again', async (when) => {
    const itemId = await lateItem();
    const key = newId();
    const log = () =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/follow-ups',
        headers: { cookie: cookies.get('manager'), 'idempotency-key': key },
        payload: {
          repId: people.idOf('rep'),
          itemIds: [itemId],
          occurredAt: '2026-02-12T09:00:00Z',
          channel: 'call',
          outcome: 'coaching',
        },
      });
    const facts = () =>
      server.asOwner(
        (sql) =>
          sql<{ id: string }[]>`select follow_up_id as id from follow_up_items where item_id = ${itemId}`,
      );

    const cut = await cutWhile('follow_ups', when, log);
    expect(cut.json()).toMatchObject({ status: 503, code: 'unavailable' });
    expect(await facts()).toHaveLength(when === 'writing' ? 0 : 1);

    await comeBack();
    const [again, oncemore] = [await log(), await log()];
    expect([again.statusCode, oncemore.json()]).toEqual([201, again.json()]);
    expect(await facts()).toEqual([{ id: again.json().id }]);
  });
});

describe('an import that the database went away under', () => {
  const upload = async (bundle: Record<string, string>) => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: { cookie: cookies.get('admin') },
      payload: formOf(await zipOf(bundle)),
    });
    return StartedImport.parse(answer.json()).id;
  };
  const run = async (id: string) =>
    ImportRun.parse(
      (
        await server.app.inject({ url: `/api/v1/imports/${id}`, headers: { cookie: cookies.get('admin') } })
      ).json(),
    );
  const files = () => readdir(join(server.usual.config.dataDir, 'uploads'));
  const holidays = () =>
    server.asOwner(async (sql) =>
      (await sql<{ day: string }[]>`select day from holidays`).map(({ day }) => day),
    );
  const bundle = { holidays: 'date,name\n2026-12-25,Christmas\n' };

  it('changes nothing, is noted as failed once it is back, and can be done again', async () => {
    const id = await cutWhile('holidays', 'writing', () => upload(bundle));
    await expect.poll(files).toEqual([]);
    expect(await holidays()).toEqual([]);

    await comeBack();
    await endInterruptedImports(server.database);
    expect(await run(id)).toMatchObject({ status: 'failed', stage: 'finished', inserted: 0 });

    const again = await upload(bundle);
    await expect.poll(async () => (await run(again)).status).toBe('succeeded');
    expect(await holidays()).toEqual(['2026-12-25']);
  });
});

describe('the job queue', () => {
  it('takes work again when the database is back', async () => {
    const jobs = await startJobs({
      database: server.database,
      storage: localStorage('/nonexistent'),
      servingUrl: server.network.url,
      mail: null,
      pageUrl: 'https://plumbline.example.com',
      now: () => server.clock.now,
      log: { error: () => undefined },
    });
    await server.network.cut();
    await expect(jobs.enqueueEvaluation(people.organizationId)).rejects.toThrow();
    await comeBack();
    await jobs.enqueueEvaluation(people.organizationId);
    const states = () =>
      server.asOwner(
        (sql) => sql<{ state: string }[]>`select state::text from pgboss.job where name = 'evaluate'`,
      );
    await expect.poll(states, { timeout: 30_000, interval: 200 }).toEqual([{ state: 'completed' }]);
    await jobs.stop();
  }, 60_000);
});

describe('an import whose evaluation cannot be asked for', () => {
  it('has succeeded all the same, and the log says what waits', async () => {
    const log: string[] = [];
    const app = await server.another({
      enqueueEvaluation: () => Promise.reject(new Error('the queue is away')),
      logStream: { write: (line) => void log.push(line) },
      config: { ...server.usual.config, logLevel: 'error' },
    });
    const cookie = cookies.get('admin');
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: { cookie },
      payload: formOf(await zipOf({ holidays: 'date,name\n2027-01-01,New Year\n' })),
    });
    const { id } = StartedImport.parse(answer.json());
    const status = async () =>
      (await app.inject({ url: `/api/v1/imports/${id}`, headers: { cookie } })).json().status;
    await expect.poll(status).toBe('succeeded');
    await expect.poll(() => log.join('')).toContain('the queue is away');
    expect(log.join('')).toContain('its evaluation waits for the night');
    expect(log.join('')).not.toContain('an import failed');
    await app.close();
  });
});
