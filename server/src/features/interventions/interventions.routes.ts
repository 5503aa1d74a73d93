import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  ConfirmTakeoverRequest,
  DeclareTakeoverRequest,
  HandBackRequest,
  Intervention,
  InterventionPage,
  InterventionsQuery,
  TakeoverChoices,
  TakeoverChoicesQuery,
} from '@plumbline/shared/contracts/interventions.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { interventionReadModel } from './interventions.read-model.ts';
import { interventionService } from './interventions.service.ts';

export interface InterventionRoutesDeps {
  database: Database;
  now(): Date;
}

const deal = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0d01', name: 'Renewal 2027' };
const executive = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c09', name: 'Eva Brandt' };
const wanted: DeclareTakeoverRequest = {
  opportunityId: deal.id,
  reason: 'Their new buyer deals with managers only.',
  missingSkill: 'Talking price with a board.',
  plannedHandBackOn: '2026-11-13',
  askedById: executive.id,
};
const example: Intervention = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e11',
  opportunity: { ...deal, account: 'Harbour Logistics' },
  manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
  rep: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
  reason: wanted.reason,
  missingSkill: wanted.missingSkill,
  startedAt: '2026-10-19T08:30:00.000Z',
  plannedHandBackOn: wanted.plannedHandBackOn,
  overdue: false,
  request: { by: executive, answer: null },
  state: 'open',
  handedBack: null,
  can: { handBack: true, answer: false },
};
const tags = ['takeovers'];
const shown = Intervention.meta({ examples: [example] });
const changed = { 200: shown, ...changeRefusals };

/** Takeovers that managers declare, and hand back. */
export function interventionRoutes({ database, now }: InterventionRoutesDeps): FastifyPluginAsync {
  const interventions = interventionReadModel(database);
  const service = interventionService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/interventions', {
      config: { permission: 'signed-in' },
      schema: {
        summary: "Declared takeovers: one's own, of one's own deals, or that one is said to have asked for",
        description:
          'Open ones by their planned hand-back, those that are over newest first. What managers declare is no evidence; what the record shows stands under `/takeovers`.',
        tags,
        querystring: InterventionsQuery,
        response: {
          200: InterventionPage.meta({ examples: [{ rows: [example], nextCursor: null }] }),
          400: Problem,
          401: Problem,
        },
      },
      handler: (request) => interventions.list(request.viewer, request.query, now()),
    });

    app.get('/interventions/choices', {
      config: { permission: 'takeovers.declare' },
      schema: {
        summary: "The open deals of one's reps, by the beginning of a name (50 at most), and the executives",
        tags,
        querystring: TakeoverChoicesQuery,
        response: {
          200: TakeoverChoices.meta({
            examples: [
              {
                deals: [{ ...deal, account: 'Harbour Logistics', rep: 'Ana Ortiz' }],
                executives: [executive],
              },
            ],
          }),
          400: Problem,
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => interventions.choices(request.viewer, request.query, now()),
    });

    app.get('/interventions/:id', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'A declared takeover',
        tags,
        params: IdParams,
        response: { 200: shown, 400: Problem, 401: Problem, 404: Problem },
      },
      handler: (request) => interventions.one(request.viewer, request.params.id, now()),
    });

    app.post('/interventions', {
      config: { permission: 'takeovers.declare' },
      schema: {
        summary: "Declare that one leads a rep's deal for now",
        description:
          'The rep is told. A named executive is asked to confirm: only from then on is it shown as asked for and not counted.',
        tags,
        headers: Repeatable,
        body: DeclareTakeoverRequest.meta({ examples: [wanted] }),
        response: { 201: shown, ...changeRefusals },
      },
      async handler(request, reply) {
        return reply.code(201).send(await service.declare(commandOf(request, now()), request.body));
      },
    });

    app.post('/interventions/:id/confirmation', {
      config: { permission: 'takeovers.confirm' },
      schema: {
        summary: 'Say whether one asked for the takeover; once',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: ConfirmTakeoverRequest.meta({ examples: [{ asked: true }] }),
        response: changed,
      },
      handler: (request) =>
        service.answer(
          commandOf(request, now()),
          request.params.id,
          request.body.asked ? 'confirmed' : 'denied',
        ),
    });

    app.post('/interventions/:id/hand-back', {
      config: { permission: 'takeovers.declare' },
      schema: {
        summary: 'Hand the deal back, with what the rep learned',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: HandBackRequest.meta({ examples: [{ learned: 'Led the last two price talks herself.' }] }),
        response: changed,
      },
      handler: (request) =>
        service.handBack(commandOf(request, now()), request.params.id, request.body.learned),
    });
  };
}
