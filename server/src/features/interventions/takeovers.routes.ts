import { Problem } from '@plumbline/shared/contracts/common.ts';
import { type Takeover, TakeoverPage, TakeoversQuery } from '@plumbline/shared/contracts/takeovers.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { takeoverReadModel } from './takeovers.read-model.ts';

export interface TakeoverRoutesDeps {
  database: Database;
  now(): Date;
}

const example: Takeover = {
  opportunity: {
    id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0d01',
    name: 'Renewal 2027',
    account: 'Harbour Logistics',
    amount: 84_000,
    currency: 'EUR',
  },
  manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
  rep: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
  from: '2026-09-07',
  until: null,
  weeksLed: 4,
  declared: false,
  requested: false,
  jointCalls: { logged: 2, confirmed: 1, disputed: 0 },
};

/** Where managers lead their reps' deals. */
export function takeoverRoutes({ database, now }: TakeoverRoutesDeps): FastifyPluginAsync {
  const takeovers = takeoverReadModel(database);
  return async (instance) => {
    instance.withTypeProvider<ZodTypeProvider>().get('/takeovers', {
      config: { permission: 'takeovers.read' },
      schema: {
        summary: "Stretches of reps' deals that the manager led, newest first",
        description:
          'Read from activities, not from what was declared; `observed` and `declared` set one beside the other. Executives see them one reply window late, and reps by number.',
        tags: ['takeovers'],
        querystring: TakeoversQuery,
        response: {
          200: TakeoverPage.meta({
            examples: [{ rows: [example], nextCursor: null, observed: 17, declared: 3 }],
          }),
          400: Problem,
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => takeovers.list(request.viewer, request.query, now()),
    });
  };
}
