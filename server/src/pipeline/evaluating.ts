import type { Actor, Database, Sql, Tx } from '../database/connect.ts';
import { RequestError } from '../errors.ts';
import { loadOrganization, type Organization } from './organization.ts';

/**
 * The planner set for statements over whole tables: compiling the many of them takes longer than they do, and what a
 * statement before has only just written is hardly known, so that it would loop over tables it takes for small, or merge by
 * half of a key. The temporary tables are counted from fewer rows, as so few questions are asked of them.
 */
export const wholeTables = [
  'set local jit = off',
  "set local work_mem = '64MB'",
  'set local enable_nestloop = off',
  'set local enable_mergejoin = off',
  'set local default_statistics_target = 10',
].join('; ');

/**
 * Fetches rows of the record that rows at hand point to. Where these are counted, loops may be taken: few are looked up by
 * their index, for many the whole table is read.
 */
export async function fetching(sql: Sql, fetch: () => PromiseLike<unknown>): Promise<void> {
  await sql.unsafe('set local enable_nestloop = on; set local random_page_cost = 1.1');
  await fetch();
  await sql.unsafe('set local enable_nestloop = off; set local random_page_cost = default');
}

/**
 * The transaction in which a record is evaluated, replayed or tried under other norms: one at a time for an organisation,
 * with the planner set for statements over whole tables.
 *
 * @param turn whether to wait for another one, or to be told
 * @throws StartError where the organisation or its policy is missing
 * @throws RequestError wrong_state where somebody else's turn is not over, and one does not wait
 */
export function evaluating<T>(
  database: Database,
  actor: Actor,
  work: (tx: Tx, organization: Organization) => Promise<T>,
  turn: 'wait' | 'now' = 'wait',
): Promise<T> {
  const { organizationId } = actor;
  return database.transaction(actor, async (tx) => {
    await tx.sql.unsafe(wholeTables);
    const key = tx.sql`hashtextextended(${`evaluate ${organizationId}`}, 0)`;
    if (turn === 'wait') await tx.sql`select pg_advisory_xact_lock(${key})`;
    else {
      const [lock] = await tx.sql<{ isOurs: boolean }[]>`select pg_try_advisory_xact_lock(${key}) as is_ours`;
      if (!lock?.isOurs)
        throw new RequestError('wrong_state', 'The record is being read just now. Try again in a minute.');
    }
    return work(tx, await loadOrganization(tx.sql, organizationId));
  });
}
