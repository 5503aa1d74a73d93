import type { Sql } from '../database/connect.ts';
import { StartError } from '../errors.ts';
import { loadPolicies, type Policy } from './policy.ts';
import type { Places, Scope } from './trials/ground.ts';
import { midnight } from './weeks.ts';

/** The organisation whose record is read. */
export interface Organization {
  id: string;
  timeZone: string;
  policies: readonly [Policy, ...Policy[]];
  /** Who of the managers left, and when. */
  leftOn: ReadonlyMap<string, string>;
}

/** @throws StartError where it or its policy is missing */
export async function loadOrganization(sql: Sql, id: string): Promise<Organization> {
  const [organization] = await sql<
    { timeZone: string }[]
  >`select time_zone from organizations where id = ${id}`;
  if (organization === undefined) throw new StartError(`There is no organisation ${id}.`);
  const [first, ...later] = await loadPolicies(sql, id);
  if (first === undefined) throw new StartError('The organisation has no policy: set its norms first.');
  const left = await sql<{ id: string; leftOn: string }[]>`
    select id, left_on from people where organization_id = ${id} and left_on is not null`;
  return {
    id,
    timeZone: organization.timeZone,
    policies: [first, ...later],
    leftOn: new Map(left.map((person) => [person.id, person.leftOn])),
  };
}

/** The weeks from one Monday until another, as the trials take them. */
export const scopeOf = (
  { id, timeZone, policies }: Organization,
  places: Places,
  from: string,
  until: string,
): Scope => ({
  organizationId: id,
  timeZone,
  from: midnight(from, timeZone),
  to: midnight(until, timeZone),
  places,
  responseTimes: policies.map(({ inForceFrom, responseBusinessDays }) => ({
    from: midnight(inForceFrom, timeZone),
    responseBusinessDays,
  })),
});
