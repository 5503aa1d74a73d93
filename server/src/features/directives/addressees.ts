import type { Addressees } from '@plumbline/shared/contracts/directives.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { inheritedByAnybody } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';

/**
 * SQL: everybody below somebody today, `(top, person)`, over any number of levels; a circle of lines ends by itself.
 * A day is each person's own.
 */
const below = (sql: Sql, viewer: Viewer, tops: Fragment, at: Date): Fragment => sql`
  with recursive tree (top, person) as (
    select top, top from unnest(${tops}) top
    union
    select tree.top, line.person_id
    from tree
    join reporting_lines line on line.organization_id = ${viewer.organizationId} and line.manager_id = tree.person
    join people p on p.organization_id = line.organization_id and p.id = line.person_id
      and line.during @> (${at}::timestamptz at time zone p.time_zone)::date
  )
  select distinct tree.top, tree.person from tree where tree.person <> tree.top`;

/** SQL: the people whom the viewer may send a directive to: an executive everybody, a manager everybody below them. */
export const within = (sql: Sql, viewer: Viewer, at: Date): Fragment =>
  viewer.role === 'executive'
    ? sql`select p.id as person from people p where p.organization_id = ${viewer.organizationId} and p.id <> ${viewer.personId}`
    : sql`select person from (${below(sql, viewer, sql`array[${viewer.personId}]::uuid[]`, at)}) mine`;

/**
 * SQL: whether somebody is named to whom, or to whose people, the viewer may not send one. The viewer's own team and branch
 * may be named.
 */
export const namesStrangers = (sql: Sql, viewer: Viewer, to: Addressees, at: Date): Fragment => sql`
  select exists (
    select from unnest(${[...to.people, ...to.teamsOf, ...to.branchesOf]}::uuid[]) named
    where named not in (${within(sql, viewer, at)})
      and not (named = ${viewer.personId} and named <> all (${to.people}::uuid[]))
  ) as strangers`;

/**
 * SQL: the people that a directive goes to, `(id, name, time_zone, manager_id)`: those named, the reps of teams and of
 * branches. Whoever has left is left out; a manager's place is taken by whoever answers for the reps since.
 */
export const receivers = (sql: Sql, viewer: Viewer, to: Addressees, at: Date): Fragment => sql`
  select p.id, p.name, p.time_zone, coalesce(heir.heir_id, line.manager_id) as manager_id
  from people p
  left join reporting_lines line on line.organization_id = p.organization_id and line.person_id = p.id
    and line.during @> (${at}::timestamptz at time zone p.time_zone)::date
  left join (${inheritedByAnybody(sql, viewer.organizationId, at)}) heir on heir.rep_id = p.id
    and heir.days @> (${at}::timestamptz at time zone p.time_zone)::date
  where p.organization_id = ${viewer.organizationId}
    and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)
    and p.id in (${within(sql, viewer, at)})
    and (
      p.id = any (${to.people}::uuid[])
      or p.role = 'rep' and line.manager_id = any (${to.teamsOf}::uuid[])
      or p.role = 'rep' and p.id in (
        select person from (${below(sql, viewer, sql`${to.branchesOf}::uuid[]`, at)}) branch
      )
    )`;
