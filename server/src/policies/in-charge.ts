import type { Sql, Tx } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import type { Viewer } from './viewer.ts';

/**
 * SQL: rows of (gone_id, left_on, heir_id, since): whose place somebody takes from which day on. Whoever has left is
 * followed by the one they reported to on their last day, and by the next above where that one has left, too. It is no
 * matter whether a line was ended with the leaving of the one it led to.
 *
 * @param heirs those who may take one, a query of ids
 */
const placesTaken = (sql: Sql, organizationId: string, heirs: Fragment): Fragment => sql`
  with recursive places (gone_id, left_on, heir_id, since) as (
    select heir.id, null::date, heir.id, '-infinity'::date from (${heirs}) heir
    union
    select gone.id, gone.left_on, place.heir_id, greatest(gone.left_on, place.since)
    from places place
    join reporting_lines line on line.organization_id = ${organizationId} and line.manager_id = place.gone_id
    join people gone on gone.organization_id = line.organization_id and gone.id = line.person_id and gone.role <> 'rep'
      and gone.left_on > lower(line.during)
      and coalesce(upper(line.during) >= least(gone.left_on, place.left_on), true)
    where not exists (
      select from reporting_lines later
      where later.organization_id = line.organization_id and later.person_id = gone.id
        and lower(later.during) > lower(line.during) and lower(later.during) < gone.left_on
    )
  )
  select places.* from places where places.left_on is not null`;

/** SQL: the viewer alone, as a query of ids. */
const viewerAlone = (sql: Sql, { personId }: Viewer): Fragment => sql`select ${personId}::uuid as id`;

/** SQL: everybody who may have people and is here, as a query of ids. */
const anybody = (sql: Sql, organizationId: string, at: Date): Fragment => sql`
  select p.id from people p
  where p.organization_id = ${organizationId} and p.role <> 'rep'
    and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)`;

/**
 * SQL: rows of (rep_id, heir_id, days): who answers for whom, and on which days, since their manager has left: who takes
 * the manager's place, until the rep has another one or leaves as well.
 */
const inheritedBy = (sql: Sql, organizationId: string, heirs: Fragment): Fragment => sql`
  select line.person_id as rep_id, place.heir_id,
    daterange(place.since, null) * daterange(lower(line.during), null) * daterange(null, least(rep.left_on, (
      select min(lower(next.during)) from reporting_lines next
      where next.organization_id = line.organization_id and next.person_id = line.person_id
        and lower(next.during) >= upper(line.during)
    ))) as days
  from (${placesTaken(sql, organizationId, heirs)}) place
  join reporting_lines line on line.organization_id = ${organizationId} and line.manager_id = place.gone_id
    and coalesce(upper(line.during) >= place.left_on, true)
  join people rep on rep.organization_id = line.organization_id and rep.id = line.person_id`;

/** {@link inheritedBy} the viewer. */
export const inherited = (sql: Sql, viewer: Viewer): Fragment =>
  inheritedBy(sql, viewer.organizationId, viewerAlone(sql, viewer));

/** {@link inheritedBy} anybody who is here. */
export const inheritedByAnybody = (sql: Sql, organizationId: string, at: Date): Fragment =>
  inheritedBy(sql, organizationId, anybody(sql, organizationId, at));

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
    select from (${inherited(sql, viewer)}) heir
    where heir.rep_id = rep.id and heir.days @> (${at}::timestamptz at time zone rep.time_zone)::date
  ))`;

/** SQL: the viewer, everybody whom they cover now, and whose place they took, by id. A day is the absentee's own. */
export const actingFor = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  select ${viewer.personId}::uuid
  union all
  select away.person_id
  from absences away
  join people absentee on absentee.organization_id = away.organization_id and absentee.id = away.person_id
  where away.organization_id = ${viewer.organizationId} and away.cover_id = ${viewer.personId}
    and away.during @> (${at}::timestamptz at time zone absentee.time_zone)::date
    and away.counts and away.recorded_at <= ${at}
  union all
  select place.gone_id
  from (${placesTaken(sql, viewer.organizationId, viewerAlone(sql, viewer))}) place
  join people gone on gone.organization_id = ${viewer.organizationId} and gone.id = place.gone_id
  where place.since <= (${at}::timestamptz at time zone gone.time_zone)::date`;

/**
 * SQL: the people the viewer answers for now, as rows of id, name, time_zone and manager_id (the manager whom the viewer
 * covers, or the viewer, also as an heir). The same rule as `inCharge`, from the manager's side: a day is each rep's own.
 * A rep who has left owes nobody an answer any more; what they left open may still be let go.
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
    from (${inherited(sql, viewer)}) heir
  )
  -- Of a manager who has left and is on leave still one may be both the cover and the heir.
  select distinct on (rep.id) rep.id, rep.name, rep.time_zone, answered.manager_id
  from answered
  join people rep on rep.organization_id = ${viewer.organizationId} and rep.id = answered.rep_id
  cross join lateral (select (${at}::timestamptz at time zone rep.time_zone)::date as today) local
  where rep.id <> ${viewer.personId} and answered.days @> local.today
    and (rep.left_on is null or rep.left_on > local.today)
  order by rep.id, answered.manager_id <> ${viewer.personId}`;

/**
 * The people who answer for any of these reps at a moment, by id: the manager, whoever covers for a manager who is away,
 * and the heir of one who has left. The same rule as `inCharge`, from the reps' side.
 */
export async function answeringFor(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  repIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with rep as (
      select rep.organization_id, rep.id, (${at}::timestamptz at time zone rep.time_zone)::date as today
      from people rep
      where rep.organization_id = ${actor.organizationId} and rep.id = any (${[...repIds]}::uuid[])
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
    join (${inheritedByAnybody(sql, actor.organizationId, at)}) heir on heir.rep_id = rep.id and heir.days @> rep.today`;
  return rows.map(({ id }) => id);
}
