/**
 * Whether 500 open pages on one server process each hear every change, and how long the last of them waits for one. Limit:
 * none missed.
 * Run: node server/bench/live.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveEvent } from '@plumbline/shared/contracts/live.ts';
import { buildApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { newId } from '../src/database/ids.ts';
import { openDatabase } from '../src/database/open.ts';
import { loadSample } from '../src/load-sample.ts';
import { writeSample } from '../src/simulation/write-sample.ts';
import { openStorage } from '../src/storage/storage.ts';

const pages = 500;
const changes = 50;
/** Nobody waits longer for a change than this, or it counts as missed. */
const patience = 10_000;

const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
const config = readConfig({ PLUMBLINE_DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' });
const { database, close } = await openDatabase(config, 'command');
const now = new Date();
const organizationId = await loadSample({
  database,
  write: (to) =>
    writeSample({
      folder: to,
      managers: 12,
      weeks: 4,
      seed: 7,
      world: 'bursty',
      until: now.toISOString().slice(0, 10),
    }),
  now,
});
const app = await buildApp({
  config,
  database,
  storage: openStorage(config),
  sessionSecret: 'only for this benchmark, and long enough',
  setUpToken: null,
  loadSample: async () => undefined,
  enqueueEvaluation: async () => undefined,
  now: () => new Date(),
});
try {
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const actor = { organizationId, personId: null };

  // Sessions as sign-in begins them, a few pages each.
  const cookies = await Promise.all(
    Array.from({ length: Math.ceil(pages / 10) }, async () => {
      const answer = await fetch(`${address}/api/v1/sample/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"as":"executive"}',
      });
      if (!answer.ok) throw new Error(`the sample cannot be entered: ${await answer.text()}`);
      return (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    }),
  );

  const heard = Array.from({ length: pages }, () => new Set<string>());
  const waiting = new Map<string, { left: number; all: () => void }>();
  const opened = await Promise.all(heard.map((of, page) => follow(page, of)));
  const waits: number[] = [];
  for (let change = 0; change < changes; change++) {
    const subjectType = `change ${change}`;
    const all = new Promise<void>((done) => waiting.set(subjectType, { left: pages, all: done }));
    const start = performance.now();
    await database.transaction(actor, (tx) =>
      tx.audit({ action: 'bench.changed', subjectType, subjectId: newId(), concerns: 'everybody' }),
    );
    await Promise.race([all, new Promise((done) => setTimeout(done, patience).unref())]);
    waits.push(performance.now() - start);
  }
  const missed = heard.reduce((sum, of) => sum + changes - of.size, 0);
  waits.sort((a, b) => a - b);
  console.log(
    `${pages} open pages, ${changes} changes: ${missed} of ${pages * changes} missed (limit 0); all had heard of one after ${Math.round(waits[Math.floor(waits.length / 2)] ?? 0)} ms (median), ${Math.round(waits.at(-1) ?? 0)} ms (longest)`,
  );
  if (missed > 0) process.exitCode = 1;
  for (const request of opened) request.destroy();

  /** Opens a page, and waits for the event that every stream begins with. */
  function follow(page: number, of: Set<string>) {
    return new Promise<ReturnType<typeof get>>((ready, fail) => {
      const cookie = cookies[page % cookies.length] ?? '';
      const request = get(`${address}/api/v1/live`, { headers: { cookie }, agent: false }, (answer) => {
        answer.setEncoding('utf8').on('data', (text: string) => {
          for (const [, data] of text.matchAll(/^data: (.*)$/gm)) {
            const { subjects } = LiveEvent.parse(JSON.parse(data ?? ''));
            if (subjects === 'all') ready(request);
            else for (const subject of subjects) note(of, subject);
          }
        });
        answer.on('error', () => undefined);
      });
      request.on('error', fail);
    });
  }

  function note(of: Set<string>, subject: string): void {
    const wait = waiting.get(subject);
    if (wait === undefined || of.has(subject)) return;
    of.add(subject);
    wait.left -= 1;
    if (wait.left === 0) wait.all();
  }
} finally {
  await app.close();
  await close();
  await rm(folder, { recursive: true, force: true });
}
