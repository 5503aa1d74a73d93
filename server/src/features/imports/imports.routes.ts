import { setTimeout as sleep } from 'node:timers/promises';
import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  ImportProblemPage,
  ImportProblemsQuery,
  ImportRun,
  ImportRunPage,
  ImportRunsQuery,
  StartedImport,
} from '@plumbline/shared/contracts/imports.ts';
import multipart from '@fastify/multipart';
import { fastifySSE } from '@fastify/sse';
import { stringify } from 'csv-stringify/sync';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Actor, Database } from '../../database/connect.ts';
import { exampleProblem, exampleRun } from './imports.examples.ts';
import { type ImportReadModel, importReadModel } from './imports.read-model.ts';
import { endInterruptedImports, importService } from './imports.service.ts';
import { keptProblems } from './reading/problems.ts';
import { receiveUpload, removeStaleUploads } from './upload.ts';

export interface ImportRoutesDeps {
  database: Database;
  /** Asks for an evaluation of the organisation, once its record has changed. */
  enqueueEvaluation(organizationId: string): Promise<void>;
  /** Where uploads lie until they are imported. */
  uploadFolder: string;
  uploadLimitBytes: number;
  now(): Date;
}

/** How often somebody who watches an import is told how far it is, in milliseconds. */
const watchInterval = 500;

const tags = ['imports'];
const config = { permission: 'imports.manage' } as const;
const refusals = { 401: Problem, 403: Problem };
const shownRun = ImportRun.meta({ examples: [exampleRun] });
const shownRuns = ImportRunPage.meta({ examples: [{ rows: [exampleRun], nextCursor: null }] });
const shownProblems = ImportProblemPage.meta({ examples: [{ rows: [exampleProblem], nextCursor: null }] });
const started = StartedImport.meta({ examples: [{ id: exampleRun.id }] });

/** Starting imports and following them. For admins alone. */
export function importRoutes({
  database,
  enqueueEvaluation,
  uploadFolder,
  uploadLimitBytes,
  now,
}: ImportRoutesDeps): FastifyPluginAsync {
  const readModel = importReadModel(database);

  return async (instance) => {
    const imports = importService({
      database,
      enqueueEvaluation,
      onUnasked: (err) =>
        instance.log.error({ err }, 'an import succeeded, its evaluation waits for the night'),
    });
    await instance.register(multipart);
    await instance.register(fastifySSE);
    instance.addHook('onReady', async () => {
      await endInterruptedImports(database);
      await removeStaleUploads(uploadFolder, now()).catch((err: unknown) =>
        instance.log.error({ err }, 'uploads that nobody imports any more are still there'),
      );
    });
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.post('/imports', {
      config,
      bodyLimit: uploadLimitBytes,
      schema: {
        summary: 'Import a bundle: a zip of CSV files (docs/import.md)',
        description: 'Answers as soon as the zip has arrived; the import goes on by itself.',
        tags,
        consumes: ['multipart/form-data'],
        response: { 202: started, 400: Problem, ...refusals, 413: Problem, 415: Problem },
      },
      async handler(request, reply) {
        const upload = await receiveUpload(request, uploadFolder, uploadLimitBytes);
        const run = await imports
          .start({
            // Without the session: the import goes on when the one who started it signs out.
            actor: { organizationId: request.viewer.organizationId, personId: request.viewer.personId },
            path: upload.path,
            fileName: upload.fileName,
            origin: 'page',
            newOrganization: null,
            at: now(),
          })
          .catch(async (error: unknown) => {
            await upload.remove();
            throw error;
          });
        imports
          .carryOut(run)
          .catch((error: unknown) => request.log.error({ err: error, runId: run.runId }, 'an import failed'))
          .finally(upload.remove);
        return reply.code(202).send({ id: run.runId });
      },
    });

    app.get('/imports', {
      config,
      schema: {
        summary: 'Every import, newest first',
        tags,
        querystring: ImportRunsQuery,
        response: { 200: shownRuns, 400: Problem, ...refusals },
      },
      handler: (request) => readModel.runs(request.viewer, request.query),
    });

    app.get('/imports/:id', {
      config,
      schema: {
        summary: 'One import: how far it is, or what came of it',
        tags,
        params: IdParams,
        response: { 200: shownRun, ...refusals, 404: Problem },
      },
      handler: (request) => readModel.run(request.viewer, request.params.id),
    });

    app.get('/imports/:id/problems', {
      config,
      schema: {
        summary: 'What was wrong with a bundle, by file, line and column; the first 1,000',
        tags,
        params: IdParams,
        querystring: ImportProblemsQuery,
        response: { 200: shownProblems, 400: Problem, ...refusals, 404: Problem },
      },
      handler: (request) => readModel.problems(request.viewer, request.params.id, request.query),
    });

    app.get('/imports/:id/problems.csv', {
      config,
      schema: {
        summary: 'The same problems as a CSV file',
        tags,
        produces: ['text/csv'],
        params: IdParams,
        response: { 200: z.string(), ...refusals, 404: Problem },
      },
      async handler(request, reply) {
        const { rows } = await readModel.problems(request.viewer, request.params.id, { limit: keptProblems });
        const columns = ['severity', 'file', 'line', 'column', 'value', 'expected'];
        return reply
          .header('content-disposition', `attachment; filename="problems-${request.params.id}.csv"`)
          .type('text/csv; charset=utf-8')
          .send(stringify(rows, { header: true, columns, escape_formulas: true, bom: true }));
      },
    });

    app.get('/imports/:id/events', {
      config,
      sse: 'only',
      schema: {
        summary: 'How far an import is, as server-sent events; ends when it has ended',
        description: 'Each event is called `progress` and holds the run as GET /imports/{id} answers it.',
        tags,
        produces: ['text/event-stream'],
        params: IdParams,
        response: { 200: z.string().describe('The stream') },
      },
      async handler(request, reply) {
        const { viewer, params } = request;
        // Asked for once before the stream opens, so that an unknown id is answered with 404.
        const first = await readModel.run(viewer, params.id);
        const gone = new AbortController();
        reply.sse.onClose(() => gone.abort());
        await reply.sse.send(watch(readModel, viewer, first, gone.signal));
      },
    });
  };
}

/** The run whenever it changed, until it has ended or nobody listens. A listener that comes back starts at the present. */
async function* watch(readModel: ImportReadModel, actor: Actor, first: ImportRun, gone: AbortSignal) {
  let run = first;
  let shown = '';
  for (;;) {
    const data = JSON.stringify(run);
    if (data !== shown) yield { event: 'progress', id: `${run.stage}-${run.rowsRead}`, data: run };
    shown = data;
    if (run.finishedAt !== null || gone.aborted) return;
    await sleep(watchInterval);
    run = await readModel.run(actor, run.id);
  }
}
