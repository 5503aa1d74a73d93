import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Tx } from '../../database/connect.ts';

export interface NewOrganization {
  name: string;
  /** IANA; null: the one most frequent among the people of the bundle. */
  timeZone: string | null;
  isSample: boolean;
  /** First day on which its policy is in force; null: the day of the import, in its own time zone. */
  policyFrom: string | null;
}

/**
 * Makes the organisation that a first import brings, with its policy: the default norms. Runs after the bundle was
 * staged, inside the import's transaction, so that a rejected bundle leaves no organisation behind.
 *
 * @param at the moment of the import
 */
export async function makeOrganization(
  { sql, actor, audit }: Tx,
  organization: NewOrganization,
  at: Date,
): Promise<void> {
  const [frequent] = await sql<{ timeZone: string }[]>`
    select timezone as time_zone from staged_people
    where timezone in (select name from pg_timezone_names)
    group by timezone order by count(*) desc, timezone limit 1`;
  const timeZone = organization.timeZone ?? frequent?.timeZone ?? 'UTC';
  await sql`
    insert into organizations (id, name, time_zone, is_sample, created_at)
    values (${actor.organizationId}, ${organization.name}, ${timeZone}, ${organization.isSample}, ${at})`;
  await sql`
    insert into policies (organization_id, version, in_force_from, norms)
    values (${actor.organizationId}, 1,
      coalesce(${organization.policyFrom}::date, (${at}::timestamptz at time zone ${timeZone})::date),
      ${JSON.stringify(defaultNorms)}::text::jsonb)`;
  await audit({
    action: 'organization.created',
    subjectType: 'organization',
    subjectId: actor.organizationId,
  });
}
