import type { Tx } from '../../database/connect.ts';

/** No leave is looked at further ahead than this, in days. */
const furthestAhead = 400;

/**
 * Lets nothing fall due while its rep or the manager is away: each open item whose time lies in leave is put off to the
 * same local time on the first working day on which neither is away. An absence counts from when it was recorded.
 *
 * The time first set stays; the new one is a fact beside it. Run again it changes nothing. Where leave has become
 * shorter a time is pulled forward again, but never before the next working day: nobody is late for what they could
 * not know. What has fallen due already stays as it was.
 *
 * @param only these items are looked at; without it all that leave concerns, which are then held in the order of their ids
 * @returns how many items got another due time
 */
export async function putOffForLeave(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  at: Date,
  only?: readonly string[],
): Promise<number> {
  const { organizationId, personId } = actor;
  const [moved] = await sql<{ items: number }[]>`
    with away as materialized (
      select distinct a.person_id, day::date as day
      from absences a
      join people p on p.organization_id = a.organization_id and p.id = a.person_id
      cross join lateral generate_series(
        greatest(lower(a.during), (a.recorded_at at time zone p.time_zone)::date),
        least(upper(a.during) - 1, ${at}::timestamptz::date + ${furthestAhead}::integer),
        interval '1 day'
      ) day
      where a.organization_id = ${organizationId} and a.counts
        and a.recorded_at <= ${at} and coalesce(upper(a.during) > ${at}::timestamptz::date - 1, true)
    ),
    concerned as materialized (
      select away.person_id as rep_id from away
      union
      select line.person_id from reporting_lines line
      where line.organization_id = ${organizationId} and line.manager_id in (select away.person_id from away)
    ),
    open as materialized (
      select i.id, i.rep_id, i.current_due_at, rep.time_zone, extended.due_at
      from items i
      join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
      cross join lateral (
        select case when i.current_due_at = i.due_at then i.due_at else coalesce((
          select e.new_due_at from live_item_events e
          where e.organization_id = i.organization_id and e.item_id = i.id and e.kind = 'extension_granted'
          order by e.occurred_at desc, e.id desc
          limit 1
        ), i.due_at) end as due_at
      ) extended
      where i.organization_id = ${organizationId} and i.state = 'open' and i.current_due_at > ${at}
        and (i.rep_id in (select concerned.rep_id from concerned) or i.current_due_at <> extended.due_at)
        ${only === undefined ? sql`` : sql`and i.id = any (${[...only]}::uuid[])`}
      order by i.id
      for no key update of i
    ),
    judged as (
      select open.*, off.days, (open.due_at at time zone open.time_zone)::time as time,
        (open.due_at at time zone open.time_zone)::date = any (off.days) as is_away,
        (${at}::timestamptz at time zone open.time_zone)::date as today
      from open
      cross join lateral (
        select array(
          select away.day from away
          where away.person_id = open.rep_id or away.person_id in (
            select line.manager_id from reporting_lines line
            where line.organization_id = ${organizationId} and line.person_id = open.rep_id
              and line.during @> (open.due_at at time zone open.time_zone)::date
          )
        ) as days
        offset 0
      ) off
    ),
    wanted as (
      select judged.id, judged.current_due_at,
        case when judged.is_away
          then instant_of(working_day_after((judged.due_at at time zone judged.time_zone)::date, 1, judged.days) + judged.time, judged.time_zone)
          else judged.due_at
        end as due_at,
        instant_of(working_day_after(judged.today, 1, judged.days) + judged.time, judged.time_zone) as earliest
      from judged
      where judged.is_away or judged.current_due_at <> judged.due_at
    ),
    fair as (
      select wanted.id, least(greatest(wanted.due_at, wanted.earliest), greatest(wanted.due_at, wanted.current_due_at)) as due_at
      from wanted
    ),
    facts as (
      insert into item_events (
        organization_id, id, item_id, kind, actor_id, occurred_at, known_at, ingested_at, provenance, new_due_at
      )
      select ${organizationId}, new_id(), fair.id, 'put_off', ${personId}::uuid, ${at}, ${at}, ${at}, 'observed', fair.due_at
      from fair
      join open on open.id = fair.id
      where fair.due_at <> open.current_due_at
      returning item_id, new_due_at
    ),
    projected as (
      update items i set current_due_at = facts.new_due_at, version = i.version + 1
      from facts
      where i.organization_id = ${organizationId} and i.id = facts.item_id
      returning i.id
    )
    select count(*) as items from projected`;
  return moved?.items ?? 0;
}
