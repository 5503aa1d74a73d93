import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCodes } from '@plumbline/shared/domain/error-codes.ts';
import {
  ImportProblemPage,
  ImportRun,
  ImportRunPage,
  StartedImport,
} from '@plumbline/shared/contracts/imports.ts';
import fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../database/ids.ts';
import { RequestError } from '../../errors.ts';
import { importRoutes } from './imports.routes.ts';
import { importService } from './imports.service.ts';
import {
  formOf,
  smallBundle,
  smallBundleRows,
  type TestBundle,
  writeBundleFolder,
  zipOf,
} from './testing/bundle.ts';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';

const uploadLimit = 200_000;
const organizationId = newId();
let server: TestDatabase;
let app: FastifyInstance;
let uploadFolder: string;
let evaluations = 0;

beforeAll(async () => {
  server = await openTestDatabase();
  uploadFolder = await mkdtemp(join(tmpdir(), 'plumbline-uploads-'));
  const folder = await writeBundleFolder({ people: smallBundle.people });
  await importService({ database: server.database, enqueueEvaluation: async () => undefined }).run({
    actor: { organizationId, personId: null },
    path: folder.path,
    fileName: 'people',
    origin: 'command',
    newOrganization: { name: 'Test', timeZone: null, isSample: false, policyFrom: null },
    at: new Date(),
  });
  await folder.remove();
  const [admin] = await server.database.read(
    { organizationId, personId: null },
    (sql) => sql<{ id: string }[]>`select id from people where external_id = 'E1'`,
  );
  if (admin === undefined) throw new Error('the admin was imported');

  app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) =>
    error instanceof RequestError
      ? reply.code(errorCodes[error.code].status).send({
          type: 'x',
          title: errorCodes[error.code].title,
          status: errorCodes[error.code].status,
          code: error.code,
          requestId: '1',
        })
      : reply.send(error),
  );
  // Stands in for the session: who is signed in is no concern of these routes.
  app.decorateRequest('viewer');
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { viewer: { organizationId, personId: admin.id } });
  });
  await app.register(
    importRoutes({
      database: server.database,
      enqueueEvaluation: async () => {
        evaluations++;
      },
      uploadFolder,
      uploadLimitBytes: uploadLimit,
      now: () => new Date(),
    }),
    { prefix: '/api/v1' },
  );
  await app.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);

afterAll(async () => {
  await app.close();
  await server.close();
  await rm(uploadFolder, { recursive: true, force: true });
});

const url = (path: string) => `http://127.0.0.1:${port()}/api/v1${path}`;

function port(): number {
  const [address] = app.addresses();
  if (typeof address !== 'object') throw new Error('not listening');
  return address.port;
}

const upload = (zip: Uint8Array) => fetch(url('/imports'), { method: 'POST', body: formOf(zip) });

async function settled(bundle: TestBundle): Promise<ImportRun> {
  const { id } = StartedImport.parse(await (await upload(await zipOf(bundle))).json());
  for (;;) {
    const run = ImportRun.parse(await (await fetch(url(`/imports/${id}`))).json());
    if (run.finishedAt !== null) return run;
    await sleep(20);
  }
}

/** The upload's file goes when its import has ended, which is a moment after its run says so. */
async function uploads(): Promise<string[]> {
  for (let time = 0; time < 50 && (await readdir(uploadFolder)).length > 0; time++) await sleep(20);
  return readdir(uploadFolder);
}

test('an upload is answered at once and imported', async () => {
  const response = await upload(await zipOf(smallBundle));
  expect(response.status).toBe(202);
  const before = evaluations;
  const run = await settled(smallBundle);
  expect(run).toMatchObject({
    status: 'succeeded',
    stage: 'finished',
    fileName: 'records.zip',
    origin: 'page',
    unchanged: smallBundleRows,
  });
  expect(run.startedBy?.name).toBe('Eva Exec');
  expect(run.files.find(({ name }) => name === 'people.csv')?.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(evaluations).toBeGreaterThan(before);
  expect(await uploads()).toEqual([]);
});

test('runs are listed newest first, a page at a time', async () => {
  const latest = await settled({ holidays: smallBundle.holidays });
  const first = ImportRunPage.parse(await (await fetch(url('/imports?limit=1'))).json());
  expect(first.rows.map(({ id }) => id)).toEqual([latest.id]);
  const second = ImportRunPage.parse(
    await (await fetch(url(`/imports?limit=1&cursor=${first.nextCursor}`))).json(),
  );
  expect(second.rows).toHaveLength(1);
  expect(second.rows[0]?.id).not.toBe(latest.id);
  expect((await fetch(url('/imports?cursor=nonsense'))).status).toBe(400);
});

describe('problems', () => {
  test('are paged, and downloaded as CSV that no spreadsheet runs', async () => {
    const run = await settled({ holidays: 'date,name\n=1+1,Easter\nsoon,"a ""b"""\n' });
    expect(run).toMatchObject({ status: 'rejected', problemCount: 2, inserted: 0 });
    const page = ImportProblemPage.parse(
      await (await fetch(url(`/imports/${run.id}/problems?limit=1`))).json(),
    );
    expect(page.rows).toEqual([
      {
        position: 1,
        severity: 'error',
        file: 'holidays.csv',
        line: 2,
        column: 'date',
        value: '=1+1',
        expected: 'a date on the calendar from 1970 to 2099, YYYY-MM-DD',
      },
    ]);
    const next = ImportProblemPage.parse(
      await (await fetch(url(`/imports/${run.id}/problems?limit=1&cursor=${page.nextCursor}`))).json(),
    );
    expect(next.rows.map(({ value }) => value)).toEqual(['soon']);
    expect(next.nextCursor).toBeNull();

    const csv = await fetch(url(`/imports/${run.id}/problems.csv`));
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(await csv.text()).toContain(
      `error,holidays.csv,2,date,'=1+1,"a date on the calendar from 1970 to 2099, YYYY-MM-DD"`,
    );
  });

  test('of a zip that is none, and of a bomb', async () => {
    for (const zip of [Buffer.from('no zip at all'), await zipOf({ people: 'a'.repeat(1_000_000) })]) {
      const { id } = StartedImport.parse(await (await upload(zip)).json());
      let run: ImportRun;
      do run = ImportRun.parse(await (await fetch(url(`/imports/${id}`))).json());
      while (run.finishedAt === null);
      expect(run).toMatchObject({ status: 'rejected', problemCount: 1 });
    }
    expect(await uploads()).toEqual([]);
  });
});

test('an import can be watched to its end, and again afterwards', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `W${at},2026-02-02T10:00:00Z,R1,call`);
  const { id } = StartedImport.parse(
    await (
      await upload(await zipOf({ activities: `id,occurred_at,actor_id,kind\n${rows.join('\n')}\n` }))
    ).json(),
  );
  for (let time = 0; time < 2; time++) {
    const events = await (
      await fetch(url(`/imports/${id}/events`), { headers: { accept: 'text/event-stream' } })
    ).text();
    const runs = [...events.matchAll(/^data: (.*)$/gm)].map(([, data]) =>
      ImportRun.parse(JSON.parse(data ?? '')),
    );
    expect(events).toContain('event: progress');
    expect(runs.at(-1)).toMatchObject({
      id,
      status: 'succeeded',
      inserted: 20_000,
      rowsRead: 20_000,
      rowsTotal: 20_000,
    });
  }
});

test('unknown imports are not found', async () => {
  for (const path of ['', '/problems', '/problems.csv', '/events']) {
    expect((await fetch(url(`/imports/${newId()}${path}`))).status).toBe(404);
  }
});
