/**
 * How many requests a second the two busiest pages answer, against a bare Fastify route that runs the equal statement by
 * postgres.js, as the same login and so under the same row-level security, and stringifies the rows: without session,
 * transaction, contract or abilities.
 * Limit: 60 % of the bare route's. Run: node server/bench/requests.ts [data directory with an organisation in it]
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import Fastify from 'fastify';
import postgres from 'postgres';
import { z } from 'zod';
import { buildApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { client, connect, type Database, type Sql } from '../src/database/connect.ts';
import { openEmbedded } from '../src/database/embedded.ts';
import { newId } from '../src/database/ids.ts';
import { openDatabase } from '../src/database/open.ts';
import { selectItems } from '../src/features/items/item-list.read-model.ts';
import { selectToday } from '../src/features/items/today.read-model.ts';
import type { Viewer } from '../src/policies/viewer.ts';
import { localStorage } from '../src/storage/local.ts';

const connections = 10;
const seconds = 4;
const rounds = 3;
const limit = 50;

const Pages = z.array(z.object({ name: z.string(), url: z.string(), bare: z.string(), cookie: z.string() }));

if (process.argv[2] === 'serve') await serve(process.argv[3] ?? '');
else await measure(process.argv[2]);

/** The load comes from this process, the answers from another. */
async function measure(givenDataDir: string | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const dataDir = givenDataDir ?? join(folder, 'data');
  const open = await openDatabase(readConfig({ PLUMBLINE_DATA_DIR: dataDir }), 'command');
  try {
    if (givenDataDir === undefined) fill(dataDir);
    const server = fork(import.meta.filename, ['serve', dataDir]);
    try {
      const [message] = await Promise.race([
        once(server, 'message'),
        once(server, 'exit').then(() => Promise.reject(new Error('the server under test did not start'))),
      ]);
      const table: Record<string, Record<string, number>> = {};
      for (const { name, url, bare, cookie } of Pages.parse(message)) {
        const results = { bare: [] as Figures[], page: [] as Figures[] };
        // In turn, so that neither has the quieter minute to itself; the first round of each only warms up.
        for (let round = 0; round <= rounds; round++) {
          const figures = { bare: await load(bare, ''), page: await load(url, cookie) };
          if (round === 0) continue;
          results.bare.push(figures.bare);
          results.page.push(figures.page);
        }
        const [ofBare, ofPage] = [middle(results.bare), middle(results.page)];
        table[name] = {
          'bare/s': Math.round(ofBare.perSecond),
          'requests/s': Math.round(ofPage.perSecond),
          ratio: Math.round((100 * ofPage.perSecond) / ofBare.perSecond) / 100,
          'p99 ms': ofPage.p99,
          'bare p99 ms': ofBare.p99,
        };
      }
      console.table(table);
      const missed = Object.entries(table).filter(([, { ratio = 0 }]) => ratio < 0.6);
      for (const [name] of missed) console.log(`${name}: under 60 % of the bare route`);
    } finally {
      server.disconnect();
      await once(server, 'exit');
    }
  } finally {
    await open.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The sample organisation, by the command that anybody has. */
function fill(dataDir: string): void {
  const command = [
    join(import.meta.dirname, '../src/cli.ts'),
    'sample',
    '--managers',
    '40',
    '--weeks',
    '26',
    '--seed',
    '7',
  ];
  execFileSync(process.execPath, command, {
    env: { ...process.env, PLUMBLINE_DATA_DIR: dataDir },
    stdio: 'inherit',
  });
}

interface Figures {
  perSecond: number;
  p99: number;
}

async function load(url: string, cookie: string): Promise<Figures> {
  const result = await autocannon({ url, connections, duration: seconds, headers: { cookie } });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

function middle(figures: readonly Figures[]): Figures {
  const sorted = figures.toSorted((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor(sorted.length / 2)] ?? { perSecond: 0, p99: 0 };
}

/** Both applications in a process of their own, until the other one lets go. */
async function serve(dataDir: string): Promise<void> {
  const embedded = await openEmbedded(dataDir, 'command');
  const database = connect(embedded.servingUrl);
  const owner = client(embedded.ownerUrl, { max: 1 });
  const { rep, manager, at } = await choose(database, owner);
  const app = await buildApp({
    config: {
      dataDir,
      publicUrl: null,
      metricsToken: null,
      logLevel: 'silent',
      uploadLimitBytes: 1,
      fileLimitBytes: 1,
    },
    database,
    storage: localStorage(dataDir),
    sessionSecret: embedded.secrets.session,
    setUpToken: null,
    loadSample: async () => undefined,
    enqueueEvaluation: async () => undefined,
    now: () => at,
  });
  const statements = await Promise.all([
    statementOf(embedded.servingUrl, rep.organizationId, (sql) =>
      selectItems(sql, rep, { scope: 'mine', state: 'open', limit }, at),
    ),
    statementOf(embedded.servingUrl, rep.organizationId, (sql) =>
      selectItems(sql, rep, { scope: 'mine', state: 'done', limit }, at),
    ),
    statementOf(embedded.servingUrl, rep.organizationId, (sql) => selectToday(sql, manager, { limit }, at)),
  ]);
  const pool = bareClient(embedded.servingUrl, rep.organizationId, { max: connections });
  const bare = Fastify();
  for (const [number, { text, parameters }] of statements.entries()) {
    bare.get(`/${number}`, async (_request, reply) => {
      const rows = await pool.unsafe(text, parameters, { prepare: true });
      return reply.type('application/json').send(JSON.stringify(rows));
    });
  }
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const bareUrl = await bare.listen({ port: 0, host: '127.0.0.1' });
  const pages: z.infer<typeof Pages> = [
    { name: 'GET /items, a rep’s open ones', path: '/api/v1/items', viewer: rep },
    { name: 'GET /items, a rep’s done ones', path: '/api/v1/items?state=done', viewer: rep },
    { name: 'GET /today, a manager’s', path: '/api/v1/today', viewer: manager },
  ].map(({ name, path, viewer: { sessionId, personId, organizationId, role, isAdmin } }, number) => ({
    name,
    url: `${url}${path}`,
    bare: `${bareUrl}/${number}`,
    cookie: `plumbline=${app.jwt.sign({ sid: sessionId, sub: personId, org: organizationId, role, admin: isAdmin })}`,
  }));
  process.send?.(pages);
  await once(process, 'disconnect');
  await Promise.all([app.close(), bare.close()]);
  await Promise.all([database.close(), owner.end(), pool.end()]);
}

/** The busiest rep and their manager, signed in, at the last moment on record. */
async function choose(database: Database, owner: Sql): Promise<{ rep: Viewer; manager: Viewer; at: Date }> {
  const [busiest] = await owner<{ organizationId: string; repId: string; managerId: string; at: Date }[]>`
    with present as (
      select organization_id, max(known_at) as at from item_events group by organization_id order by count(*) desc limit 1
    )
    select i.organization_id, i.rep_id, line.manager_id, present.at
    from present
    join items i on i.organization_id = present.organization_id
    join reporting_lines line on line.organization_id = i.organization_id and line.person_id = i.rep_id and line.during @> present.at::date
    group by i.organization_id, i.rep_id, line.manager_id, present.at
    order by count(*) filter (where i.state = 'open' and i.current_due_at > present.at) desc, i.rep_id
    limit 1`;
  if (busiest === undefined) throw new Error('there is no organisation with items in this data directory');
  const { organizationId, repId, managerId, at } = busiest;
  const signIn = async (personId: string, role: Viewer['role']): Promise<Viewer> => {
    const viewer = { organizationId, personId, sessionId: newId(), role, isAdmin: false };
    await database.transaction(
      { organizationId, personId: null },
      ({ sql }) => sql`
      insert into sessions (organization_id, id, person_id, expires_at)
      values (${organizationId}, ${viewer.sessionId}, ${personId}, now() + interval '1 hour')`,
    );
    return viewer;
  };
  return { rep: await signIn(repId, 'rep'), manager: await signIn(managerId, 'manager'), at };
}

interface Statement {
  text: string;
  parameters: postgres.ParameterOrJSON<never>[];
}

/** The organisation is set once, with the connection, for row-level security and the functions of the calendar. */
function bareClient(
  url: string,
  organizationId: string,
  options: { max: number; debug?: (statement: Statement) => void },
) {
  return postgres(url, {
    max: options.max,
    connection: { 'app.organization_id': organizationId, TimeZone: 'UTC' },
    debug: (_connection, text, parameters) => options.debug?.({ text, parameters }),
    types: {
      int8: { to: 20, from: [20], serialize: String, parse: Number },
      numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
      date: { to: 1082, from: [1082], serialize: String, parse: String },
    },
  });
}

/** The statement as postgres.js sends it. */
async function statementOf(
  url: string,
  organizationId: string,
  run: (sql: Sql) => PromiseLike<unknown>,
): Promise<Statement> {
  const sent: Statement[] = [];
  const sql = bareClient(url, organizationId, { max: 1, debug: (statement) => void sent.push(statement) });
  await run(sql);
  await sql.end();
  // Before it the driver reads the types of arrays.
  const statement = sent.at(-1);
  if (statement === undefined) throw new Error('nothing was sent');
  return statement;
}
