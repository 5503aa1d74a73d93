import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';

/**
 * Somebody of a role whose pages show what the product is about: a rep with late items; a manager with a flag, best one
 * of the friend pattern, and with people who are late now; the executive whom most report to.
 */
export async function instructivePerson(
  sql: Sql,
  organizationId: string,
  role: Role,
  at: Date,
): Promise<string | null> {
  const [person] = await sql<{ id: string }[]>`
    select p.id
    from people p
    where p.organization_id = ${organizationId} and p.role = ${role}
      and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)
    order by ${mostInstructive[role](sql, at)}, p.name, p.id
    limit 1`;
  return person?.id ?? null;
}

/** Open items past due: of the person, or of whoever reports to them. */
const late = (sql: Sql, at: Date, whose: Fragment): Fragment => sql`(
  select count(*) from items i
  where i.organization_id = p.organization_id and ${whose} and i.state = 'open' and i.current_due_at <= ${at}
)`;

const mostInstructive: Record<Role, (sql: Sql, at: Date) => Fragment> = {
  rep: (sql, at) => sql`${late(sql, at, sql`i.rep_id = p.id`)} desc`,
  manager: (sql, at) => sql`
    coalesce((
      select max(case f.pattern when 'friend' then 2 else 1 end) from flags f
      where f.organization_id = p.organization_id and f.manager_id = p.id and f.cleared_at is null
    ), 0) desc,
    ${late(
      sql,
      at,
      sql`i.rep_id in (
        select line.person_id from reporting_lines line
        where line.organization_id = p.organization_id and line.manager_id = p.id and line.during @> ${at}::timestamptz::date
      )`,
    )} desc`,
  executive: (sql, at) => sql`(
    select count(*) from reporting_lines line
    where line.organization_id = p.organization_id and line.manager_id = p.id and line.during @> ${at}::timestamptz::date
  ) desc`,
};
