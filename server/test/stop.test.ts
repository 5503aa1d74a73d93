import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-stop-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const main = join(import.meta.dirname, '../src/main.ts');

/** The server as a process of its own, on a data directory of its own. */
function startServer(name: string, settings: Record<string, string>): ChildProcess {
  const { PATH } = process.env;
  return spawn(process.execPath, [main], {
    env: { PATH, PLUMBLINE_DATA_DIR: join(folder, name), LOG_LEVEL: 'silent', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const isRunning = (name: string) =>
  access(join(folder, name, 'postgres', 'postmaster.pid')).then(
    () => true,
    () => false,
  );

describe('the server process', () => {
  it('takes its database down on Ctrl-C, though it arrives more than once', async () => {
    const server = startServer('interrupted', { PORT: '0' });
    const { stdout } = server;
    if (stdout === null) throw new Error('started without an output');
    const [said] = await once(stdout, 'data');
    expect(String(said)).toMatch(/^Plumbline is at http:\/\/127\.0\.0\.1:\d+\n/);
    expect(await isRunning('interrupted')).toBe(true);

    const insisting = setInterval(() => server.kill('SIGINT'), 10);
    const ended = await once(server, 'exit');
    clearInterval(insisting);
    expect(ended).toEqual([0, null]);
    expect(await isRunning('interrupted')).toBe(false);
  });

  it('says in one line that its port is taken, and leaves no database behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';

    const server = startServer('taken', { PORT: port });
    if (server.stderr === null) throw new Error('started without an error output');
    const [said, [code]] = await Promise.all([text(server.stderr), once(server, 'exit')]);
    other.close();
    expect(said).toMatch(
      /^Plumbline cannot listen on 127\.0\.0\.1:\d+ \(.*EADDRINUSE.*\)\. Set HOST or PORT\.\n$/,
    );
    expect(code).toBe(1);
    expect(await isRunning('taken')).toBe(false);
  });
});
