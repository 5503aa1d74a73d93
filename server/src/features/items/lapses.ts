import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';

/**
 * SQL: whether somebody acted for the manager of a lapse at an instant: the manager, or the cover on a day of absence. An
 * absence counts from when it was recorded, as in the pipeline.
 */
const actsFor = (sql: Sql, who: Fragment, at: Fragment): Fragment => sql`(
  ${who} = lapse.manager_id
  or exists (
    select from absences away
    where away.organization_id = lapse.organization_id and away.person_id = lapse.manager_id and away.cover_id = ${who}
      and away.during @> (${at} at time zone lapse.time_zone)::date
      and away.counts
      and (away.recorded_at at time zone lapse.time_zone)::date <= (${at} at time zone lapse.time_zone)::date
  ))`;

/**
 * SQL: the due time of `items i`, whose rep is `rep`, before any extension: as first set, or the working day on which leave
 * ends. Leave puts off what is still to come, not what has passed and was given more time afterwards.
 */
export const dueAfterLeave = (sql: Sql): Fragment => sql`
  case when i.current_due_at = i.due_at then i.due_at else coalesce((
    select p.new_due_at
    from (
      select e.new_due_at, e.occurred_at, e.id,
        bool_and(e.known_at <= e.stood_at) over (order by e.occurred_at, e.id) as was_to_come
      from (
        select put.*, coalesce(lag(put.new_due_at) over (order by put.occurred_at, put.id), greatest(i.due_at, (
          select max(least(g.new_due_at, add_business_days(i.due_at, 5, rep.time_zone)))
          from live_item_events g
          where g.organization_id = i.organization_id and g.item_id = i.id and g.kind = 'extension_granted'
            and greatest(g.occurred_at, g.known_at) <= i.due_at
        ))) as stood_at
        from live_item_events put
        where put.organization_id = i.organization_id and put.item_id = i.id and put.kind = 'put_off'
      ) e
    ) p
    where p.was_to_come
    order by p.occurred_at desc, p.id desc
    limit 1
  ), i.due_at) end`;

/**
 * SQL: the due time of `items i` that lateness is counted from, with its rep as `rep`. Leave puts it off; an extension
 * granted in time moves it once, by at most five business days; any later or longer one leaves it where it was. The
 * pipeline's lapses go by the same rule.
 */
export const countedDue = (sql: Sql): Fragment => sql`
  case when i.current_due_at = i.due_at then i.due_at else (
    select greatest(base.due_at, extension.new_due_at)
    from (select ${dueAfterLeave(sql)} as due_at offset 0) base
    left join lateral (
      select least(e.new_due_at, add_business_days(base.due_at, 5, rep.time_zone)) as new_due_at
      from live_item_events e
      where e.organization_id = i.organization_id and e.item_id = i.id and e.kind = 'extension_granted'
        and greatest(e.occurred_at, e.known_at) <= base.due_at and e.new_due_at > i.due_at
      order by e.occurred_at, e.id
      limit 1
    ) extension on true
  ) end`;

/**
 * SQL: whether somebody in charge has answered a lapse (a row `lapse` of id, rep_id, manager_id, time_zone and due_at):
 * a follow-up since it was due that is neither disputed nor backdated beyond 48 hours nor recorded before it was held, an
 * escalation, or a request for more time that was declined. A declared follow-up that nothing bears out in the end counts
 * half; it is an answer here.
 */
export const isAnswered = (sql: Sql): Fragment => sql`(
  exists (
    select from follow_up_items about
    join live_follow_ups f on f.organization_id = about.organization_id and f.id = about.follow_up_id
    where about.organization_id = lapse.organization_id and about.item_id = lapse.id and f.occurred_at >= lapse.due_at
      and (
        f.provenance = 'observed'
        or f.recorded_at between f.occurred_at and f.occurred_at + interval '48 hours' and coalesce((
          select a.answer from live_follow_up_answers a
          where a.organization_id = f.organization_id and a.follow_up_id = f.id
          order by a.occurred_at desc, a.id desc
          limit 1
        ), '') <> 'disputed'
      )
      and ${actsFor(sql, sql`f.manager_id`, sql`f.occurred_at`)}
  )
  or exists (
    select from live_item_events e
    where e.organization_id = lapse.organization_id and e.item_id = lapse.id
      and e.kind in ('escalated', 'extension_declined') and e.occurred_at >= lapse.due_at
      and (e.actor_id is null or ${actsFor(sql, sql`e.actor_id`, sql`e.occurred_at`)})
  ))`;
