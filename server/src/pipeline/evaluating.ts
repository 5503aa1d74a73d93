import type { Database, Tx } from '../database/connect.ts';
import { loadOrganization, type Organization } from './organization.ts';

/**
 * The transaction in which a record is evaluated, replayed or tried under other norms: one at a time for an organisation,
 * with the planner set for statements over whole tables.
 *
 * @throws StartError where the organisation or its policy is missing
 */
export function evaluating<T>(
  database: Database,
  organizationId: string,
  work: (tx: Tx, organization: Organization) => Promise<T>,
): Promise<T> {
  return database.transaction({ organizationId, personId: null }, async (tx) => {
    // Compiling the many statements takes longer than they do; and after a large import nothing has been counted yet, so
    // that the planner would loop over tables it takes for small.
    await tx.sql.unsafe(`set local jit = off; set local work_mem = '64MB'; set local enable_nestloop = off`);
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`evaluate ${organizationId}`}, 0))`;
    return work(tx, await loadOrganization(tx.sql, organizationId));
  });
}
