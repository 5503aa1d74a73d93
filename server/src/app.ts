import Fastify, { type FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import type { Database } from './database/connect.ts';
import { newId } from './database/ids.ts';
import { itemRoutes } from './features/items/items.routes.ts';
import { access } from './plugins/access.ts';
import { contracts } from './plugins/contracts.ts';
import { answerProblem, problem } from './plugins/problem.ts';
import { session } from './plugins/session.ts';

/** What the application stands on; a test gives it another database and clock. */
export interface AppDeps {
  config: Pick<Config, 'dataDir' | 'publicUrl' | 'metricsToken' | 'logLevel' | 'uploadLimitBytes'>;
  database: Database;
  sessionSecret: string;
  now(): Date;
  /** Answers are checked by their whole contract: in tests. */
  checkAnswers?: boolean;
}

/** The largest body of a request, in bytes; an upload has a limit of its own. */
const bodyLimit = 1024 * 1024;

/**
 * The application: what every request passes first, then the features. Not listening yet.
 * @throws Error at ready() where a route declares no permission
 */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, database, now } = deps;
  const app = Fastify({
    logger: { level: config.logLevel },
    disableRequestLogging: true,
    genReqId: newId,
    bodyLimit,
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  });

  await app.register(problem);
  await app.register(contracts, { checkAnswers: deps.checkAnswers ?? false });
  await app.register(session, { secret: deps.sessionSecret, isSecure: config.publicUrl?.startsWith('https:') ?? false });
  await app.register(access, { publicUrl: config.publicUrl });

  await app.register(
    async (api) => {
      await api.register(itemRoutes({ database, now }));
    },
    { prefix: '/api/v1' },
  );
  return app;
}
