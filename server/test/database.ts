import { inject } from 'vitest';
import { client, connect, type Database } from '../src/database/connect.ts';
import { newId } from '../src/database/ids.ts';
import { addressOf, template, testRoles } from './postgres.ts';

export interface TestDatabase {
  database: Database;
  servingUrl: string;
  ownerUrl: string;
  /** What a command needs to work on the same database. */
  environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** A migrated, empty database of its own for a test file: a clone of the template. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const superuserUrl = inject('superuserUrl');
  const name = `test_${newId().replaceAll('-', '')}`;
  await asSuperuser(superuserUrl, `create database ${name} template ${template} owner ${testRoles.owner}`);
  const servingUrl = addressOf(superuserUrl, name, testRoles.serving);
  const ownerUrl = addressOf(superuserUrl, name, testRoles.owner);
  const database = connect(servingUrl);
  return {
    database,
    servingUrl,
    ownerUrl,
    environment: { DATABASE_URL: servingUrl, DATABASE_OWNER_URL: ownerUrl },
    async close() {
      await database.close();
      await asSuperuser(superuserUrl, `drop database ${name} with (force)`);
    },
  };
}

async function asSuperuser(superuserUrl: string, statement: string): Promise<void> {
  const sql = client(superuserUrl, { max: 1 });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
