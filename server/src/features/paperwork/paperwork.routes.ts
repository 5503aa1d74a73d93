import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  ChangePaperworkType,
  NewPaperworkType,
  PaperworkType,
  PaperworkTypes,
  PreviewSchedule,
  SchedulePreview,
} from '@plumbline/shared/contracts/paperwork.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { examplePaperworkType, exampleSchedule, exampleSchedulePreview } from './paperwork.examples.ts';
import { paperworkReadModel } from './paperwork.read-model.ts';
import { paperworkService } from './paperwork.service.ts';

export interface PaperworkRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['paperwork'];
const config = { permission: 'paperwork.manage' } as const;
const refusals = { 400: Problem, 401: Problem, 403: Problem };
const shown = PaperworkType.meta({ examples: [examplePaperworkType] });
const { name, version } = examplePaperworkType;

/** Kinds of paperwork: when they fall due, for whom. For administrators. */
export function paperworkRoutes({ database, now }: PaperworkRoutesDeps): FastifyPluginAsync {
  const readModel = paperworkReadModel(database);
  const service = paperworkService(database);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/paperwork-types', {
      config,
      schema: {
        summary: 'Kinds of paperwork with their schedules, by name',
        tags,
        response: {
          200: PaperworkTypes.meta({ examples: [{ types: [examplePaperworkType] }] }),
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => readModel.list(request.viewer, now()),
    });

    app.post('/paperwork-types/preview', {
      config,
      schema: {
        summary: 'The next ten due times of a schedule; nothing is stored',
        tags,
        body: PreviewSchedule.meta({ examples: [{ schedule: exampleSchedule, timeZone: 'Europe/Berlin' }] }),
        response: { 200: SchedulePreview.meta({ examples: [exampleSchedulePreview] }), ...refusals },
      },
      handler: (request) => readModel.preview(request.viewer, request.body, now()),
    });

    app.post('/paperwork-types', {
      config,
      schema: {
        summary: 'Adds a kind of paperwork with its schedule',
        description:
          'What falls due in the coming fortnight is on people’s lists at once. More than 10,000 items a day are asked about first: 409 `needs_confirmation` with the number.',
        tags,
        headers: Repeatable,
        body: NewPaperworkType.meta({ examples: [{ name, schedule: exampleSchedule }] }),
        response: { 201: shown, ...refusals, 409: Problem },
      },
      async handler(request, reply) {
        const command = commandOf(request, now());
        const { id } = await service.add(command, request.body);
        return reply.code(201).send(await readModel.one(command.viewer, id, command.at));
      },
    });

    app.put('/paperwork-types/:id', {
      config,
      schema: {
        summary: 'Renames a kind of paperwork, or lets another schedule apply from a day on',
        description:
          'A new version of the schedule applies from `inForceFrom`, at the earliest after what is on people’s lists already; that stays as it is. 409 where somebody else has changed it since `version`.',
        tags,
        params: IdParams,
        headers: Repeatable,
        body: ChangePaperworkType.meta({ examples: [{ version, name, schedule: exampleSchedule }] }),
        response: { 200: shown, ...refusals, 404: Problem, 409: Problem },
      },
      async handler(request) {
        const command = commandOf(request, now());
        const { id } = await service.change(command, request.params.id, request.body);
        return readModel.one(command.viewer, id, command.at);
      },
    });
  };
}
