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
import type { Actor } from '../../database/connect.ts';
import { invalid, RequestError } from '../../errors.ts';
import type { ImportReadModel } from './imports.read-model.ts';
import type { ImportService } from './imports.service.ts';
import { keptProblems } from './reading/problems.ts';
import { keepUpload } from './upload.ts';

export interface ImportRoutesDeps {
  imports: ImportService;
  readModel: ImportReadModel;
  /** Where uploads lie until they are imported. */
  uploadFolder: string;
  uploadLimitBytes: number;
  now(): Date;
}

/** How often somebody who watches an import is told how far it is, in milliseconds. */
const watchInterval = 500;

/** Starting imports and following them. For admins alone. */
export function importRoutes({ imports, readModel, uploadFolder, uploadLimitBytes, now }: ImportRoutesDeps): FastifyPluginAsync {
  return async (instance) => {
    await instance.register(multipart);
    await instance.register(fastifySSE);
    instance.addHook('onReady', () => imports.recover());
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.post('/imports', {
      config: { permission: 'imports.manage' },
      bodyLimit: uploadLimitBytes,
      schema: {
        summary: 'Import a bundle: a zip of CSV files (docs/import.md)',
        description: 'Answers as soon as the zip has arrived; the import goes on by itself.',
        tags: ['imports'],
        consumes: ['multipart/form-data'],
        response: { 202: StartedImport, 400: Problem, 413: Problem, 415: Problem },
      },
      async handler(request, reply) {
        if (!request.isMultipart()) throw new RequestError('unsupported_media_type', 'Send the zip as multipart/form-data.');
        const part = await request.file({ limits: { files: 1, fields: 10, fileSize: uploadLimitBytes } });
        if (part === undefined) throw invalid('file', 'a zip file');
        const upload = await keepUpload(uploadFolder, part.file);
        if (part.file.truncated) {
          await upload.remove();
          throw new RequestError('too_large', `A zip has at most ${Math.floor(uploadLimitBytes / 1024 ** 2)} MB (UPLOAD_LIMIT_MB).`);
        }
        const run = await imports
          .start({
            actor: request.actor,
            path: upload.path,
            fileName: part.filename.slice(0, 200) || 'upload.zip',
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
          .catch((error: unknown) => request.log.error({ error, runId: run.runId }, 'an import failed'))
          .finally(upload.remove);
        return reply.code(202).send({ id: run.runId });
      },
    });

    app.get('/imports', {
      config: { permission: 'imports.manage' },
      schema: {
        summary: 'Every import, newest first',
        tags: ['imports'],
        querystring: ImportRunsQuery,
        response: { 200: ImportRunPage, 400: Problem },
      },
      handler: (request) => readModel.runs(request.actor, request.query),
    });

    app.get('/imports/:id', {
      config: { permission: 'imports.manage' },
      schema: {
        summary: 'One import: how far it is, or what came of it',
        tags: ['imports'],
        params: IdParams,
        response: { 200: ImportRun, 404: Problem },
      },
      handler: (request) => readModel.run(request.actor, request.params.id),
    });

    app.get('/imports/:id/problems', {
      config: { permission: 'imports.manage' },
      schema: {
        summary: 'What was wrong with a bundle, by file, line and column; the first 1,000',
        tags: ['imports'],
        params: IdParams,
        querystring: ImportProblemsQuery,
        response: { 200: ImportProblemPage, 400: Problem, 404: Problem },
      },
      handler: (request) => readModel.problems(request.actor, request.params.id, request.query),
    });

    app.get('/imports/:id/problems.csv', {
      config: { permission: 'imports.manage' },
      schema: {
        summary: 'The same problems as a CSV file',
        tags: ['imports'],
        produces: ['text/csv'],
        params: IdParams,
        response: { 200: z.string(), 404: Problem },
      },
      async handler(request, reply) {
        const { rows } = await readModel.problems(request.actor, request.params.id, { limit: keptProblems });
        const columns = ['severity', 'file', 'line', 'column', 'value', 'expected'];
        return reply
          .header('content-disposition', `attachment; filename="problems-${request.params.id}.csv"`)
          .type('text/csv; charset=utf-8')
          .send(stringify(rows, { header: true, columns, escape_formulas: true, bom: true }));
      },
    });

    app.get('/imports/:id/events', {
      config: { permission: 'imports.manage' },
      sse: 'only',
      schema: {
        summary: 'How far an import is, as server-sent events; ends when it has ended',
        description: 'Each event is called `progress` and holds the run as GET /imports/{id} answers it.',
        tags: ['imports'],
        produces: ['text/event-stream'],
        params: IdParams,
      },
      async handler(request, reply) {
        const { actor, params } = request;
        // Asked for once before the stream opens, so that an unknown id is answered with 404.
        const first = await readModel.run(actor, params.id);
        const gone = new AbortController();
        reply.sse.onClose(() => gone.abort());
        await reply.sse.send(watch(readModel, actor, first, gone.signal));
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
