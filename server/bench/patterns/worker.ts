/** Observes the organisations it is told on standard input, one JSON a line, and answers each with a line. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/open.ts';
import type { Scenario } from './cast.ts';
import { observe } from './organization.ts';

export interface Job {
  scenario: Scenario;
  seed: number;
}

const folder = await mkdtemp(join(tmpdir(), 'plumbline-patterns-'));
const open = await openDatabase(readConfig({ PLUMBLINE_DATA_DIR: join(folder, 'data') }), 'command');
try {
  for await (const line of createInterface({ input: process.stdin })) {
    const { scenario, seed }: Job = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(await observe(open.database, folder, scenario, seed))}\n`);
  }
} finally {
  await open.close();
  await rm(folder, { recursive: true, force: true });
}
