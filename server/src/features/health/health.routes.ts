import { Live, Ready } from '@plumbline/shared/contracts/health.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import postgres from 'postgres';
import type { Database } from '../../database/connect.ts';
import { isDatabaseAway } from '../../plugins/problem.ts';

const tags = ['health'];

/** For whatever watches over the process. */
export function healthRoutes({ database }: { database: Pick<Database, 'unscoped'> }): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/health/live', {
      config: { permission: 'public' },
      schema: {
        summary: 'Whether the process answers; restart it when not',
        tags,
        response: { 200: Live.meta({ examples: [{ status: 'ok' }] }) },
      },
      handler: async () => ({ status: 'ok' as const }),
    });

    app.get('/health/ready', {
      config: { permission: 'public' },
      schema: {
        summary: 'Whether requests can be served; send none when not',
        tags,
        response: {
          200: Ready.meta({
            examples: [{ status: 'ok', checks: { database: true, migrations: true } }],
          }),
          503: Ready.meta({
            examples: [
              {
                status: 'unavailable',
                checks: { database: false, migrations: false },
              },
            ],
          }),
        },
      },
      async handler(_request, reply) {
        const checks = await look(database);
        return checks.migrations
          ? { status: 'ok' as const, checks }
          : reply.code(503).send({ status: 'unavailable', checks });
      },
    });
  };
}

/** A database that answers with an error is there and not migrated; one that does not answer is away. */
async function look({ unscoped }: Pick<Database, 'unscoped'>): Promise<{
  database: boolean;
  migrations: boolean;
}> {
  try {
    await unscoped`select from organizations limit 1`;
    return { database: true, migrations: true };
  } catch (error) {
    return {
      database: error instanceof postgres.PostgresError && !isDatabaseAway(error),
      migrations: false,
    };
  }
}
