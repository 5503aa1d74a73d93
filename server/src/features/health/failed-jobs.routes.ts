import { Problem } from '@plumbline/shared/contracts/common.ts';
import { FailedJobs } from '@plumbline/shared/contracts/health.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { failedJobs } from './failed-jobs.ts';

/** For whoever administers the installation. */
export function failedJobsRoutes({ database }: { database: Pick<Database, 'read'> }): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/failed-jobs', {
      config: { permission: 'deliveries.manage' },
      schema: {
        summary: 'What the server does by itself and failed at, until it gets through again',
        description: 'At most one a kind of job, the latest first; why is in the server’s log.',
        tags: ['health'],
        response: {
          200: FailedJobs.meta({
            examples: [
              { rows: [{ job: 'schedule-paperwork', times: 3, lastAt: '2026-10-19T01:45:02.000Z' }] },
            ],
          }),
          403: Problem,
        },
      },
      handler: async (request) => ({ rows: await failedJobs(database, request.viewer) }),
    });
  };
}
