import { inTurn } from '../in-turn.ts';
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
  await inTurn(organizations, ({ id }) => work({ organizationId: id, personId: null }), {
    one: ({ id }) => `It failed for organisation ${id}.`,
    some: (failures) => `It failed for ${failures} of ${organizations.length} organisations.`,
  });
}
