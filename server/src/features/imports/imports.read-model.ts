import type { ImportProblem, ImportProblemPage, ImportRun, ImportRunPage } from '@plumbline/shared/contracts/imports.ts';
import type { Actor, Database, Sql } from '../../database/connect.ts';
import { notFound, RequestError } from '../../errors.ts';

interface Page {
  cursor?: string;
  limit: number;
}

/** What the screens show of imports: runs, newest first, and the problems of one. */
export function importReadModel(database: Database) {
  return {
    async runs(actor: Actor, { cursor, limit }: Page): Promise<ImportRunPage> {
      const before = cursor === undefined ? null : decode(cursor, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      const rows = await database.read(actor, (sql) => sql<RunRow[]>`
        ${selectRuns(sql, actor)} ${before === null ? sql`` : sql`and r.id < ${before}`}
        order by r.id desc limit ${limit + 1}`);
      const shown = rows.slice(0, limit).map(runOf);
      return { rows: shown, nextCursor: rows.length > limit ? encode(shown.at(-1)?.id) : null };
    },

    /** @throws RequestError not_found */
    async run(actor: Actor, id: string): Promise<ImportRun> {
      const [row] = await database.read(actor, (sql) => sql<RunRow[]>`${selectRuns(sql, actor)} and r.id = ${id}`);
      if (row === undefined) throw notFound('import');
      return runOf(row);
    },

    /** @throws RequestError not_found */
    async problems(actor: Actor, id: string, { cursor, limit }: Page): Promise<ImportProblemPage> {
      const after = cursor === undefined ? 0 : Number(decode(cursor, /^[0-9]{1,9}$/));
      const [run, rows] = await database.read(actor, (sql) => Promise.all([runExists(sql, actor, id), problemsAfter(sql, actor, id, after, limit + 1)]));
      if (!run) throw notFound('import');
      const shown = rows.slice(0, limit);
      return { rows: shown, nextCursor: rows.length > limit ? encode(shown.at(-1)?.position) : null };
    },
  };
}

export type ImportReadModel = ReturnType<typeof importReadModel>;

type RunRow = Omit<ImportRun, 'startedBy' | 'createdAt' | 'finishedAt'> & {
  createdAt: Date;
  finishedAt: Date | null;
  starterId: string | null;
  starterName: string | null;
};

const selectRuns = (sql: Sql, actor: Actor) => sql`
  select r.id, r.status, r.stage, r.file_name, r.origin, r.created_at, r.finished_at, r.rows_read, r.rows_total,
    r.inserted, r.updated, r.unchanged, r.kept, r.problem_count, r.warning_count, r.files,
    p.id as starter_id, p.name as starter_name
  from import_runs r
  left join people p on p.organization_id = r.organization_id and p.id = r.started_by
  where r.organization_id = ${actor.organizationId}`;

function runOf({ starterId, starterName, createdAt, finishedAt, ...run }: RunRow): ImportRun {
  return {
    ...run,
    startedBy: starterId === null || starterName === null ? null : { id: starterId, name: starterName },
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

async function runExists(sql: Sql, actor: Actor, id: string): Promise<boolean> {
  const [row] = await sql`select from import_runs where organization_id = ${actor.organizationId} and id = ${id}`;
  return row !== undefined;
}

const problemsAfter = (sql: Sql, actor: Actor, id: string, after: number, limit: number) => sql<ImportProblem[]>`
  select position, severity, file, line, column_name as "column", value, expected
  from import_problems
  where organization_id = ${actor.organizationId} and run_id = ${id} and position > ${after}
  order by position limit ${limit}`;

const encode = (key: string | number | undefined) => Buffer.from(String(key)).toString('base64url');

function decode(cursor: string, shape: RegExp): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!shape.test(key)) throw new RequestError('invalid_cursor', 'Begin again without the cursor.');
  return key;
}
