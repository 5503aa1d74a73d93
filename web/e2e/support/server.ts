import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../../..');

export interface Installation {
  /** Where the page is. */
  url: string;
  /** The one-time link for the first administrator; null where there is an organisation already. */
  setUpLink: string | null;
  stop(): Promise<void>;
}

/** A folder for an installation's data, away from anybody's own. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-e2e-'));
  // Run as root, the embedded PostgreSQL works as another user, who has to get through.
  chmodSync(folder, 0o755);
  return folder;
}

/** Runs `plumbline ...` on the installation's data and answers with what it printed. */
export function plumbline(dataDir: string, args: readonly string[], input = ''): string {
  return execFileSync(process.execPath, [join(root, 'server/src/cli.ts'), ...args], {
    input,
    encoding: 'utf8',
    env: environment(dataDir),
  });
}

/** A port that nobody listens on: mails name it before the server listens there. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return String(typeof address === 'object' ? address?.port : address);
}

/** Runs a script of this folder on the installation's data. */
export function run(dataDir: string, script: string): void {
  execFileSync(process.execPath, [join(import.meta.dirname, script)], {
    env: environment(dataDir),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Builds the page, so that what is tested is what is written. */
export function buildPage(): void {
  const vite = join(root, 'web/node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: join(root, 'web'),
    stdio: 'inherit',
  });
}

/**
 * Starts the real server on a free port; `stop` also removes the data.
 * @param settings of its environment, beside those that keep it to this test
 */
export async function startServer(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<Installation> {
  const server = spawn(process.execPath, [join(root, 'server/src/main.ts')], {
    env: { ...environment(dataDir), ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, setUpLink } = await saidAtStart(server);
  return {
    url,
    setUpLink,
    async stop() {
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function environment(dataDir: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PLUMBLINE_DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    PUBLIC_URL: '',
  };
}

/** Reads "Plumbline is at …" and, when it follows, the set-up link. */
async function saidAtStart(server: ChildProcess): Promise<Pick<Installation, 'url' | 'setUpLink'>> {
  if (!server.stdout) throw new Error('the server has no standard output to read');
  let url: string | null = null;
  for await (const line of createInterface({ input: server.stdout })) {
    const link = /https?:\S+/.exec(line)?.[0];
    if (line.startsWith('Plumbline is at') && link) {
      url = link.replace(/\/$/, '');
      if (!(await isEmpty(url))) return { url, setUpLink: null };
    } else if (url && link?.includes('/setup#')) {
      return { url, setUpLink: link };
    }
  }
  throw new Error('the server stopped before it said where it is');
}

async function isEmpty(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/welcome`);
  const welcome: unknown = await response.json();
  return typeof welcome === 'object' && welcome !== null && 'empty' in welcome && welcome.empty === true;
}
