import type { ImportCounts, ImportFile } from '@plumbline/shared/contracts/imports.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { openBundle } from './bundle/open.ts';
import { type BundleSource, BundleError } from './bundle/source.ts';
import { checkBundle } from './checking/checks.ts';
import type { ImportRequest, ImportResult } from './import-run.ts';
import { importStore } from './imports.store.ts';
import { makeOrganization } from './organization.ts';
import { Problems } from './reading/problems.ts';
import type { Progress } from './reading/progress.ts';
import { stageBundle } from './reading/stage-bundle.ts';
import type { StagedFile } from './reading/stage.ts';
import { takeTurn } from './turn.ts';
import { participantLists } from './writing/facts.ts';
import { makeIdTables } from './writing/ids.ts';
import { writeBundle } from './writing/write-bundle.ts';

/** Undoes the transaction of a bundle in which something is wrong. */
class Rejected extends Error {}

/**
 * Imports a bundle in one transaction: reads every file into temporary tables, checks the whole, writes it, and notes the
 * run with it. A bundle with errors leaves nothing; neither does a process that is killed on the way.
 *
 * @returns what was found and done; a rejected bundle is a result, not an exception
 * @throws whatever the database or the disk throws
 */
export async function importBundle(
  database: Database,
  request: ImportRequest,
  progress: Progress,
): Promise<ImportResult> {
  const problems = new Problems();
  let staged: ReadonlyMap<string, StagedFile> = new Map();
  const result = (
    status: ImportResult['status'],
    counts: ReadonlyMap<string, ImportCounts>,
  ): ImportResult => {
    const files = [...staged.values()].map(({ file, rows, sha256 }) => ({
      name: `${file.name}.csv`,
      sha256,
      rows,
      ...(counts.get(file.name) ?? { inserted: 0, updated: 0, unchanged: 0, kept: 0 }),
    }));
    return {
      status,
      runId: request.runId,
      ...sumOf(files),
      problemCount: problems.errors,
      warningCount: problems.warnings,
      problems: problems.kept,
      files,
    };
  };

  let source: BundleSource | null = null;
  try {
    return await database.transaction(request.actor, async (tx) => {
      await takeTurn(tx.sql, request.actor.organizationId);
      progress.stage = 'unpacking';
      source = await openBundle(request.path);
      progress.bytesTotal = source.files.reduce((sum, file) => sum + file.size, 0);

      progress.stage = 'reading';
      await suitPlanner(tx);
      staged = await stageBundle(tx.sql, source, problems, progress);

      progress.stage = 'checking';
      if (request.newOrganization) await makeOrganization(tx, request.newOrganization, request.at);
      await prepare(tx);
      await checkBundle(tx.sql, staged, problems);
      if (problems.errors > 0) throw new Rejected();

      progress.stage = 'writing';
      const succeeded = result('succeeded', await writeBundle(tx.sql, request.runId, staged));
      await record(tx, request, succeeded);
      return succeeded;
    });
  } catch (error) {
    if (error instanceof BundleError) problems.error(error.file ?? request.fileName, {}, error.message);
    else if (!(error instanceof Rejected)) throw error;
    return result('rejected', new Map());
  } finally {
    progress.stage = 'finished';
    await close(source);
  }
}

/**
 * Statistics do not know what this very transaction writes, and the serving role may not gather them: the planner then
 * takes a loop for cheap that is quadratic. Everything here is set-based, so hash joins are always right enough. Compiling the
 * expressions of so many statements takes longer than it saves.
 */
async function suitPlanner({ sql }: Tx): Promise<void> {
  await sql.unsafe(`set local enable_nestloop = off; set local jit = off; set local work_mem = '64MB'`);
}

/** Taken as a parameter, since the compiler does not see that the transaction may have opened it. */
async function close(source: BundleSource | null): Promise<void> {
  await source?.close();
}

/** What both the checks and the writing look things up in. */
async function prepare({ sql }: Tx): Promise<void> {
  // People pasted into the product and named by an import later are the same people: the address tells.
  await sql`
    update people p set external_id = s.id
    from staged_people s
    where p.organization_id = current_organization() and p.external_id is null and p.email = s.email
      and not exists (select from people o where o.organization_id = current_organization() and o.external_id = s.id)`;
  await makeIdTables(sql);
  await sql.unsafe(participantLists);
  await sql.unsafe('analyze participant_lists');
}

async function record(tx: Tx, request: ImportRequest, result: ImportResult): Promise<void> {
  const store = importStore(tx);
  await store.finish(request, result);
  const { inserted, updated, unchanged, kept } = result;
  await tx.audit({
    action: 'import.succeeded',
    subjectType: 'import_run',
    subjectId: request.runId,
    details: { fileName: request.fileName, inserted, updated, unchanged, kept },
    concerns: 'everybody',
  });
}

function sumOf(files: readonly ImportFile[]): ImportCounts & { rows: number } {
  const sum = { rows: 0, inserted: 0, updated: 0, unchanged: 0, kept: 0 };
  for (const file of files) {
    sum.rows += file.rows;
    sum.inserted += file.inserted;
    sum.updated += file.updated;
    sum.unchanged += file.unchanged;
    sum.kept += file.kept;
  }
  return sum;
}
