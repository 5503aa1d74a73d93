import {
  AbsencePage,
  AbsencesQuery,
  ChangeAbsenceRequest,
  Colleagues,
  ColleaguesQuery,
  ConfirmAbsenceRequest,
  RecordAbsenceRequest,
  WithdrawAbsenceQuery,
} from '@plumbline/shared/contracts/calendar.ts';
import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { absencesReadModel } from './absences.read-model.ts';
import { absencesService } from './absences.service.ts';
import { exampleAbsence } from './calendar.examples.ts';

export interface AbsenceRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['calendar'];
const record = { permission: 'leave.record' } as const;
const { id, person, from, until, version } = exampleAbsence;
const shown = AbsencePage.meta({
  examples: [{ rows: [exampleAbsence], nextCursor: null, can: { record: true } }],
});

/** Leave: with who takes over, and never a reason. It counts from when somebody else than the absentee recorded or confirmed it. */
export function absenceRoutes({ database, now }: AbsenceRoutesDeps): FastifyPluginAsync {
  const readModel = absencesReadModel(database);
  const service = absencesService(database);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/absences', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Leave: one’s own, what one covers, one’s people’s',
        tags,
        querystring: AbsencesQuery,
        response: { 200: shown, 400: Problem, 401: Problem },
      },
      handler: (request) => readModel.list(request.viewer, request.query, now()),
    });

    app.get('/absences/colleagues', {
      config: record,
      schema: {
        summary: 'People by name: who may take over, and whose leave one may record',
        tags,
        querystring: ColleaguesQuery,
        response: {
          200: Colleagues.meta({
            examples: [
              { people: [{ ...person, email: 'ana.ortiz@example.com', role: 'rep', canRecord: true }] },
            ],
          }),
          400: Problem,
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => readModel.colleagues(request.viewer, request.query.search, now()),
    });

    app.post('/absences', {
      config: record,
      schema: {
        summary: 'Record somebody’s leave',
        description:
          'By the manager, an executive or an administrator it counts from now: what would fall due in it is put off to the first working day back. One’s own waits until one of them confirms it. Whom it concerns is told.',
        tags,
        headers: Repeatable,
        body: RecordAbsenceRequest.meta({ examples: [{ personId: person.id, from, until, coverId: null }] }),
        response: { 201: z.object({ id: z.uuid() }).meta({ examples: [{ id }] }), ...changeRefusals },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await service.record(commandOf(request, now()), request.body)),
    });

    app.put('/absences/:id', {
      config: record,
      schema: {
        summary: 'Let leave end on another day, or somebody else take over',
        description:
          'From today on: the days up to it stay, and what was put off is never due before the next working day. Later days become leave of their own, which counts from now; one’s own further days wait to be confirmed.',
        tags,
        params: IdParams,
        body: ChangeAbsenceRequest.meta({ examples: [{ version, until: '2026-12-10', coverId: null }] }),
        response: { 204: z.undefined().describe('Done.'), ...changeRefusals },
      },
      async handler(request, reply) {
        await service.change(request.viewer, request.params.id, request.body, now());
        return reply.code(204).send(undefined);
      },
    });

    app.post('/absences/:id/confirmation', {
      config: record,
      schema: {
        summary: 'Confirm leave that the absentee entered',
        description: 'By whoever may record it for them. It counts from now.',
        tags,
        params: IdParams,
        body: ConfirmAbsenceRequest.meta({ examples: [{ version }] }),
        response: { 204: z.undefined().describe('Done.'), ...changeRefusals },
      },
      async handler(request, reply) {
        await service.confirm(request.viewer, request.params.id, request.body.version, now());
        return reply.code(204).send(undefined);
      },
    });

    app.delete('/absences/:id', {
      config: record,
      schema: {
        summary: 'Take leave back that has not begun',
        description: 'It stays on record as taken back.',
        tags,
        params: IdParams,
        querystring: WithdrawAbsenceQuery,
        response: { 204: z.undefined().describe('Done.'), ...changeRefusals },
      },
      async handler(request, reply) {
        await service.withdraw(request.viewer, request.params.id, request.query.version, now());
        return reply.code(204).send(undefined);
      },
    });
  };
}
