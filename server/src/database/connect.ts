import { once } from 'node:events';
import { connect as openSocket, Socket } from 'node:net';
import postgres from 'postgres';
import { z } from 'zod';
import { hold } from './hold.ts';
import { newId } from './ids.ts';

/** Runs SQL: a postgres.js tag bound to one connection. Rows come with camelCase names. */
export type Sql = postgres.Sql<{ int8: number; numeric: number; date: string }>;

/** For whom a transaction runs. `personId` null: the system itself (import, evaluation, jobs). */
export interface Actor {
  organizationId: string;
  personId: string | null;
  /** Verified as the transaction opens, in the same round trip. */
  sessionId?: string;
}

export interface AuditEntry {
  /** What was done, as `subject.verb`: `item.submitted`. */
  action: string;
  subjectType: string;
  subjectId?: string | null;
  details?: Record<string, unknown>;
  /**
   * Whom the change is about, by person id: the open pages of those who see them are told once it has landed
   * (features/live). Without it nobody is.
   */
  concerns?: readonly string[] | 'everybody';
}

/** What the database tells after a transaction has landed: that something of this kind changed, and about whom. */
export interface Change {
  organizationId: string;
  subjectType: string;
  concerns: readonly string[] | 'everybody';
}

/** An open transaction: everything in it lands together or not at all. */
export interface Tx {
  readonly sql: Sql;
  readonly actor: Actor;
  /** Adds the audit entry of a change to the transaction that makes it. */
  audit(entry: AuditEntry): Promise<void>;
  /** Says that something changed which is nobody's act, and so has no entry: a notice. */
  hint(change: Omit<Change, 'organizationId'>): Promise<void>;
}

export interface Database {
  /** The one way to write: opens for the actor's organisation, runs the work, commits; any error undoes all of it. */
  transaction<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reads for the actor. Statements travel with `begin` and `commit`, so that one query costs one round trip. */
  read<T>(actor: Actor, work: (sql: Sql) => Promise<T>): Promise<T>;
  /**
   * Outside any organisation: only `organizations`, `sign_ins` and health checks are to be had here, since
   * row-level security shows nothing else.
   */
  readonly unscoped: Sql;
  /**
   * Hears of every change that lands, by whichever server: on a connection of its own (LISTEN), which comes back when it is
   * lost.
   * @param onGap called whenever the line stands anew: what changed before was not heard
   * @returns stops hearing
   */
  hearChanges(onChange: (change: Change) => void, onGap: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The session was revoked, ran out, or its person has left. */
export class SessionEnded extends Error {
  override name = 'SessionEnded';
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `SET LOCAL` takes no parameters, so the ids are put in as text: only after they were seen to be UUIDs. */
function quoted(id: string): string {
  if (!uuid.test(id)) throw new TypeError(`not a UUID in lower case: ${id.slice(0, 50)}`);
  return `'${id}'`;
}

function opening(actor: Actor, begin: string): string {
  return [
    begin,
    `set local app.organization_id = ${quoted(actor.organizationId)}`,
    actor.sessionId === undefined ? null : `select assert_session(${quoted(actor.sessionId)})`,
  ]
    .filter((statement) => statement !== null)
    .join('; ');
}

function translated(error: unknown): unknown {
  return error instanceof postgres.PostgresError && error.code === 'PL401'
    ? new SessionEnded('the session has ended', { cause: error })
    : error;
}

/** Starts some work; what it throws at once is its failure too. */
function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Whether this is a statement itself, behind which nothing follows. */
const isStatement = (asked: Promise<unknown>): asked is postgres.PendingQuery<postgres.Row[]> =>
  'execute' in asked;

const changesChannel = 'plumbline_changes';

/** A notification holds 8,000 bytes; a change that is about more people than this is told to everybody. */
const mostNamed = 150;

const told = ({ concerns, ...change }: Change): string =>
  JSON.stringify({ ...change, concerns: concerns.length > mostNamed ? 'everybody' : concerns });

const Told = z.object({
  organizationId: z.string(),
  subjectType: z.string(),
  concerns: z.union([z.array(z.string()), z.literal('everybody')]),
});

export interface ConnectOptions {
  /** Connections at most. */
  max?: number;
  applicationName?: string;
}

/**
 * postgres.js with the types that this project speaks: dates stay `YYYY-MM-DD`, bigint and numeric become numbers
 * (counts, and amounts below 2^53 cents), column names turn to camelCase; JSON is left as it is.
 */
export function client(url: string, options: ConnectOptions = {}): Sql {
  const settings = {
    max: options.max ?? 10,
    connection: { application_name: options.applicationName ?? 'plumbline', TimeZone: 'UTC' },
    connect_timeout: connectTimeout / 1000,
    // Seconds until the next attempt at a database that is away: whoever asks meanwhile is told, not kept waiting.
    backoff: () => 0.1,
    onnotice: () => undefined,
    transform: { undefined: null, column: { from: postgres.toCamel, to: postgres.fromCamel } },
    types: {
      int8: { to: 20, from: [20], serialize: String, parse: Number },
      numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
      date: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
    },
    socket: promptSocket,
  };
  return postgres(url, settings);
}

/** How long a connection may take to come about, in milliseconds. */
const connectTimeout = 10_000;

/**
 * Sends at once. After a COPY the driver sends two small packets that nobody answers; with Nagle's algorithm each would
 * wait 40 ms for the acknowledgement of the one before. (An option of postgres.js that its types leave out.)
 *
 * The driver takes what it is given for connected, and begins to write. A socket that fails before that write would
 * leave the driver's connection unable to write ever again: so a failure is handed over as a socket that fails just
 * after it.
 */
async function promptSocket({
  host,
  port,
  path,
}: {
  host: string[];
  port: number[];
  path?: string | false;
}): Promise<Socket> {
  const socket = path
    ? openSocket(path)
    : openSocket({ host: host[0], port: port[0] ?? 5432, noDelay: true });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(connectTimeout) });
    return socket;
  } catch (error) {
    socket.destroy();
    const failing = new Socket();
    failing.cork();
    setImmediate(() =>
      setImmediate(() => failing.destroy(error instanceof Error ? error : new Error(String(error)))),
    );
    return failing;
  }
}

/**
 * Opens a pool for the serving role.
 *
 * `begin`, `SET LOCAL` and the first statement leave in one packet: the opening message is sent without being waited
 * for, and the server answers in order. Should it fail, the statements behind it fail too and nothing is written.
 */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const pool = client(url, options);

  return {
    unscoped: pool,

    async transaction(actor, work) {
      const held = await hold(pool);
      const { sql } = held;
      try {
        const opened = held.whileConnected(held.open(opening(actor, 'begin')));
        // The failure is reported below; until somebody awaits it, it must not count as unhandled.
        opened.catch(() => undefined);
        const tx: Tx = {
          sql,
          actor,
          async audit({ action, subjectType, subjectId = null, details = {}, concerns }) {
            const entry = sql`
              insert into audit_entries (organization_id, id, actor_id, action, subject_type, subject_id, details)
              values (${actor.organizationId}, ${newId()}, ${actor.personId}, ${action}, ${subjectType},
                ${subjectId}, ${JSON.stringify(details)}::text::jsonb)`;
            if (concerns === undefined) await entry;
            // The database itself holds the word back until the transaction has landed, and drops it if it does not.
            else
              await sql`
                with entry as (${entry})
                select pg_notify(${changesChannel}, ${told({ organizationId: actor.organizationId, subjectType, concerns })})`;
          },
          async hint(change) {
            await sql`select pg_notify(${changesChannel}, ${told({ organizationId: actor.organizationId, ...change })})`;
          },
        };
        let result: Awaited<ReturnType<typeof work>>;
        try {
          result = await held.whileConnected(work(tx));
          await opened;
        } catch (error) {
          // What the opening said comes first: the statements behind it only failed in its wake.
          const first = await opened.then(
            () => error,
            (cause: unknown) => cause,
          );
          if (!held.isLost) await held.whileConnected(sql.unsafe('rollback')).catch(() => undefined);
          throw translated(first);
        }
        await held.whileConnected(sql.unsafe('commit'));
        return result;
      } finally {
        held.release();
      }
    },

    async read(actor, work) {
      const held = await hold(pool);
      const { sql } = held;
      // A read has nothing to lose: the end is sent, and the answer does not wait for it.
      const end = () => {
        if (held.isLost) return;
        sql
          .unsafe('commit')
          .execute()
          .catch(() => undefined);
      };
      try {
        const opened = held.whileConnected(held.open(opening(actor, 'begin transaction read only')));
        opened.catch(() => undefined);
        // What it throws at once counts like a statement that fails: the transaction has to end either way.
        const asked = attempt(() => work(sql));
        // One statement alone is followed by the end in the same packet; several are waited for first.
        const alone = isStatement(asked) ? asked : null;
        if (alone !== null) {
          void alone.execute();
          end();
        }
        let outcome: PromiseSettledResult<Awaited<ReturnType<typeof work>>>;
        [outcome] = await Promise.allSettled([held.whileConnected(asked)]);
        const [open] = await Promise.allSettled([opened]);
        if (alone === null) end();
        if (open.status === 'rejected') throw translated(open.reason);
        if (outcome.status === 'rejected') throw translated(outcome.reason);
        return outcome.value;
      } finally {
        held.release();
      }
    },

    async hearChanges(onChange, onGap) {
      const line = await pool.listen(
        changesChannel,
        (payload) => onChange(Told.parse(JSON.parse(payload))),
        onGap,
      );
      return line.unlisten;
    },

    async close() {
      await pool.end({ timeout: 5 });
    },
  };
}
