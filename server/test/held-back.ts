import { expect } from 'vitest';
import type { Database } from '../src/database/connect.ts';
import { newId } from '../src/database/ids.ts';

const patience = { timeout: 20_000 };

async function waiting(database: Database): Promise<number> {
  const rows = await database.unscoped`
    select from pg_stat_activity a where a.datname = current_database() and a.wait_event_type = 'Lock'`;
  return rows.length;
}

/** Until so many transactions on the test's database wait for another one. */
export const untilWaiting = (database: Database, count: number) =>
  expect.poll(() => waiting(database), patience).toBe(count);

class NotKept extends Error {}

/**
 * Lets a person's request go as far as its answer and holds it there, not committed, so that another one can be sent at
 * the same moment, every time: the answer's key is taken by a transaction that never lands.
 */
export async function holdBack(
  database: Database,
  { organizationId, personId }: { organizationId: string; personId: string },
) {
  const key = newId();
  const holding = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const held = database
    .transaction({ organizationId, personId }, async ({ sql }) => {
      await sql`
        insert into idempotency_keys (organization_id, person_id, key, request_digest, status, body)
        values (${organizationId}, ${personId}, ${key}, '', 200, '{}')`;
      holding.resolve();
      await released.promise;
      throw new NotKept();
    })
    .catch((error: unknown) => {
      if (!(error instanceof NotKept)) throw error;
    });
  await Promise.race([holding.promise, held]);
  return {
    /** Of the request that is to be held. */
    headers: { 'idempotency-key': key },
    /** Until the request has come so far. */
    reached: () => untilWaiting(database, 1),
    /** Until another request, sent meanwhile, has been answered or waits for the one that is held. */
    async meanwhile(answer: Promise<unknown>): Promise<void> {
      let isAnswered = false;
      void answer.finally(() => {
        isAnswered = true;
      });
      await expect.poll(async () => isAnswered || (await waiting(database)) > 1, patience).toBe(true);
    },
    async release(): Promise<void> {
      released.resolve();
      await held;
    },
  };
}
