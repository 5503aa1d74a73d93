import type { Actor, Database } from './connect.ts';

/**
 * Does something for every organisation, one after the other, as the system itself. What fails for one is done for the
 * others all the same.
 *
 * @throws AggregateError once all have had their turn, with an error for each that it failed for
 */
export async function forEachOrganization(
  database: Pick<Database, 'unscoped'>,
  work: (actor: Actor) => Promise<unknown>,
): Promise<void> {
  const organizations = await database.unscoped<{ id: string }[]>`
    select o.id from organizations o order by o.id`;
  const errors: Error[] = [];
  for (const { id: organizationId } of organizations) {
    try {
      await work({ organizationId, personId: null });
    } catch (cause) {
      errors.push(new Error(`It failed for organisation ${organizationId}.`, { cause }));
    }
  }
  if (errors.length > 0)
    throw new AggregateError(
      errors,
      `It failed for ${errors.length} of ${organizations.length} organisations.`,
    );
}
