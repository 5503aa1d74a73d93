import { join } from 'node:path';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Config } from './config.ts';
import type { Database } from './database/connect.ts';
import { newId } from './database/ids.ts';
import { auditRoutes } from './features/audit/audit.routes.ts';
import { absenceRoutes } from './features/calendar/absences.routes.ts';
import { calendarRoutes } from './features/calendar/calendar.routes.ts';
import { directiveRoutes } from './features/directives/directives.routes.ts';
import { escalationRoutes } from './features/escalations/escalations.routes.ts';
import { exceptionRoutes } from './features/exceptions/exceptions.routes.ts';
import { flagRoutes } from './features/flags/flags.routes.ts';
import { followUpRoutes } from './features/follow-ups/follow-ups.routes.ts';
import { oneToOneRoutes } from './features/follow-ups/one-to-one.routes.ts';
import { failedJobsRoutes } from './features/health/failed-jobs.routes.ts';
import { healthRoutes } from './features/health/health.routes.ts';
import { firstRunRoutes } from './features/identity/first-run.routes.ts';
import { identityRoutes } from './features/identity/identity.routes.ts';
import { identityService } from './features/identity/identity.service.ts';
import { meReadModel } from './features/identity/me.read-model.ts';
import { passwords as boundedPasswords } from './features/identity/passwords.ts';
import { sampleService } from './features/identity/sample.service.ts';
import { setUpService } from './features/identity/setup.service.ts';
import { importRoutes } from './features/imports/imports.routes.ts';
import type { Progress } from './features/imports/reading/progress.ts';
import { interventionRoutes } from './features/interventions/interventions.routes.ts';
import { jointCallRoutes } from './features/interventions/joint-calls.routes.ts';
import { takeoverRoutes } from './features/interventions/takeovers.routes.ts';
import { liveRoutes, type LiveRoutesDeps } from './features/live/live.routes.ts';
import { fileRoutes } from './features/items/files.routes.ts';
import { itemRoutes } from './features/items/items.routes.ts';
import { takeStepByLink } from './features/items/step-by-link.ts';
import { calendarFeedRoutes } from './features/notifications/calendar-feed.routes.ts';
import { deliveriesRoutes } from './features/notifications/deliveries.routes.ts';
import { inboxRoutes } from './features/notifications/inbox.routes.ts';
import { linkRoutes } from './features/notifications/links.routes.ts';
import { settingsRoutes } from './features/notifications/settings.routes.ts';
import { invitationService } from './features/people/invitations.service.ts';
import { peopleReadModel } from './features/people/people.read-model.ts';
import { peopleRoutes } from './features/people/people.routes.ts';
import { peopleService } from './features/people/people.service.ts';
import { makePaperwork } from './features/paperwork/making.ts';
import { paperworkRoutes } from './features/paperwork/paperwork.routes.ts';
import { addFirstPaperwork } from './features/paperwork/paperwork.service.ts';
import { savedViewRoutes } from './features/saved-views/saved-views.routes.ts';
import { policyRoutes } from './features/policy/policy.routes.ts';
import { recordRoutes } from './features/record/record.routes.ts';
import { backtest } from './pipeline/backtest.ts';
import { patternRoutes } from './features/patterns/patterns.routes.ts';
import { access } from './plugins/access.ts';
import { attempts, type AttemptsOptions } from './plugins/attempts.ts';
import { contracts } from './plugins/contracts.ts';
import { metrics } from './plugins/metrics.ts';
import { openapi } from './plugins/openapi.ts';
import { answerProblem, problem } from './plugins/problem.ts';
import { safety } from './plugins/safety.ts';
import { session } from './plugins/session.ts';
import { web } from './plugins/web.ts';
import type { Storage } from './storage/storage.ts';

/** What the application stands on; a test gives it another database and clock. */
export interface AppDeps {
  config: Pick<
    Config,
    'dataDir' | 'publicUrl' | 'metricsToken' | 'logLevel' | 'uploadLimitBytes' | 'fileLimitBytes'
  > &
    Partial<Pick<Config, 'mail' | 'trustedProxies'>>;
  database: Database;
  /** Where the files of submissions lie. */
  storage: Storage;
  sessionSecret: string;
  /** Of the one-time link for the first administrator; null: there is one. */
  setUpToken: string | null;
  /** Loads the sample organisation. */
  loadSample(progress: Progress): Promise<unknown>;
  /** Asks for an evaluation of an organisation whose record has changed. */
  enqueueEvaluation(organizationId: string): Promise<void>;
  now(): Date;
  attempts?: AttemptsOptions;
  /** In milliseconds, as in plugins/safety; default: 2 s. A test is not refused because its machine is busy: 0. */
  longestStall?: number;
  /** How soon open pages are told, and how often they are checked; default: as in features/live. */
  liveTiming?: LiveRoutesDeps['timing'];
  /** Where the log goes; default: standard output. */
  logStream?: { write(line: string): void };
  /** The log is for a person at a terminal, not for a machine. */
  readableLog?: boolean;
  /** Where the built page lies; default: where it is built to. */
  webFolder?: string;
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
  const { config, database, enqueueEvaluation, now } = deps;
  const isSecure = config.publicUrl?.startsWith('https:') ?? false;
  const app = Fastify({
    logger: {
      level: config.logLevel,
      ...(deps.logStream ? { stream: deps.logStream } : {}),
      ...(deps.readableLog ? { transport: { target: 'pino-pretty' } } : {}),
    },
    trustProxy: config.trustedProxies ?? false,
    // Requests are counted and timed (metrics), and logged one by one only at the level debug.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    bodyLimit,
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  });

  await app.register(problem);
  await app.register(contracts, { checkAnswers: deps.checkAnswers ?? false });
  await app.register(safety, { isSecure, longestStall: deps.longestStall ?? 2000 });
  await app.register(session, { secret: deps.sessionSecret, isSecure });
  await app.register(access, { publicUrl: config.publicUrl });
  await app.register(attempts, deps.attempts ?? { perAddress: 60, perAccount: 10 });
  await app.register(openapi);
  await app.register(metrics, { token: config.metricsToken });

  const mailIsSet = (config.mail ?? null) !== null;
  const passwords = boundedPasswords();
  const me = meReadModel(database);
  const identity = identityService({ database, passwords });
  const setup = setUpService({ database, passwords, token: deps.setUpToken, addFirstPaperwork });
  const sample = sampleService({
    database,
    load: deps.loadSample,
    onFailure: (error) => app.log.error({ err: error }, 'the sample organisation could not be loaded'),
  });

  await app.register(
    async (api) => {
      await api.register(identityRoutes({ identity, me, now }));
      await api.register(firstRunRoutes({ setup, sample, me, now }));
      await api.register(
        peopleRoutes({
          people: peopleService({ database, makePaperwork }),
          readModel: peopleReadModel(database),
          invitations: invitationService({ database, passwords }),
          me,
          publicUrl: config.publicUrl,
          now,
        }),
      );
      await api.register(itemRoutes({ database, now }));
      await api.register(
        fileRoutes({
          database,
          storage: deps.storage,
          spoolFolder: join(config.dataDir, 'uploads'),
          limit: config.fileLimitBytes,
          now,
        }),
      );
      await api.register(followUpRoutes({ database, now }));
      await api.register(oneToOneRoutes({ database, now }));
      await api.register(recordRoutes({ database, now }));
      await api.register(inboxRoutes({ database, now }));
      await api.register(directiveRoutes({ database, now }));
      await api.register(escalationRoutes({ database, now }));
      await api.register(exceptionRoutes({ database, now }));
      await api.register(savedViewRoutes({ database, now }));
      await api.register(settingsRoutes({ database, mailIsSet, publicUrl: config.publicUrl, now }));
      await api.register(calendarFeedRoutes({ database, publicUrl: config.publicUrl, now }));
      await api.register(linkRoutes({ database, carryOut: takeStepByLink, now }));
      await api.register(deliveriesRoutes({ database, mailIsSet, now }));
      await api.register(interventionRoutes({ database, now }));
      await api.register(jointCallRoutes({ database, now }));
      await api.register(takeoverRoutes({ database, now }));
      await api.register(patternRoutes({ database, now }));
      await api.register(flagRoutes({ database, now }));
      await api.register(policyRoutes({ database, backtest: (request) => backtest(database, request), now }));
      await api.register(
        importRoutes({
          database,
          enqueueEvaluation,
          uploadFolder: join(config.dataDir, 'uploads'),
          uploadLimitBytes: config.uploadLimitBytes,
          now,
        }),
      );
      await api.register(paperworkRoutes({ database, now }));
      await api.register(calendarRoutes({ database, now }));
      await api.register(absenceRoutes({ database, now }));
      await api.register(auditRoutes({ database, now }));
      await api.register(liveRoutes({ database, now, timing: deps.liveTiming }));
      await api.register(healthRoutes({ database }));
      await api.register(failedJobsRoutes({ database }));
    },
    { prefix: '/api/v1' },
  );
  await app.register(web, { folder: deps.webFolder ?? join(import.meta.dirname, '../../web/dist') });
  return app;
}
