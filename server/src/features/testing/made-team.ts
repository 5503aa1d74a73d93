import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@plumbline/shared/contracts/common.ts';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import { openTestDatabase } from '../../../test/database.ts';
import { buildApp } from '../../app.ts';
import type { Sql } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { localStorage } from '../../storage/local.ts';

/** Who there is, and whom they report to. */
const people = {
  eva: { role: 'executive', manager: null },
  mia: { role: 'manager', manager: 'eva' },
  max: { role: 'manager', manager: 'eva' },
  ana: { role: 'rep', manager: 'mia' },
  ben: { role: 'rep', manager: 'mia' },
  cyn: { role: 'rep', manager: 'max' },
} as const satisfies Record<string, { role: Role; manager: string | null }>;

export type Who = keyof typeof people;

/** What a request was answered with. A body's kind is named by the test that looks into it; checked by the app itself. */
export interface Answer<Body> {
  status: number;
  body: Body;
}

/**
 * The application on a database of its own, with a clock that a test sets, an organisation in UTC of one executive, two
 * managers and three reps, and another organisation beside it. Answers are checked against their contracts.
 */
export async function madeTeam(startsAt = '2026-02-12T10:00:00Z') {
  const { database, close } = await openTestDatabase();
  const clock = { now: new Date(startsAt) };
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-team-'));
  const storage = localStorage(join(folder, 'files'));
  const app = await buildApp({
    config: {
      dataDir: folder,
      publicUrl: null,
      metricsToken: null,
      logLevel: 'silent',
      uploadLimitBytes: 1024 ** 2,
      fileLimitBytes: 1024 ** 2,
    },
    database,
    storage,
    sessionSecret: 'only for tests, and long enough for them',
    setUpToken: null,
    loadSample: async () => undefined,
    enqueueEvaluation: async () => undefined,
    now: () => clock.now,
    checkAnswers: true,
    longestStall: 0,
  });
  await app.ready();
  const home = await makeOrganization('home');
  const elsewhere = await makeOrganization('elsewhere');

  async function makeOrganization(name: string, { policy = true } = {}) {
    const organizationId = newId();
    const ids = new Map<Who, string>();
    const viewers = new Map<Who, Viewer>();
    const write = <T>(work: (sql: Sql) => Promise<T>) =>
      database.transaction({ organizationId, personId: null }, ({ sql }) => work(sql));
    const idOf = (who: Who) => ids.get(who) ?? '';
    const callReport = newId();
    await write(async (sql) => {
      await sql`insert into organizations (id, name, time_zone) values (${organizationId}, ${name}, 'UTC')`;
      if (policy) {
        await sql`
          insert into policies (organization_id, version, in_force_from, norms)
          values (${organizationId}, 1, '2025-01-06', ${JSON.stringify(defaultNorms)}::text::jsonb)`;
      }
      await sql`insert into paperwork_types (organization_id, id, code, name) values (${organizationId}, ${callReport}, 'call_report', 'Call report')`;
      for (const [who, { role, manager }] of Object.entries(people) as [
        Who,
        { role: Role; manager: Who | null },
      ][]) {
        const viewer = { organizationId, personId: newId(), sessionId: newId(), role, isAdmin: false };
        ids.set(who, viewer.personId);
        viewers.set(who, viewer);
        await sql`
          insert into people (organization_id, id, name, email, role, time_zone)
          values (${organizationId}, ${viewer.personId}, ${who}, ${`${who}@${name}.example.com`}, ${role}, 'UTC')`;
        await sql`
          insert into sessions (organization_id, id, person_id, expires_at)
          values (${organizationId}, ${viewer.sessionId}, ${viewer.personId}, now() + interval '1 hour')`;
        if (manager === null) continue;
        await sql`
          insert into reporting_lines (organization_id, id, person_id, manager_id, during)
          values (${organizationId}, ${newId()}, ${viewer.personId}, ${idOf(manager)}, '[2025-01-01,)')`;
      }
    });

    function as(who: Who) {
      const viewer = viewers.get(who);
      if (viewer === undefined) throw new Error(`nobody is called ${who}`);
      const { sessionId: sid, personId: sub, organizationId: org, role, isAdmin: admin } = viewer;
      const cookies = { plumbline: app.jwt.sign({ sid, sub, org, role, admin }) };
      async function send<Body>(request: {
        method: 'GET' | 'POST' | 'PUT' | 'DELETE';
        url: string;
        payload?: object;
        headers?: Record<string, string>;
      }): Promise<Answer<Body>> {
        const response = await app.inject({ ...request, url: `/api/v1${request.url}`, cookies });
        return { status: response.statusCode, body: JSON.parse(response.body || 'null') };
      }
      return {
        /** For a request that does not come through here. */
        cookie: `plumbline=${cookies.plumbline}`,
        /** Sends a file as a form does. */
        upload: async <Body = Problem>(
          url: string,
          name: string,
          bytes: Uint8Array,
        ): Promise<Answer<Body>> => {
          const payload = new FormData();
          payload.set('file', new File([new Uint8Array(bytes)], name));
          const response = await app.inject({ method: 'POST', url: `/api/v1${url}`, cookies, payload });
          return { status: response.statusCode, body: response.json<Body>() };
        },
        download: async (url: string) => {
          const { statusCode, headers, rawPayload } = await app.inject({ url: `/api/v1${url}`, cookies });
          return { status: statusCode, headers, bytes: rawPayload };
        },
        get: <Body = Problem>(url: string) => send<Body>({ method: 'GET', url }),
        post: <Body = Problem>(url: string, payload: object = {}, headers: Record<string, string> = {}) =>
          send<Body>({ method: 'POST', url, payload, headers }),
        put: <Body = Problem>(url: string, payload: object = {}, headers: Record<string, string> = {}) =>
          send<Body>({ method: 'PUT', url, payload, headers }),
        delete: <Body = Problem>(url: string) => send<Body>({ method: 'DELETE', url }),
      };
    }

    return {
      organizationId,
      idOf,
      sessionOf: (who: Who) => viewers.get(who)?.sessionId ?? '',
      write,
      as,

      /** Makes somebody an administrator too, from their next request on. */
      async makeAdmin(who: Who): Promise<void> {
        const viewer = viewers.get(who);
        if (viewer) viewer.isAdmin = true;
        await write(
          (sql) => sql`
            update people set is_admin = true where organization_id = ${organizationId} and id = ${idOf(who)}`,
        );
      },

      /** Paperwork that somebody owes; all times ISO 8601. */
      async paperwork(rep: Who, dueAt: string, title = 'Call report'): Promise<string> {
        const id = newId();
        await write(
          (sql) => sql`
            insert into items (organization_id, id, kind, rep_id, paperwork_type_id, title, due_at, current_due_at, provenance)
            values (${organizationId}, ${id}, 'paperwork', ${idOf(rep)}, ${callReport}, ${title}, ${dueAt}, ${dueAt}, 'observed')`,
        );
        return id;
      },

      async directive(
        rep: Who,
        issuedBy: Who,
        dueAt: string,
        title = 'Visit the five largest accounts',
      ): Promise<string> {
        const id = newId();
        const directiveId = newId();
        await write(async (sql) => {
          await sql`
            insert into directives (organization_id, id, title, issued_by, issued_at, due_at)
            values (${organizationId}, ${directiveId}, ${title}, ${idOf(issuedBy)}, ${dueAt}::text::timestamptz - interval '7 days', ${dueAt})`;
          await sql`
            insert into items (organization_id, id, kind, rep_id, directive_id, title, due_at, current_due_at, provenance)
            values (${organizationId}, ${id}, 'directive', ${idOf(rep)}, ${directiveId}, ${title}, ${dueAt}, ${dueAt}, 'observed')`;
        });
        return id;
      },

      /** The actions of the audit log about one row, oldest first. */
      audited: (subjectId: string) =>
        write(async (sql) => {
          const rows = await sql<{ action: string }[]>`
            select action from audit_entries where organization_id = ${organizationId} and subject_id = ${subjectId} order by id`;
          return rows.map(({ action }) => action);
        }),
    };
  }

  return {
    ...home,
    elsewhere,
    /** Another organisation of the same people, for a test that counts everything there is. */
    another: (options?: { policy?: boolean }) => makeOrganization(newId(), options),
    app,
    database,
    clock,
    /** Where the application keeps files. */
    folder,
    storage,
    at(instant: string) {
      clock.now = new Date(instant);
    },
    async close() {
      await app.close();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type MadeTeam = Awaited<ReturnType<typeof madeTeam>>;
export type MadeOrganization = MadeTeam['elsewhere'];
