import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import { LoggedOneToOne, LogOneToOneRequest, OneToOne } from '@plumbline/shared/contracts/one-to-ones.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { exampleFollowUp, exampleLogOneToOne, exampleOneToOne } from './follow-ups.examples.ts';
import type { FollowUpRoutesDeps } from './follow-ups.routes.ts';
import { followUpService } from './follow-ups.service.ts';
import { oneToOneReadModel } from './one-to-one.read-model.ts';

const tags = ['follow-ups'];

/** What there is to talk about with a rep, and what came of the talk. */
export function oneToOneRoutes({ database, now }: FollowUpRoutesDeps): FastifyPluginAsync {
  const agenda = oneToOneReadModel(database);
  const service = followUpService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/reps/:id/one-to-one', {
      config: { permission: 'follow-ups.log' },
      schema: {
        summary: 'The agenda of a talk with somebody who reports to one',
        description:
          'Lapses without an answer, by the time until which one counts; then what is open and was promised in vain, is late, waits for more time, or is a directive.',
        tags,
        params: IdParams,
        response: {
          200: OneToOne.meta({ examples: [exampleOneToOne] }),
          400: Problem,
          401: Problem,
          403: Problem,
          404: Problem,
        },
      },
      handler: (request) => agenda.oneToOne(request.viewer, request.params.id, now()),
    });

    app.post('/one-to-ones', {
      config: { permission: 'follow-ups.log' },
      schema: {
        summary: 'Log a talk about several items of one rep, each with what came of it',
        description:
          'All of it or nothing. Items with the same outcome, in the same words, share one follow-up. Recorded as declared, as by POST /follow-ups.',
        tags,
        headers: Repeatable,
        body: LogOneToOneRequest.meta({ examples: [exampleLogOneToOne] }),
        response: {
          201: LoggedOneToOne.meta({ examples: [{ followUps: [exampleFollowUp] }] }),
          ...changeRefusals,
        },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await service.logOneToOne(commandOf(request, now()), request.body)),
    });
  };
}
