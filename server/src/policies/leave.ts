import type { Sql } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import { inCharge } from './in-charge.ts';
import type { Viewer } from './viewer.ts';

/**
 * SQL: whether leave of the person `rep` (a row of `people` by that alias) counts when the viewer records it: whoever
 * answers for them, an executive or an administrator; never oneself.
 */
export function mayGrantLeave(sql: Sql, viewer: Viewer, at: Date): Fragment {
  const isOther = sql`rep.id <> ${viewer.personId}`;
  return viewer.isAdmin || viewer.role === 'executive'
    ? isOther
    : sql`(${isOther} and ${inCharge(sql, viewer, at)})`;
}

/** SQL: whether the viewer may record leave of the person `rep`: one's own, which then waits to be confirmed, too. */
export const mayRecordLeave = (sql: Sql, viewer: Viewer, at: Date): Fragment =>
  sql`(rep.id = ${viewer.personId} or ${mayGrantLeave(sql, viewer, at)})`;

/**
 * SQL: whether the viewer may name the person `rep` as the one who takes over: a rep their manager and whoever has the
 * same one, everybody else anybody.
 */
export function mayNameAsCover(sql: Sql, viewer: Viewer, at: Date): Fragment {
  if (viewer.isAdmin || viewer.role !== 'rep') return sql`true`;
  return sql`exists (
    select from reporting_lines own
    join people viewing on viewing.organization_id = own.organization_id and viewing.id = own.person_id
    cross join lateral (select (${at}::timestamptz at time zone viewing.time_zone)::date as today) local
    where own.organization_id = rep.organization_id and own.person_id = ${viewer.personId} and own.during @> local.today
      and (
        rep.id = own.manager_id
        or exists (
          select from reporting_lines mate
          where mate.organization_id = own.organization_id and mate.person_id = rep.id
            and mate.manager_id = own.manager_id and mate.during @> local.today
        )
      )
  )`;
}
