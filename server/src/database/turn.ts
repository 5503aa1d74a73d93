import type { Tx } from './connect.ts';

/**
 * Waits until nobody else in the organisation has the turn of this name, and keeps it until the transaction ends. For what
 * no row can be locked for: facts, and what is not there yet.
 */
export async function takeTurn({ sql, actor }: Pick<Tx, 'sql' | 'actor'>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${name} ${actor.organizationId}`}, 0))`;
}
