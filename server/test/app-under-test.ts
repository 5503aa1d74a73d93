import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect as connectSocket, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type AppDeps, buildApp } from '../src/app.ts';
import { localStorage } from '../src/storage/local.ts';
import { client, connect, type Database, type Sql } from '../src/database/connect.ts';
import { openTestDatabase } from './database.ts';

/** What the one-time link of the application under test carries. */
export const setUpToken = 'the token of the one-time link';

export interface AppUnderTest {
  app: FastifyInstance;
  database: Database;
  /** What it is built from. */
  usual: AppDeps;
  /** The same on the same database with other settings; the test closes it. */
  another(changes: Partial<AppDeps>): Promise<FastifyInstance>;
  /** Set it to move the time. */
  clock: { now: Date };
  /** A connection of the role that owns the tables: for what no part of the product may do. */
  asOwner<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** What a command needs to work on the same database. */
  environment: NodeJS.ProcessEnv;
  /** Cuts the application off from its database, or lets it through again. */
  network: { url: string; cut(): Promise<void>; restore(): Promise<void> };
  close(): Promise<void>;
}

/**
 * The application on a database of its own, reached through a line that can be cut. Answers are checked by their whole
 * contracts.
 */
export async function appUnderTest(changes: Partial<AppDeps> = {}): Promise<AppUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-app-'));
  const own = await openTestDatabase();
  const line = await lineTo(own.servingUrl);
  const database = connect(line.url);
  const clock = { now: new Date('2026-02-12T10:00:00Z') };
  const usual: AppDeps = {
    config: {
      dataDir: folder,
      publicUrl: null,
      metricsToken: null,
      logLevel: 'silent',
      uploadLimitBytes: 1024 ** 2,
      fileLimitBytes: 1024 ** 2,
    },
    database,
    storage: localStorage(join(folder, 'files')),
    sessionSecret: 'only for tests, and long enough for them',
    setUpToken,
    loadSample: async () => undefined,
    enqueueEvaluation: async () => undefined,
    now: () => clock.now,
    checkAnswers: true,
    longestStall: 0,
    attempts: { perAddress: 1000, perAccount: 1000 },
    webFolder: join(folder, 'no page'),
  };
  const app = await buildApp({ ...usual, ...changes });
  await app.ready();
  return {
    app,
    usual,
    async another(others) {
      const second = await buildApp({ ...usual, ...others });
      await second.ready();
      return second;
    },
    database,
    clock,
    network: line,
    async asOwner(work) {
      const sql = client(own.ownerUrl, { max: 1 });
      try {
        return await work(sql);
      } finally {
        await sql.end();
      }
    },
    environment: own.environment,
    async close() {
      await app.close();
      await database.close();
      await line.cut();
      await own.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A relay to the database: cut, it refuses as a database does that is gone. */
async function lineTo(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const through = connectSocket(Number(target.port), target.hostname);
    for (const end of [socket, through]) {
      sockets.add(end);
      end.setNoDelay(true);
      end.on('error', () => undefined);
      end.on('close', () => sockets.delete(end));
    }
    socket.pipe(through).pipe(socket);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const { port } = address;
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    async cut() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    restore: () => listen(port),
  };
}
