import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import { DisputeRequest } from '@plumbline/shared/contracts/follow-ups.ts';
import {
  JointCall,
  JointCallChoices,
  JointCallChoicesQuery,
  JointCallPage,
  JointCallsQuery,
  LogJointCallRequest,
} from '@plumbline/shared/contracts/joint-calls.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { jointCallReadModel } from './joint-calls.read-model.ts';
import { jointCallService } from './joint-calls.service.ts';

export interface JointCallRoutesDeps {
  database: Database;
  now(): Date;
}

const rep = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' };
const deal = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0d01', name: 'Renewal 2027' };
const wanted: LogJointCallRequest = {
  about: { kind: 'deal', id: deal.id },
  heldAt: '2026-10-21T13:00:00.000Z',
  ledBy: 'rep',
  coached: 'To name the price first, and then to wait.',
};
const example: JointCall = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e21',
  manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
  rep,
  account: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0a01', name: 'Harbour Logistics' },
  deal,
  heldAt: wanted.heldAt,
  recordedAt: '2026-10-21T15:12:00.000Z',
  ledBy: wanted.ledBy,
  coached: wanted.coached,
  answer: { answer: 'confirmed', note: null, at: '2026-10-22T07:40:00.000Z' },
  onRecord: true,
  backdated: false,
  can: { confirm: false, dispute: true },
};
const tags = ['takeovers'];
const shown = JointCall.meta({ examples: [example] });

/** Joint calls as coaching: logged by the manager, confirmed or disputed by the rep. */
export function jointCallRoutes({ database, now }: JointCallRoutesDeps): FastifyPluginAsync {
  const calls = jointCallReadModel(database);
  const service = jointCallService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/joint-calls', {
      config: { permission: 'signed-in' },
      schema: {
        summary: "Joint calls: one's own, and those with one's reps; newest first",
        description:
          'By the word of the manager who logged them; `onRecord` says whether the activities show both of them with this customer on that day. No signal reads what is logged here.',
        tags,
        querystring: JointCallsQuery,
        response: {
          200: JointCallPage.meta({ examples: [{ rows: [example], nextCursor: null }] }),
          400: Problem,
          401: Problem,
        },
      },
      handler: (request) => calls.list(request.viewer, request.query),
    });

    app.get('/joint-calls/choices', {
      config: { permission: 'joint-calls.log' },
      schema: {
        summary: "Accounts and deals of one's reps, by the beginning of a name (50 at most)",
        tags,
        querystring: JointCallChoicesQuery,
        response: {
          200: JointCallChoices.meta({
            examples: [
              { choices: [{ about: wanted.about, deal: deal.name, account: 'Harbour Logistics', rep }] },
            ],
          }),
          400: Problem,
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => calls.choices(request.viewer, request.query, now()),
    });

    app.post('/joint-calls', {
      config: { permission: 'joint-calls.log' },
      schema: {
        summary: 'Log a call that one held together with a rep, and what was coached',
        description: 'The rep is told, and confirms or disputes it. It changes no reading.',
        tags,
        headers: Repeatable,
        body: LogJointCallRequest.meta({ examples: [wanted] }),
        response: { 201: shown, ...changeRefusals },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await service.log(commandOf(request, now()), request.body)),
    });

    app.post('/joint-calls/:id/confirmation', {
      config: { permission: 'joint-calls.answer' },
      schema: {
        summary: 'Confirm a joint call that was logged about oneself',
        tags,
        headers: Repeatable,
        params: IdParams,
        response: { 200: shown, ...changeRefusals },
      },
      handler: (request) => service.answer(commandOf(request, now()), request.params.id, null),
    });

    app.post('/joint-calls/:id/dispute', {
      config: { permission: 'joint-calls.answer' },
      schema: {
        summary: 'Dispute a joint call that was logged about oneself; the latest word counts',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: DisputeRequest.meta({ examples: [{ note: 'You were not on that call.' }] }),
        response: { 200: shown, ...changeRefusals },
      },
      handler: (request) => service.answer(commandOf(request, now()), request.params.id, request.body.note),
    });
  };
}
