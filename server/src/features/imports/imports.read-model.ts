import type {
  ImportProblem,
  ImportProblemPage,
  ImportRun,
  ImportRunPage,
} from '@plumbline/shared/contracts/imports.ts';
import type { Actor, Database, Sql } from '../../database/connect.ts';
import { z } from 'zod';
import { notFound } from '../../errors.ts';
import { readCursor, toPage } from '../../paging.ts';

const RunKey = z.tuple([z.uuid()]);
const ProblemKey = z.tuple([z.int32().nonnegative()]);

interface Page {
  cursor?: string;
  limit: number;
}

/** What the screens show of imports: runs, newest first, and the problems of one. */
export function importReadModel(database: Database) {
  return {
    async runs(actor: Actor, { cursor, limit }: Page): Promise<ImportRunPage> {
      const before = readCursor(cursor, RunKey);
      const rows = await database.read(
        actor,
        (sql) => sql<RunRow[]>`
        ${selectRuns(sql, actor)} ${before === null ? sql`` : sql`and r.id < ${before[0]}`}
        order by r.id desc limit ${limit + 1}`,
      );
      return toPage(rows, limit, ({ id }) => [id], runOf);
    },

    /** @throws RequestError not_found */
    async run(actor: Actor, id: string): Promise<ImportRun> {
      const [row] = await database.read(
        actor,
        (sql) => sql<RunRow[]>`${selectRuns(sql, actor)} and r.id = ${id}`,
      );
      if (row === undefined) throw notFound('import');
      return runOf(row);
    },

    /** @throws RequestError not_found */
    async problems(actor: Actor, id: string, { cursor, limit }: Page): Promise<ImportProblemPage> {
      const [after] = readCursor(cursor, ProblemKey) ?? [0];
      const [run, rows] = await database.read(actor, (sql) =>
        Promise.all([runExists(sql, actor, id), problemsAfter(sql, actor, id, after, limit + 1)]),
      );
      if (!run) throw notFound('import');
      return toPage(
        rows,
        limit,
        ({ position }) => [position],
        (problem) => problem,
      );
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
  const [row] =
    await sql`select from import_runs where organization_id = ${actor.organizationId} and id = ${id}`;
  return row !== undefined;
}

const problemsAfter = (sql: Sql, actor: Actor, id: string, after: number, limit: number) => sql<
  ImportProblem[]
>`
  select position, severity, file, line, column_name as "column", value, expected
  from import_problems
  where organization_id = ${actor.organizationId} and run_id = ${id} and position > ${after}
  order by position limit ${limit}`;
