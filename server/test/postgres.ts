import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@plumbline/drizzle/migrate.ts';
import type { TestProject } from 'vitest/node';
import { client } from '../src/database/connect.ts';
import { openEmbedded } from '../src/database/embedded.ts';
import { grantQueues } from '../src/database/open.ts';
import { installQueues } from '../src/jobs/queues.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    superuserUrl: string;
  }
}

export const template = 'plumbline_template';
export const testRoles = {
  owner: 'plumbline_test_owner',
  serving: 'plumbline_test_app',
  password: 'only-for-tests',
};

/** The same server, another database and login. */
export function addressOf(superuserUrl: string, database: string, role: string): string {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = testRoles.password;
  url.pathname = `/${database}`;
  url.search = '';
  return url.href;
}

/**
 * Once a run: a PostgreSQL (the embedded one, or that of TEST_DATABASE_URL, a superuser's address) with a migrated
 * template, which each test file clones.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given ? null : await openEmbedded(join(folder, 'data'), 'server');
  const superuserUrl = given ?? embedded?.superuserUrl ?? '';
  const sql = client(superuserUrl, { max: 1 });
  const [server] = await sql<{ version: string }[]>`select split_part(version(), ' on ', 1) as version`;
  process.stderr.write(`Integration tests run on ${server?.version}\n`);
  await sql.unsafe(`drop database if exists ${template} with (force)`);
  for (const role of [testRoles.owner, testRoles.serving]) {
    const [known] = await sql`select from pg_roles where rolname = ${role}`;
    if (!known) await sql.unsafe(`create role ${role} login password '${testRoles.password}'`);
  }
  await sql.unsafe(`create database ${template} owner ${testRoles.owner}`);
  const ownerUrl = addressOf(superuserUrl, template, testRoles.owner);
  await migrate(ownerUrl, testRoles.serving);
  await installQueues(ownerUrl);
  await grantQueues(ownerUrl, testRoles.serving);
  await sql.end();
  project.provide('superuserUrl', superuserUrl);
  return async () => {
    await embedded?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
