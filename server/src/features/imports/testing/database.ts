import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../config.ts';
import type { Database } from '../../../database/connect.ts';
import { openDatabase } from '../../../database/open.ts';

export interface TestDatabase {
  database: Database;
  /** What a command needs to work on the same database. */
  environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** A database of its own for a test file. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-imports-'));
  const environment = { PLUMBLINE_DATA_DIR: join(folder, 'data') };
  const open = await openDatabase(readConfig(environment), 'command');
  return {
    database: open.database,
    environment,
    async close() {
      await open.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
