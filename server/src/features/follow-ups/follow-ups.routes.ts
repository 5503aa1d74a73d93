import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  AskAboutRequest,
  Asked,
  ConfirmationRequest,
  DisputeRequest,
  FollowUp,
  FollowUpFilters,
  FollowUpPage,
  FollowUpsQuery,
  LogFollowUpRequest,
} from '@plumbline/shared/contracts/follow-ups.ts';
import { AskRequest } from '@plumbline/shared/contracts/items.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { csvSchema, listCsv, sendCsv } from '../../list-csv.ts';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { followUpsCsvColumns } from './follow-ups-csv.ts';
import { exampleAsk, exampleFollowUp, exampleLog } from './follow-ups.examples.ts';
import { followUpReadModel } from './follow-ups.read-model.ts';
import { followUpService } from './follow-ups.service.ts';

export interface FollowUpRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['follow-ups'];
const shown = FollowUp.meta({ examples: [exampleFollowUp] });

/** Asking and logging on the manager's side, confirming and disputing on the rep's. */
export function followUpRoutes({ database, now }: FollowUpRoutesDeps): FastifyPluginAsync {
  const followUps = followUpReadModel(database);
  const csv = listCsv<FollowUpFilters, FollowUp>({
    database,
    subjectType: 'follow_up',
    columns: followUpsCsvColumns,
    list: followUps.list,
  });
  const service = followUpService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/follow-ups', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Follow-ups held with oneself, or with the people one sees',
        tags,
        querystring: FollowUpsQuery,
        response: {
          200: FollowUpPage.meta({ examples: [{ rows: [exampleFollowUp], nextCursor: null }] }),
          400: Problem,
          401: Problem,
        },
      },
      handler: (request) => followUps.list(request.viewer, request.query),
    });

    app.get('/follow-ups.csv', {
      config: { permission: 'signed-in' },
      schema: csvSchema(tags, FollowUpFilters, 'follow_ups.exported'),
      handler: async (request, reply) =>
        sendCsv(reply, 'follow-ups.csv', await csv.export(request.viewer, request.query, now())),
    });

    app.post('/items/:id/asks', {
      config: { permission: 'follow-ups.log' },
      schema: {
        summary: 'Ask the rep about an item; the message is the record',
        description:
          'Recorded as observed. Asked again in the same words within a minute, the answer is the former ask.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: AskRequest.meta({ examples: [{}] }),
        response: { 201: shown, ...changeRefusals },
      },
      handler: async (request, reply) =>
        reply
          .code(201)
          .send(await service.ask(commandOf(request, now()), request.params.id, request.body.note)),
    });

    app.post('/asks', {
      config: { permission: 'follow-ups.log' },
      schema: {
        summary: 'Ask about several items at once: one message a rep, which is the record',
        description:
          'Recorded as observed. All of them or none; what was asked about in the same words within the last minute is not asked again.',
        tags,
        headers: Repeatable,
        body: AskAboutRequest.meta({ examples: [exampleAsk] }),
        response: {
          201: Asked.meta({ examples: [{ followUps: [exampleFollowUp] }] }),
          ...changeRefusals,
        },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await service.askAbout(commandOf(request, now()), request.body)),
    });

    app.post('/follow-ups', {
      config: { permission: 'follow-ups.log' },
      schema: {
        summary: 'Log a follow-up that was spoken, about one or many items of one rep',
        description:
          'Recorded as declared: it counts in full once it is borne out, half when it is not, and not at all when logged more than 48 hours later or disputed.',
        tags,
        headers: Repeatable,
        body: LogFollowUpRequest.meta({ examples: [exampleLog] }),
        response: { 201: shown, ...changeRefusals },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await service.log(commandOf(request, now()), request.body)),
    });

    app.post('/follow-ups/:id/confirmation', {
      config: { permission: 'follow-ups.answer' },
      schema: {
        summary: 'Confirm a follow-up that was logged about oneself',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: ConfirmationRequest.meta({ examples: [{}] }),
        response: { 200: shown, ...changeRefusals },
      },
      handler: (request) => service.confirm(commandOf(request, now()), request.params.id, request.body.note),
    });

    app.post('/follow-ups/:id/dispute', {
      config: { permission: 'follow-ups.answer' },
      schema: {
        summary: 'Dispute a follow-up that was logged about oneself; the latest word counts',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: DisputeRequest.meta({ examples: [{ note: 'We did not talk that day' }] }),
        response: { 200: shown, ...changeRefusals },
      },
      handler: (request) => service.dispute(commandOf(request, now()), request.params.id, request.body.note),
    });
  };
}
