import type { Tx } from '../../database/connect.ts';
import type { ImportRequest, ImportResult } from './import-run.ts';
import type { FoundProblem } from './reading/problems.ts';
import type { Progress } from './reading/progress.ts';
import { nobodyImports } from './turn.ts';

/** Writes runs and their problems. */
export function importStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  return {
    async start({ runId, origin, fileName, at }: ImportRequest): Promise<void> {
      await sql`
        insert into import_runs (organization_id, id, started_by, origin, file_name, status, created_at)
        values (${actor.organizationId}, ${runId}, ${actor.personId}, ${origin}, ${fileName}, 'queued', ${at})`;
    },

    async progress(runId: string, { stage, rowsRead, rowsTotal }: Progress): Promise<void> {
      await sql`
        update import_runs
        set status = 'running', stage = ${stage}, rows_read = ${rowsRead}, rows_total = ${rowsTotal}
        where organization_id = ${actor.organizationId} and id = ${runId} and status in ('queued', 'running')`;
    },

    /** Notes how it ended; the run of a new organisation's first import has not been noted before. */
    async finish({ runId, origin, fileName, at }: ImportRequest, result: ImportResult): Promise<void> {
      const { status, rows, inserted, updated, unchanged, kept, problemCount, warningCount, files } = result;
      const run = {
        organizationId: actor.organizationId,
        id: runId,
        startedBy: actor.personId,
        origin,
        fileName,
        createdAt: at,
        status,
        stage: 'finished',
        rowsRead: rows,
        rowsTotal: rows,
        inserted,
        updated,
        unchanged,
        kept,
        problemCount,
        warningCount,
      };
      await sql`
        insert into import_runs ${sql(run)}
        on conflict (organization_id, id) do update
        set ${sql(run, 'status', 'stage', 'rowsRead', 'rowsTotal', 'inserted', 'updated', 'unchanged', 'kept', 'problemCount', 'warningCount')}`;
      await sql`
        update import_runs set files = ${JSON.stringify(files)}::text::jsonb, finished_at = clock_timestamp()
        where organization_id = ${actor.organizationId} and id = ${runId}`;
      await this.addProblems(runId, result.problems);
    },

    async addProblems(runId: string, problems: readonly FoundProblem[]): Promise<void> {
      await sql`
        insert into import_problems (organization_id, run_id, position, severity, file, line, column_name, value, expected)
        select ${actor.organizationId}, ${runId}, p.position, p.severity, p.file, p.line, p."column", p.value, p.expected
        from rows from (
          json_to_recordset(${JSON.stringify(problems)}::text::json)
            as (severity text, file text, line bigint, "column" text, value text, expected text)
        ) with ordinality as p (severity, file, line, "column", value, expected, position)`;
    },

    /** Ends the runs that a process left behind when it died. One that was queued just now may still be about to begin. */
    async failInterrupted(): Promise<void> {
      await sql`
        update import_runs set status = 'failed', stage = 'finished', finished_at = clock_timestamp()
        where organization_id = ${actor.organizationId}
          and (status = 'running' or (status = 'queued' and created_at < now() - interval '1 minute'))
          and ${nobodyImports(sql, actor.organizationId)}`;
    },

    /** The process or the database gave up on the way; nothing of the bundle was written. */
    async fail(runId: string): Promise<void> {
      await sql`
        update import_runs set status = 'failed', stage = 'finished', finished_at = clock_timestamp()
        where organization_id = ${actor.organizationId} and id = ${runId} and status in ('queued', 'running')`;
    },
  };
}
