import type { JobName } from '@plumbline/shared/domain/vocabulary.ts';
import { PgBoss } from 'pg-boss';

/** The queues, declared once: the owner makes them at migration, the serving role only uses them. */
export const queues = {
  /** Evaluate an organisation after its record changed. */
  evaluate: { policy: 'stately', retryLimit: 2, expireInSeconds: 3600 },
  /** Evaluate every organisation, nightly. */
  'evaluate-all': { policy: 'stately', retryLimit: 2, expireInSeconds: 3600 },
  /** Note as failed the imports that ended while the database was away, or with their process. */
  'end-interrupted-imports': { policy: 'stately', retryLimit: 0, expireInSeconds: 300 },
  /** Forget the answers that were kept for requests sent again. */
  'forget-old-answers': { policy: 'stately', retryLimit: 2, expireInSeconds: 600 },
  /** Remove files that were uploaded and handed in with nothing. */
  'remove-stale-files': { policy: 'stately', retryLimit: 2, expireInSeconds: 600 },
  /** Chain the digests of new audit entries. */
  'seal-audit': { policy: 'stately', retryLimit: 0, expireInSeconds: 300 },
  /** Send what waits in the outbox of an organisation. */
  deliver: { policy: 'stately', retryLimit: 2, expireInSeconds: 3600 },
  /** The same for every organisation: what was put off, and what nobody was woken for. */
  'deliver-all': { policy: 'stately', retryLimit: 0, expireInSeconds: 300 },
  /** Put the digests of whoever's morning it is into the outbox. */
  'schedule-digests': { policy: 'stately', retryLimit: 2, expireInSeconds: 600 },
  /** Tell people of what comes with time alone: due, late, open to review. */
  remind: { policy: 'stately', retryLimit: 2, expireInSeconds: 600 },
  /** Make the paperwork of the coming fortnight. */
  'schedule-paperwork': { policy: 'stately', retryLimit: 2, expireInSeconds: 600 },
} as const satisfies Record<JobName, object>;

const schema = 'pgboss';

/**
 * Installs or updates the queue's schema and gives the serving role its use. Run as the owner.
 */
export async function installQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema, supervise: false, schedule: false, max: 1 });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const [name, options] of Object.entries(queues)) {
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** The queue as the serving role uses it: it may not change the schema. */
export function queueClient(servingUrl: string): PgBoss {
  return new PgBoss({ connectionString: servingUrl, schema, migrate: false, createSchema: false, max: 3 });
}
