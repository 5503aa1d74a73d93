import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import { RecordExport, RecordQuery, RepRecord } from '@plumbline/shared/contracts/record.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { exampleExport, exampleRecord } from './record.examples.ts';
import { exportRecord } from './record-export.ts';
import { recordReadModel } from './record.read-model.ts';

const tags = ['record'];
const shown = RepRecord.meta({ examples: [exampleRecord] });

/** A rep's record: for whoever answers for them, and for themselves to see and take away. */
export function recordRoutes({ database, now }: { database: Database; now(): Date }): FastifyPluginAsync {
  const record = recordReadModel(database);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/reps/:id/record', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'How the items of somebody who reports to one came in, week by week, and what they promised',
        tags,
        params: IdParams,
        querystring: RecordQuery,
        response: { 200: shown, 400: Problem, 401: Problem, 403: Problem, 404: Problem },
      },
      handler: (request) => record.ofRep(request.viewer, request.params.id, request.query.weeks, now()),
    });

    app.get('/my-record', {
      config: { permission: 'record.own' },
      schema: {
        summary: 'How one’s own items came in, week by week, and what one promised',
        tags,
        querystring: RecordQuery,
        response: { 200: shown, 400: Problem, 401: Problem, 403: Problem },
      },
      handler: (request) => record.own(request.viewer, request.query.weeks, now()),
    });

    app.post('/my-record/exports', {
      config: { permission: 'record.own' },
      schema: {
        summary: 'Everything that is held about oneself, to take away',
        description:
          'Items with what happened to them, commitments, follow-ups, exceptions, takeovers and leave. Audited.',
        tags,
        response: { 200: RecordExport.meta({ examples: [exampleExport] }), 401: Problem, 403: Problem },
      },
      handler: ({ viewer }) => database.transaction(viewer, (tx) => exportRecord(tx, viewer, now())),
    });
  };
}
