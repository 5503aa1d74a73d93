import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import type { Sql } from '../../database/connect.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** More than stand above anybody. */
const most = 50;

/**
 * Whom the viewer may put an item before: the directive's issuer first, then those above the viewer from the nearest on,
 * then the other executives. Whoever answers for the rep is none of them, unless they issued it: a rep says why to them,
 * or asks for time.
 */
export async function receiversOf(sql: Sql, viewer: Viewer, itemId: string, at: Date): Promise<PersonRef[]> {
  const rows = await sql<PersonRef[]>`
    with recursive above (id, level) as (
      select ${viewer.personId}::uuid, 0
      union
      select line.manager_id, above.level + 1
      from above
      join people p on p.organization_id = ${viewer.organizationId} and p.id = above.id
      join reporting_lines line on line.organization_id = p.organization_id and line.person_id = p.id
        and line.during @> (${at}::timestamptz at time zone p.time_zone)::date
      where above.level < ${most}
    )
    select p.id, p.name
    from items i
    join directives d on d.organization_id = i.organization_id and d.id = i.directive_id
    join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
    join people p on p.organization_id = i.organization_id
    left join (select id, min(level) as level from above group by id) line on line.id = p.id
    where i.organization_id = ${viewer.organizationId} and i.id = ${itemId}
      and p.role <> 'rep' and p.id not in (${viewer.personId}, i.rep_id)
      and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)
      and (p.id = d.issued_by or (
        (p.role = 'executive' or line.level is not null)
        and not exists (
          select from reporting_lines own
          where own.organization_id = rep.organization_id and own.person_id = rep.id and own.manager_id = p.id
            and own.during @> (${at}::timestamptz at time zone rep.time_zone)::date
        )
      ))
    order by p.id = d.issued_by desc, line.level nulls last, p.name, p.id
    limit ${most}`;
  return rows.map(({ id, name }) => ({ id, name }));
}
