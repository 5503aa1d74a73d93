import type { Database } from '../database/connect.ts';
import { sealAll } from '../features/audit/seal.ts';
import { evaluate } from '../pipeline/evaluate.ts';
import { schedulePaperworkOfAll } from './paperwork.ts';
import { enqueueEvaluation } from './queue.ts';
import { queueClient, type QueueName } from './queues.ts';

export interface JobsDeps {
  database: Database;
  servingUrl: string;
  now(): Date;
  log: { error(details: object, message: string): void };
}

export interface Jobs {
  /** Asks for an evaluation of an organisation whose record has changed. */
  enqueueEvaluation(organizationId: string): Promise<void>;
  /** Waits for what is being done, up to half a minute. */
  stop(): Promise<void>;
}

/** When what is done again and again is done, in UTC (cron). Every server asks; the queue does it once. */
const schedules = {
  'evaluate-all': '15 2 * * *',
  'schedule-paperwork': '45 1 * * *',
  'seal-audit': '* * * * *',
} satisfies Partial<Record<QueueName, string>>;

/** Takes work from the queue in this process, and keeps the schedules. */
export async function startJobs({ database, servingUrl, now, log }: JobsDeps): Promise<Jobs> {
  const queue = queueClient(servingUrl);
  queue.on('error', (err) => log.error({ err }, 'the job queue'));
  await queue.start();

  /** The queue itself notes that a job failed, and tries again; the log is for people. */
  async function take<Data extends object>(
    name: QueueName,
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
  await take('evaluate-all', async () => {
    const organizations = await database.unscoped<
      { id: string }[]
    >`select o.id from organizations o order by o.id`;
    for (const { id } of organizations) await enqueueEvaluation(queue, id, 'night');
  });
  await take('schedule-paperwork', () => schedulePaperworkOfAll(database, now()));
  await take('seal-audit', () => sealAll(database));
  for (const [name, cron] of Object.entries(schedules)) await queue.schedule(name, cron);

  return {
    enqueueEvaluation: (organizationId) => enqueueEvaluation(queue, organizationId, 'import'),
    stop: () => queue.stop({ graceful: true, timeout: 30_000 }),
  };
}
