import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  Escalation,
  EscalationPage,
  EscalationRequest,
  EscalationsQuery,
  ItemEscalations,
  RulingRequest,
  RulingsAnswer,
} from '@plumbline/shared/contracts/escalations.ts';
import { mostAtOnce } from '@plumbline/shared/contracts/item-bulk.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { exampleEscalation } from './escalations.examples.ts';
import { escalationReadModel } from './escalations.read-model.ts';
import { escalationService } from './escalations.service.ts';

export interface EscalationRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['escalations'];
const shown = Escalation.meta({ examples: [exampleEscalation] });

/** Items of directives that are put before somebody above, and what they answer. */
export function escalationRoutes({ database, now }: EscalationRoutesDeps): FastifyPluginAsync {
  const escalations = escalationReadModel(database);
  const service = escalationService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/escalations', {
      config: { permission: 'escalations.answer' },
      schema: {
        summary: 'What was put before one, or before somebody whom one covers, and waits; by answer time',
        tags,
        querystring: EscalationsQuery,
        response: {
          200: EscalationPage.meta({
            examples: [{ rows: [exampleEscalation], nextCursor: null, waiting: 1, overdue: 0 }],
          }),
          400: Problem,
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => escalations.received(request.viewer, request.query, now()),
    });

    app.get('/items/:id/escalations', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Before whom an item was put, what they answered, and whom one may put it before now',
        tags,
        params: IdParams,
        response: {
          200: ItemEscalations.meta({
            examples: [
              { escalations: [exampleEscalation], receivers: [exampleEscalation.to], othersWaiting: 3 },
            ],
          }),
          400: Problem,
          401: Problem,
          403: Problem,
          404: Problem,
        },
      },
      handler: (request) => escalations.ofItem(request.viewer, request.params.id, now()),
    });

    app.post('/items/:id/escalations', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Put an item of a directive before its issuer, or somebody above',
        description:
          'By the rep who owes it or whoever answers for the rep. It is to be answered within two business days; once that has passed it can be put before somebody else.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: EscalationRequest.meta({ examples: [{ note: 'Asked twice, nothing came.' }] }),
        response: { 201: shown, ...changeRefusals },
      },
      async handler(request, reply) {
        return reply
          .code(201)
          .send(await service.escalate(commandOf(request, now()), request.params.id, request.body));
      },
    });

    app.post('/escalations/:id/ruling', {
      config: { permission: 'escalations.answer' },
      schema: {
        summary: 'Insist, give more time, or rule it unclear',
        description:
          'By whom it was put before, or their cover. The first answer counts. Only the issuer or an executive may rule it unclear, and nobody for reps of their own; nobody has to escalate it any more then.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: RulingRequest.meta({
          examples: [{ ruling: 'insist', note: 'It is needed for the forecast.' }, { ruling: 'unclear' }],
        }),
        response: { 200: shown, ...changeRefusals },
      },
      handler: (request) => service.rule(commandOf(request, now()), request.params.id, request.body),
    });

    app.post('/directives/:id/rulings', {
      config: { permission: 'escalations.answer' },
      schema: {
        summary: 'Give one answer to all of a directive that waits for one',
        description: `To each that it can be given to, as if to it alone; of the others it is said why not. At most ${mostAtOnce} at a time, the earliest answer time first: \`left\` counts those that still wait then.`,
        tags,
        headers: Repeatable,
        params: IdParams,
        body: RulingRequest.meta({
          examples: [{ ruling: 'insist', note: 'It is needed for the forecast.' }],
        }),
        response: {
          200: RulingsAnswer.meta({ examples: [{ done: [exampleEscalation.id], refused: [], left: 0 }] }),
          400: Problem,
          401: Problem,
          403: Problem,
          404: Problem,
        },
      },
      handler: (request) => service.ruleAll(commandOf(request, now()), request.params.id, request.body),
    });
  };
}
