import { migrate } from '@plumbline/drizzle/migrate.ts';
import postgres from 'postgres';
import type { Config } from '../config.ts';
import { StartError } from '../errors.ts';
import { installQueues } from '../jobs/queues.ts';
import { client, connect, type Database, type Sql } from './connect.ts';
import { openEmbedded, type Secrets } from './embedded.ts';

export interface OpenDatabase {
  database: Database;
  /** The serving login's address, for the job queue's own connections. */
  servingUrl: string;
  /** Only with the embedded database, which keeps its secrets in the data directory. */
  secrets: Secrets | null;
  close(): Promise<void>;
}

/** Any number; one server at a time holds it on an embedded database. */
const serverLock = 7_205_760;

/**
 * Opens the database that the settings name, migrated and safe to serve from. Both the server and the commands come
 * through here.
 *
 * @param use what for: one `server` at a time may use an embedded data directory, beside any number of commands
 * @throws StartError in one readable line, or with the statements that a database administrator has to run
 */
export async function openDatabase(config: Config, use: 'server' | 'command'): Promise<OpenDatabase> {
  if (config.databaseUrl !== null && config.databaseOwnerUrl !== null) {
    const { databaseUrl, databaseOwnerUrl } = config;
    await prepare(databaseOwnerUrl, databaseUrl);
    const database = connect(databaseUrl);
    return { database, servingUrl: databaseUrl, secrets: null, close: () => database.close() };
  }
  const embedded = await openEmbedded(config.dataDir, use);
  const lock = use === 'server' ? await holdDirectory(embedded.servingUrl, config.dataDir) : null;
  await prepare(embedded.ownerUrl, embedded.servingUrl);
  const database = connect(embedded.servingUrl);
  return {
    database,
    servingUrl: embedded.servingUrl,
    secrets: embedded.secrets,
    async close() {
      await database.close();
      await lock?.end({ timeout: 1 });
      await embedded.stop();
    },
  };
}

/**
 * Marks the data directory as in use. A lock of the database's own goes when its holder dies, however it dies, which
 * no lock file does.
 */
async function holdDirectory(servingUrl: string, dataDir: string): Promise<Sql> {
  const holder = client(servingUrl, { max: 1, applicationName: `plumbline server, process ${process.pid}` });
  const [row] = await holder<{ held: boolean }[]>`select pg_try_advisory_lock(${serverLock}) as held`;
  if (row?.held) return holder;
  const [other] = await holder<{ applicationName: string }[]>`
    select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.granted and l.objid = ${serverLock}`;
  await holder.end({ timeout: 1 });
  throw new StartError(
    `${dataDir} is in use by another ${other?.applicationName ?? 'plumbline server'}. Stop that one, or set PLUMBLINE_DATA_DIR to another folder.`,
  );
}

async function prepare(ownerUrl: string, servingUrl: string): Promise<void> {
  const servingRole = decodeURIComponent(new URL(servingUrl).username);
  const ownerRole = decodeURIComponent(new URL(ownerUrl).username);
  try {
    await migrate(ownerUrl, servingRole);
    await installQueues(ownerUrl);
    await grantQueues(ownerUrl, servingRole);
  } catch (cause) {
    throw startError(cause, ownerRole, servingRole, new URL(ownerUrl).pathname.slice(1));
  }
  await assertServingRole(servingUrl, ownerRole);
}

/** Says what a database administrator has to run, where a login or a right is missing. */
function startError(cause: unknown, ownerRole: string, servingRole: string, database: string): unknown {
  const code =
    cause instanceof postgres.PostgresError
      ? cause.code
      : ((cause as { cause?: { code?: string } }).cause?.code ?? '');
  const missing = ['28P01', '28000', '3D000', '42501', '42704'];
  if (!missing.includes(code)) return cause;
  return new StartError(
    `The database is not ready for Plumbline (${cause instanceof Error ? cause.message : code}). Have its administrator run:
  create role ${ownerRole} login password '…';
  create role ${servingRole} login nosuperuser nobypassrls password '…';
  create database ${database} owner ${ownerRole};
  -- in that database:
  create extension if not exists btree_gist;
  grant create on schema public to ${ownerRole};`,
    { cause },
  );
}

export async function grantQueues(ownerUrl: string, servingRole: string): Promise<void> {
  const sql = client(ownerUrl, { max: 1 });
  try {
    const role = sql(servingRole);
    await sql`grant usage on schema pgboss to ${role}`;
    await sql`grant select, insert, update, delete on all tables in schema pgboss to ${role}`;
    await sql`grant usage on all sequences in schema pgboss to ${role}`;
    await sql`grant execute on all functions in schema pgboss to ${role}`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Refuses to serve from a login that row-level security or the append-only grants would not hold. */
async function assertServingRole(servingUrl: string, ownerRole: string): Promise<void> {
  const sql = client(servingUrl, { max: 1 });
  try {
    const [role] = await sql<
      { name: string; rolsuper: boolean; rolbypassrls: boolean; owns: boolean; updatesFacts: boolean }[]
    >`
      select current_user::text as name, r.rolsuper, r.rolbypassrls,
        exists (
          select from pg_class c where c.relnamespace = 'public'::regnamespace
            and pg_has_role(current_user, c.relowner, 'usage')
        ) as owns,
        has_table_privilege('item_events', 'update') or has_table_privilege('item_events', 'delete') as updates_facts
      from pg_roles r where r.rolname = current_user`;
    const wrong = [
      role?.rolsuper && 'is a superuser',
      role?.rolbypassrls && 'may bypass row-level security',
      role?.owns && 'owns tables',
      role?.updatesFacts && 'may change facts',
    ].filter((reason) => typeof reason === 'string');
    if (wrong.length > 0) {
      throw new StartError(
        `The login of DATABASE_URL (${role?.name}) ${wrong.join(' and ')}. Use one that owns nothing; ${ownerRole} owns the tables (docs/operating.md, "Two logins").`,
      );
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
}
