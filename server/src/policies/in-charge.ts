import type { Sql, Tx } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import type { Viewer } from './viewer.ts';

/**
 * SQL: rows of (rep_id, heir_id, days): who answers for whom, and on which days, since their manager has left: whoever
 * that manager reported to on their last day, until the rep has another one. It is no matter whether the rep's own line
 * was ended with the manager's leaving, unless the rep left too.
 */
export const inherited = (sql: Sql, organizationId: string): Fragment => sql`
  select line.person_id as rep_id, above.manager_id as heir_id,
    daterange(greatest(gone.left_on, lower(line.during)), (
      select min(lower(next.during)) from reporting_lines next
      where next.organization_id = line.organization_id and next.person_id = line.person_id
        and lower(next.during) >= upper(line.during)
    )) as days
  from people gone
  join reporting_lines above on above.organization_id = gone.organization_id and above.person_id = gone.id
    and above.during @> gone.left_on - 1
  join reporting_lines line on line.organization_id = gone.organization_id and line.manager_id = gone.id
  join people rep on rep.organization_id = line.organization_id and rep.id = line.person_id
  where gone.organization_id = ${organizationId}
    and (upper(line.during) is null or upper(line.during) >= gone.left_on
      and (rep.left_on is null or rep.left_on > upper(line.during)))`;

/**
 * SQL: whether the viewer answers for the person `rep` (a row of `people` by that alias): as their manager on that day,
 * as the cover of a manager who is away then, or as the heir of one who has left. An absence counts from when it was
 * recorded.
 *
 * @param at the moment it is asked for; a day is the rep's own
 */
export const inCharge = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`(
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
      )
  )
  or exists (
    select from (${inherited(sql, viewer.organizationId)}) heir
    where heir.rep_id = rep.id and heir.heir_id = ${viewer.personId}
      and heir.days @> (${at}::timestamptz at time zone rep.time_zone)::date
  ))`;

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
  with answered as (
    select line.person_id as rep_id, line.manager_id, line.during as days
    from reporting_lines line
    where line.organization_id = ${viewer.organizationId} and line.manager_id = ${viewer.personId}
    union all
    select line.person_id, line.manager_id, line.during * away.during
    from absences away
    join reporting_lines line on line.organization_id = away.organization_id and line.manager_id = away.person_id
    where away.organization_id = ${viewer.organizationId} and away.cover_id = ${viewer.personId}
      and away.counts and away.recorded_at <= ${at}
    union all
    select heir.rep_id, heir.heir_id, heir.days
    from (${inherited(sql, viewer.organizationId)}) heir where heir.heir_id = ${viewer.personId}
  )
  -- Of a manager who has left and is on leave still one may be both the cover and the heir.
  select distinct on (rep.id) rep.id, rep.name, rep.time_zone, answered.manager_id
  from answered
  join people rep on rep.organization_id = ${viewer.organizationId} and rep.id = answered.rep_id
  where rep.id <> ${viewer.personId} and answered.days @> (${at}::timestamptz at time zone rep.time_zone)::date
  order by rep.id, answered.manager_id <> ${viewer.personId}`;

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
    with rep as (
      select rep.organization_id, rep.id, (${at}::timestamptz at time zone rep.time_zone)::date as today
      from people rep
      where rep.organization_id = ${actor.organizationId} and rep.id = ${repId}
    ),
    line as (
      select line.organization_id, line.manager_id, rep.today
      from rep
      join reporting_lines line on line.organization_id = rep.organization_id and line.person_id = rep.id
        and line.during @> rep.today
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
    from rep
    join (${inherited(sql, actor.organizationId)}) heir on heir.rep_id = rep.id and heir.days @> rep.today`;
  return rows.map(({ id }) => id);
}
