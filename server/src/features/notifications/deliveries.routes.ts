import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import { DeliveriesQuery, DeliveryPage } from '@plumbline/shared/contracts/notifications.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { deliveries } from './deliveries.ts';
import { exampleDelivery } from './notifications.examples.ts';

export interface DeliveriesRoutesDeps {
  database: Database;
  mailIsSet: boolean;
  now(): Date;
}

const tags = ['notifications'];

/** What did not get through by mail or chat. */
export function deliveriesRoutes({ database, mailIsSet, now }: DeliveriesRoutesDeps): FastifyPluginAsync {
  const outgoing = deliveries(database, mailIsSet);
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/deliveries', {
      config: { permission: 'deliveries.manage' },
      schema: {
        summary: 'What could not be delivered, or not yet; newest first',
        description: 'To whom and why, never what it said.',
        tags,
        querystring: DeliveriesQuery,
        response: {
          200: DeliveryPage.meta({
            examples: [{ rows: [exampleDelivery], nextCursor: null, mailIsSet: true }],
          }),
          400: Problem,
          403: Problem,
        },
      },
      handler: (request) => outgoing.list(request.viewer, request.query),
    });

    app.post('/deliveries/:id/attempts', {
      config: { permission: 'deliveries.manage' },
      schema: {
        summary: 'Try again what was laid aside',
        tags,
        params: IdParams,
        response: {
          204: z.undefined().describe('It waits to be sent'),
          403: Problem,
          404: Problem,
          409: Problem,
        },
      },
      async handler(request, reply) {
        await outgoing.tryAgain(request.viewer, request.params.id, now());
        return reply.code(204).send();
      },
    });
  };
}
