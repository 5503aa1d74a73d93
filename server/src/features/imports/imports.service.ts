import type { Actor, Database, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { forEachOrganization } from '../../database/organizations.ts';
import { importBundle } from './import-bundle.ts';
import type { ImportRequest, ImportResult } from './import-run.ts';
import { importStore } from './imports.store.ts';
import { Progress } from './reading/progress.ts';

export interface ImportServiceDeps {
  database: Database;
  /** Asks for an evaluation of the organisation, once its record has changed. */
  enqueueEvaluation(organizationId: string): Promise<void>;
  /** Hears why it could not be asked for. The import has succeeded all the same, and the nightly evaluation catches up. */
  onUnasked?(error: unknown): void;
}

export type NewImport = Omit<ImportRequest, 'runId'>;

/** How often the page gets to see how far an import is, in milliseconds. */
const progressInterval = 400;

/** An import that changes so many rows may change how the tables are best read. */
const manyRows = 10_000;

/** Runs imports and keeps their record. */
export function importService({
  database,
  enqueueEvaluation,
  onUnasked = () => undefined,
}: ImportServiceDeps) {
  const store = <T>(actor: Actor, work: (store: ReturnType<typeof importStore>, tx: Tx) => Promise<T>) =>
    database.transaction(actor, (tx) => work(importStore(tx), tx));

  /**
   * Notes the run, on a connection of its own so that it survives a rejection. A new organisation has nowhere to note it:
   * its first run is written with what it brought, or not at all.
   */
  async function start(wanted: NewImport): Promise<ImportRequest> {
    const request = { ...wanted, runId: newId() };
    if (request.newOrganization) return request;
    await store(request.actor, async (runs, tx) => {
      await runs.start(request);
      await tx.audit({
        action: 'import.started',
        subjectType: 'import_run',
        subjectId: request.runId,
        details: { fileName: request.fileName, origin: request.origin },
      });
    });
    return request;
  }

  /**
   * Imports the bundle of a run that was started.
   *
   * @param progress numbers to look at while it runs
   * @throws what the database or the disk throws; the run is then noted as failed
   */
  async function carryOut(request: ImportRequest, progress = new Progress()): Promise<ImportResult> {
    const { actor, runId } = request;
    const isNoted = request.newOrganization === null;
    const showing = isNoted ? showProgress(actor, runId, progress) : null;
    try {
      const result = await importBundle(database, request, progress);
      await showing?.stop();
      // What has landed stays so: at worst the next queries are planned as if it were not there.
      if (result.inserted + result.updated >= manyRows)
        await database.unscoped`select gather_statistics()`.catch(() => undefined);
      if (result.status === 'succeeded') await enqueueEvaluation(actor.organizationId).catch(onUnasked);
      else if (isNoted) await reject(request, result);
      return result;
    } catch (error) {
      await showing?.stop();
      // The database may be what failed; then it is noted once it is back.
      if (isNoted) await store(actor, (runs) => runs.fail(runId)).catch(() => undefined);
      throw error;
    }
  }

  async function reject(request: ImportRequest, result: ImportResult): Promise<void> {
    await store(request.actor, async (runs, tx) => {
      await runs.finish(request, result);
      await tx.audit({
        action: 'import.rejected',
        subjectType: 'import_run',
        subjectId: request.runId,
        details: { fileName: request.fileName, problems: result.problemCount },
      });
    });
  }

  function showProgress(actor: Actor, runId: string, progress: Progress) {
    let writing: Promise<void> | null = null;
    const timer = setInterval(() => {
      if (writing !== null || progress.stage === 'queued') return;
      writing = store(actor, (runs) => runs.progress(runId, progress))
        // Seeing how far it is must not end the import.
        .catch(() => undefined)
        .finally(() => {
          writing = null;
        });
    }, progressInterval);
    return {
      async stop() {
        clearInterval(timer);
        await writing;
      },
    };
  }

  return {
    start,
    carryOut,
    /** Starts a run and carries it out. */
    async run(wanted: NewImport, progress?: Progress): Promise<ImportResult> {
      return carryOut(await start(wanted), progress);
    },
  };
}

export type ImportService = ReturnType<typeof importService>;

/** Notes as failed the runs that a process left behind when it died, or that ended while the database was away. */
export async function endInterruptedImports(database: Database): Promise<void> {
  await forEachOrganization(database, (actor) =>
    database.transaction(actor, (tx) => importStore(tx).failInterrupted()),
  );
}
