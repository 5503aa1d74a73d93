import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { endInterruptedImports } from './imports.service.ts';
import { smallBundle, smallBundleRows, writeBundleFolder, zipOf } from './testing/bundle.ts';
import { actorOf, at, importTesting } from './testing/harness.ts';

const { bring, contents, database, environment, evaluations, one, service } = importTesting();

describe('a first import', () => {
  test('makes the organisation, its policy, and every row', async () => {
    const result = await bring(smallBundle);
    expect(result).toMatchObject({
      status: 'succeeded',
      inserted: smallBundleRows,
      updated: 0,
      unchanged: 0,
      kept: 0,
      problems: [],
    });
    expect(
      await one(
        result.organizationId,
        `select name, time_zone from organizations where id = current_organization()`,
      ),
    ).toEqual({
      name: 'Test',
      timeZone: 'Europe/Vienna',
    });
    expect(await one(result.organizationId, 'select version, in_force_from from policies')).toEqual({
      version: 1,
      inForceFrom: '2026-03-02',
    });
    expect(evaluations).toContain(result.organizationId);
  });

  test('of many rows tells the planner how many there are now', async () => {
    const accounts = Array.from({ length: 10_000 }, (_, number) => ({ id: `A${number}`, name: 'Acme' }));
    const { organizationId } = await bring({ ...smallBundle, accounts });
    expect(
      await one(
        organizationId,
        `select reltuples >= ${accounts.length} as known from pg_class where relname = 'accounts'`,
      ),
    ).toEqual({ known: true });
  });

  test('projects items from what happened to them', async () => {
    const { organizationId } = await bring(smallBundle);
    expect(
      await one(organizationId, `select state, current_due_at, done_at from items where external_id = 'P1'`),
    ).toEqual({
      state: 'open',
      currentDueAt: new Date('2026-02-04T16:00:00Z'),
      doneAt: null,
    });
    expect(await one(organizationId, `select state, done_at from items where external_id = 'P2'`)).toEqual({
      state: 'done',
      doneAt: new Date('2026-02-03T09:00:00Z'),
    });
    expect(
      await one(
        organizationId,
        `select kind, relayed_at, acknowledged_at from items where external_id = 'D1:R1'`,
      ),
    ).toEqual({
      kind: 'directive',
      relayedAt: new Date('2026-02-02T12:00:00Z'),
      acknowledgedAt: null,
    });
  });

  test('gives facts the time at which their source could know them', async () => {
    const { organizationId } = await bring(smallBundle);
    expect(await one(organizationId, 'select known_at, provenance from follow_ups')).toEqual({
      knownAt: new Date('2026-02-05T10:00:00Z'),
      provenance: 'imported',
    });
  });

  test('that is rejected leaves no organisation', async () => {
    const { status, organizationId } = await bring({ ...smallBundle, people: 'id\nE1\n' });
    expect(status).toBe('rejected');
    expect(
      await one(organizationId, 'select count(*) as n from organizations where id = current_organization()'),
    ).toEqual({ n: 0 });
  });
});

test('a zip is as good as a folder', async () => {
  const { organizationId } = await bring(smallBundle);
  const folder = await writeBundleFolder({});
  const path = join(folder.path, 'bundle.zip');
  await writeFile(path, await zipOf(smallBundle));
  const result = await service().run({
    actor: actorOf(organizationId),
    path,
    fileName: 'bundle.zip',
    origin: 'page',
    newOrganization: null,
    at,
  });
  expect(result).toMatchObject({ status: 'succeeded', unchanged: smallBundleRows });
  await folder.remove();
});

test('a process that is killed half-way leaves the database as it was, and a server notes it', async () => {
  const { organizationId } = await bring(smallBundle, null, 'Killed');
  const before = await contents(organizationId);
  const rows = Array.from({ length: 500_000 }, (_, row) => `K${row},2026-02-02T10:00:00Z,R1,call`);
  const folder = await writeBundleFolder({
    activities: `id,occurred_at,actor_id,kind\n${rows.join('\n')}\n`,
  });
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../cli.ts'), 'import', folder.path, '--organization', 'Killed'],
    {
      env: { ...process.env, ...environment() },
      stdio: 'ignore',
    },
  );
  const exited = once(child, 'exit');
  const latest = () =>
    one<{ status: string }>(organizationId, 'select status from import_runs order by id desc limit 1');
  while ((await latest())?.status !== 'running' && child.exitCode === null) await sleep(20);
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
  await folder.remove();
  expect(await contents(organizationId)).toEqual(before);

  // PostgreSQL may still be at the statement of the process that is gone, and the import's turn its own until then.
  const noted = async () => {
    await endInterruptedImports(database());
    return one(organizationId, `select count(*) as n from import_runs where status = 'failed'`);
  };
  await expect.poll(noted, { timeout: 30_000 }).toEqual({ n: 1 });
}, 60_000);
