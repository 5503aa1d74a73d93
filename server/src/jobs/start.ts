import type { JobName } from '@plumbline/shared/domain/vocabulary.ts';
import type { Database, Tx } from '../database/connect.ts';
import type { Config } from '../config.ts';
import { forgetOldAnswers } from '../database/once.ts';
import { forEachOrganization } from '../database/organizations.ts';
import { sealOrganization } from '../features/audit/seal.ts';
import { endInterruptedImports } from '../features/imports/imports.service.ts';
import { removeStaleFiles } from '../features/items/item-files.ts';
import { deliver } from '../features/notifications/deliver.ts';
import { mailer as openMailer } from '../features/notifications/mail.ts';
import { webhookRules } from '../features/notifications/webhook.ts';
import { makePaperwork } from '../features/paperwork/making.ts';
import { evaluate } from '../pipeline/evaluate.ts';
import type { Storage } from '../storage/storage.ts';
import { digestLetters } from './digest-letter.ts';
import { scheduleDigests } from './digests.ts';
import { enqueueEvaluation } from './queue.ts';
import { queueClient } from './queues.ts';
import { remind } from './reminders.ts';

export interface JobsDeps {
  database: Database;
  storage: Storage;
  servingUrl: string;
  mail: Config['mail'];
  /** How people reach the page, without a slash at the end. */
  pageUrl: string;
  now(): Date;
  log: { error(details: object, message: string): void };
}

export interface Jobs {
  /** Asks for an evaluation of an organisation whose record has changed. */
  enqueueEvaluation(organizationId: string): Promise<void>;
  /** Waits for what is being done, up to half a minute. */
  stop(): Promise<void>;
}

/**
 * When what is done again and again is done, in UTC (cron). Every server asks; the queue does it once. What fell into a
 * time without a server is done once when there is one again: a server that is off at night does its nightly work too.
 */
const schedules = {
  'deliver-all': '* * * * *',
  'end-interrupted-imports': '* * * * *',
  'evaluate-all': '15 2 * * *',
  'forget-old-answers': '30 1 * * *',
  remind: '*/5 * * * *',
  'remove-stale-files': '30 3 * * *',
  'schedule-digests': '*/10 * * * *',
  'schedule-paperwork': '45 1 * * *',
  'seal-audit': '* * * * *',
} satisfies Partial<Record<JobName, string>>;

/** Takes work from the queue in this process, and keeps the schedules. */
export async function startJobs({
  database,
  storage,
  servingUrl,
  mail,
  pageUrl,
  now,
  log,
}: JobsDeps): Promise<Jobs> {
  const queue = queueClient(servingUrl);
  queue.on('error', (err) => log.error({ err }, 'the job queue'));
  await queue.start();

  /** The queue itself notes that a job failed, and tries again; the log is for people. */
  async function take<Data extends object>(
    name: JobName,
    work: (data: Data) => Promise<unknown>,
  ): Promise<void> {
    await queue.work<Data>(name, async (jobs) => {
      for (const job of jobs) {
        await work(job.data).catch((error: unknown) => {
          log.error({ err: error, job: name }, 'a job failed');
          throw error;
        });
      }
    });
  }

  await take('evaluate', ({ organizationId, reason }: { organizationId: string; reason: string }) =>
    evaluate(database, { organizationId, reason, now: now() }),
  );
  const forEach = (work: (organizationId: string) => Promise<unknown>) =>
    forEachOrganization(database, ({ organizationId }) => work(organizationId));
  /** In a transaction for each organisation. */
  const inEach = (work: (tx: Tx) => Promise<unknown>) =>
    forEachOrganization(database, (actor) => database.transaction(actor, work));

  await take('evaluate-all', () => forEach((id) => enqueueEvaluation(queue, id, 'night')));
  const mailer = mail === null ? null : openMailer(mail);
  const enqueueDelivery = (organizationId: string) =>
    queue.send('deliver', { organizationId }, { singletonKey: organizationId });
  await take('deliver', ({ organizationId }: { organizationId: string }) =>
    deliver(
      {
        database,
        mailer,
        webhooks: webhookRules,
        pageUrl,
        digest: digestLetters(database, pageUrl),
        now,
        onError: (err) => log.error({ err, organizationId }, 'a letter could not be put together'),
      },
      organizationId,
    ),
  );
  await take('deliver-all', () => forEach(enqueueDelivery));
  await take('schedule-digests', async () => {
    if (mail !== null) await inEach((tx) => scheduleDigests(tx, now()));
  });
  await take('remind', () => inEach((tx) => remind(tx, now())));
  // A notice is on its way within seconds. Without the line (a pooler may not carry it) it goes with the next minute.
  const unhear = await database
    .hearChanges(
      ({ subjectType, organizationId }) => {
        if (subjectType === 'notice') void enqueueDelivery(organizationId).catch(() => undefined);
      },
      () => undefined,
    )
    .catch((error: unknown) => {
      log.error({ err: error }, 'notices are sent once a minute only: the database does not tell of changes');
      return async () => undefined;
    });
  await take('end-interrupted-imports', () => endInterruptedImports(database));
  await take('forget-old-answers', () => inEach((tx) => forgetOldAnswers(tx, now())));
  await take('schedule-paperwork', () => inEach((tx) => makePaperwork(tx, now())));
  await take('remove-stale-files', () =>
    forEachOrganization(database, (actor) => removeStaleFiles({ database, storage }, actor, now())),
  );
  await take('seal-audit', () => forEach((id) => sealOrganization(database, id)));
  for (const [name, cron] of Object.entries(schedules))
    await queue.schedule(name, cron, {}, { missed: 'once' });

  return {
    enqueueEvaluation: (organizationId) => enqueueEvaluation(queue, organizationId, 'import'),
    async stop() {
      await unhear().catch(() => undefined);
      await queue.stop({ graceful: true, timeout: 30_000 });
      mailer?.close();
    },
  };
}
