import type { Sql, Tx } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import type { Viewer } from './viewer.ts';

/**
 * SQL: rows of (gone_id, left_on, heir_id): managers who have left, from which day on, and whom they reported to on their
 * last day. The heir answers for those who still report to somebody who is gone, until they have another manager.
 */
export const heirs = (sql: Sql, organizationId: string): Fragment => sql`
  select gone.id as gone_id, gone.left_on, above.manager_id as heir_id
  from people gone
  join reporting_lines above on above.organization_id = gone.organization_id and above.person_id = gone.id
    and above.during @> gone.left_on - 1
  where gone.organization_id = ${organizationId}`;

/**
 * SQL: whether the viewer answers for the person `rep` (a row of `people` by that alias): as their manager on that day,
 * as the cover of a manager who is away then, or as the heir of one who has left. An absence counts from when it was
 * recorded.
 *
 * @param at the moment it is asked for; a day is the rep's own
 */
export const inCharge = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  exists (
    select from reporting_lines line
    where line.organization_id = rep.organization_id and line.person_id = rep.id
      and line.during @> (${at}::timestamptz at time zone rep.time_zone)::date
      and (
        line.manager_id = ${viewer.personId}
        or exists (
          select from absences away
          where away.organization_id = line.organization_id and away.person_id = line.manager_id
            and away.cover_id = ${viewer.personId} and away.during @> (${at}::timestamptz at time zone rep.time_zone)::date
            and away.counts and away.recorded_at <= ${at}
        )
        or exists (
          select from (${heirs(sql, viewer.organizationId)}) heir
          where heir.gone_id = line.manager_id and heir.heir_id = ${viewer.personId}
            and heir.left_on <= (${at}::timestamptz at time zone rep.time_zone)::date
        )
      )
  )`;

/** SQL: the viewer, and everybody whom they cover now, by id. A day is the absentee's own. */
export const actingFor = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  select ${viewer.personId}::uuid
  union all
  select away.person_id
  from absences away
  join people absentee on absentee.organization_id = away.organization_id and absentee.id = away.person_id
  where away.organization_id = ${viewer.organizationId} and away.cover_id = ${viewer.personId}
    and away.during @> (${at}::timestamptz at time zone absentee.time_zone)::date
    and away.counts and away.recorded_at <= ${at}`;

/**
 * SQL: the people the viewer answers for now, as rows of id, name, time_zone and manager_id (the manager whom the viewer
 * covers, or the viewer, also as an heir). The same rule as `inCharge`, from the manager's side: a day is each rep's own.
 */
export const teamNow = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  with covered as (
    select away.person_id, away.during
    from absences away
    where away.organization_id = ${viewer.organizationId} and away.cover_id = ${viewer.personId}
      and away.counts and away.recorded_at <= ${at}
  ),
  inherited as (
    select heir.gone_id, heir.left_on from (${heirs(sql, viewer.organizationId)}) heir where heir.heir_id = ${viewer.personId}
  )
  select rep.id, rep.name, rep.time_zone,
    case when line.manager_id in (select inherited.gone_id from inherited) then ${viewer.personId} else line.manager_id end as manager_id
  from reporting_lines line
  join people rep on rep.organization_id = line.organization_id and rep.id = line.person_id
  cross join lateral (select (${at}::timestamptz at time zone rep.time_zone)::date as today) local
  where line.organization_id = ${viewer.organizationId} and rep.id <> ${viewer.personId} and line.during @> local.today
    and line.manager_id in (
      select ${viewer.personId}::uuid
      union all select covered.person_id from covered
      union all select inherited.gone_id from inherited
    )
    and (
      line.manager_id = ${viewer.personId}
      or exists (
        select from covered where covered.person_id = line.manager_id and covered.during @> local.today
      )
      or exists (
        select from inherited where inherited.gone_id = line.manager_id and inherited.left_on <= local.today
      )
    )`;

/**
 * The people who answer for a rep at a moment, by id: the manager, whoever covers for a manager who is away, and the heir
 * of one who has left. The same rule as `inCharge`, from the rep's side.
 */
export async function answeringFor(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  repId: string,
  at: Date,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with line as (
      select line.organization_id, line.manager_id, (${at}::timestamptz at time zone rep.time_zone)::date as today
      from people rep
      join reporting_lines line on line.organization_id = rep.organization_id and line.person_id = rep.id
        and line.during @> (${at}::timestamptz at time zone rep.time_zone)::date
      where rep.organization_id = ${actor.organizationId} and rep.id = ${repId}
    )
    select line.manager_id as id from line
    union
    select away.cover_id
    from line
    join absences away on away.organization_id = line.organization_id and away.person_id = line.manager_id
      and away.during @> line.today and away.counts and away.recorded_at <= ${at}
    where away.cover_id is not null
    union
    select heir.heir_id
    from line
    join (${heirs(sql, actor.organizationId)}) heir on heir.gone_id = line.manager_id and heir.left_on <= line.today`;
  return rows.map(({ id }) => id);
}
