/**
 * How fast a bundle with 1,000,000 activities comes in, against plain COPY of the rows it ends as into a table without
 * keys or indexes: the same bytes on disk, none of the reading, checking, comparing and indexing. Limit: a quarter of
 * COPY's rows a second, under 512 MB. Run: node server/bench/import.ts [activities]
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { client, connect, type Sql } from '../src/database/connect.ts';
import { openEmbedded } from '../src/database/embedded.ts';
import { newId } from '../src/database/ids.ts';
import { openDatabase } from '../src/database/open.ts';
import { readConfig } from '../src/config.ts';
import { importService } from '../src/features/imports/imports.service.ts';
import { writeLargeBundle } from './large-bundle.ts';

const activities = Number(process.argv[2] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
const dataDir = join(folder, 'data');

try {
  const bundle = join(folder, 'bundle');
  await writeLargeBundle(bundle, activities);
  // Migrates; what follows needs the owner's login too, which only the embedded database hands out.
  await (await openDatabase(readConfig({ PLUMBLINE_DATA_DIR: dataDir }), 'command')).close();
  const embedded = await openEmbedded(dataDir, 'command');
  const database = connect(embedded.servingUrl);
  const owner = client(embedded.ownerUrl, { max: 1 });
  try {
    const imports = importService({ database, enqueueEvaluation: async () => undefined });
    const actor = { organizationId: newId(), personId: null };
    const bring = (isNew: boolean) =>
      imports.run({
        actor,
        path: bundle,
        fileName: 'bundle',
        origin: 'command',
        newOrganization: isNew ? { name: 'Bench', timeZone: null, isSample: false, policyFrom: null } : null,
        at: new Date(),
      });
    const first = await timed(() => bring(true));
    const memory = process.resourceUsage().maxRSS / 1024;
    const again = await timed(() => bring(false));
    const copyFile = join(folder, 'rows.copy');
    await writeRows(owner, copyFile);
    // The better of two, so that the limit is not flattered by a cold start.
    const copy = Math.min(await copySeconds(owner, copyFile), await copySeconds(owner, copyFile));

    const imported = first.result.rows / first.seconds;
    const copied = activities / copy;
    console.table({
      'plain COPY': { seconds: round(copy), 'rows/s': Math.round(copied), 'of COPY': 1 },
      import: {
        seconds: round(first.seconds),
        'rows/s': Math.round(imported),
        'of COPY': round(imported / copied),
      },
      'the same again': {
        seconds: round(again.seconds),
        'rows/s': Math.round(again.result.rows / again.seconds),
        'of COPY': round(again.result.rows / again.seconds / copied),
      },
    });
    console.log(
      `${first.result.inserted} rows inserted, ${again.result.unchanged} unchanged the second time`,
    );
    console.log(`limit 0.25 of COPY: ${imported / copied >= 0.25 ? 'met' : 'MISSED'}`);
    console.log(
      `memory of the process ${Math.round(memory)} MB, limit 512 MB: ${memory < 512 ? 'met' : 'MISSED'}`,
    );
  } finally {
    await owner.end();
    await database.close();
    await embedded.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

/** The imported rows as COPY reads them. */
async function writeRows(sql: Sql, path: string): Promise<void> {
  const columns = await sql<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = 'activities'::regclass and attnum > 0 order by attnum`;
  const line = columns.map(({ name }) => `coalesce(${name}::text, '\\N')`).join(` || E'\\t' || `);
  const file = createWriteStream(path);
  for await (const rows of sql
    .unsafe<{ line: string }[]>(`select ${line} as line from activities`)
    .cursor(10_000)) {
    if (!file.write(rows.map((row) => `${row.line}\n`).join(''))) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

async function copySeconds(sql: Sql, path: string): Promise<number> {
  await sql`create table copied (like activities)`;
  try {
    const { seconds } = await timed(async () => {
      const copy = await sql`copy copied from stdin`.writable();
      for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
        if (!copy.write(chunk)) await once(copy, 'drain');
      }
      copy.end();
      await finished(copy, { readable: false });
    });
    return seconds;
  } finally {
    await sql`drop table copied`;
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
