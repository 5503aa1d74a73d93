import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { openDatabase } from './open.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-embedded-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const config = (dataDir: string) => readConfig({ PLUMBLINE_DATA_DIR: dataDir });

/** A process of its own that opens the database as a server and keeps it. */
async function holder(dataDir: string): Promise<ChildProcess> {
  const program = `
    const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'open.ts'))});
    const { readConfig } = await import(${JSON.stringify(join(import.meta.dirname, '../config.ts'))});
    const open = await openDatabase(readConfig({ PLUMBLINE_DATA_DIR: ${JSON.stringify(dataDir)} }), 'server');
    process.stdout.write('open');
    process.on('SIGTERM', () => open.close().then(() => process.exit(0)));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function postmaster(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

describe('the embedded database', () => {
  it('is joined again after its server was killed, with everything that was committed', async () => {
    const dataDir = join(folder, 'killed');
    const server = await holder(dataDir);
    const before = await postmaster(dataDir);
    server.kill('SIGKILL');
    await once(server, 'exit');

    const again = await openDatabase(config(dataDir), 'server');
    expect(await postmaster(dataDir)).toBe(before);
    expect(await again.database.unscoped`select id from organizations`).toEqual([]);
    await again.close();
    await expect(postmaster(dataDir)).rejects.toThrow('ENOENT');
  });

  it('says which process holds the data directory when a second server starts on it', async () => {
    const dataDir = join(folder, 'shared');
    const server = await holder(dataDir);
    await expect(openDatabase(config(dataDir), 'server')).rejects.toThrow(
      `is in use by another plumbline server, process ${server.pid}`,
    );

    // A command may join, and leaves it running.
    const command = await openDatabase(config(dataDir), 'command');
    await command.close();
    expect(await postmaster(dataDir)).toBeGreaterThan(0);

    server.kill('SIGTERM');
    await once(server, 'exit');
    await expect(postmaster(dataDir)).rejects.toThrow('ENOENT');
  });

  it('runs under a folder that other accounts cannot enter, and keeps its secrets to its owner', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const dataDir = join(closed, 'data');
    const open = await openDatabase(config(dataDir), 'command');
    expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
    await open.close();
  });

  it('says in one line that the data directory cannot be written', async () => {
    const blocked = join(folder, 'blocked');
    await mkdir(blocked);
    await chmod(blocked, 0o500);
    // Root may write anywhere but below a file.
    const dataDir = process.getuid?.() === 0 ? '/dev/null/data' : join(blocked, 'data');
    await expect(openDatabase(config(dataDir), 'command')).rejects.toThrow(
      /^The data directory .* cannot be written .*Set PLUMBLINE_DATA_DIR/,
    );
  });
});
