import type { Sql } from '../../database/connect.ts';
import type { Scope } from './ground.ts';
import { gatherFollowUps, gatherItems, type Window } from './ground-items.ts';
import { actsFor, type Fragment, nthPresent, presentAfter, responseDays } from './signal.ts';

/** Lapses that can settle in the range, and what was done about them. */
export async function prepareLapses(sql: Sql, scope: Scope, window: Window): Promise<void> {
  await gatherItems(sql, scope, window);
  await findLapses(sql, scope, window.since);
  await gatherFollowUps(sql, scope);
  await findResponses(sql, scope);
}

/** @param since those due from then on; earlier ones are only counted, as lapses of the same rep */
async function findLapses(sql: Sql, { from }: Scope, since: Date): Promise<void> {
  const nth = (n: Fragment) => nthPresent(sql, { day: sql`c.day`, n });
  await sql`
    with more_time as (
      select e.item_id, max(least(e.new_due_at, add_business_days(i.due_at, 5, i.zone))) as due_at
      from ground_events e
      join ground_items i on i.item_id = e.item_id
      where e.kind = 'extension_granted' and greatest(e.occurred_at, e.known_at) <= i.due_at
      group by e.item_id
    ),
    -- Leave puts off what is still to come: not what has passed and was given more time afterwards.
    put_off as materialized (
      select distinct on (p.item_id) p.item_id, p.new_due_at as due_at
      from (
        select e.item_id, e.new_due_at, e.occurred_at, e.id,
          bool_and(greatest(e.occurred_at, e.known_at) <= e.stood_at) over (
            partition by e.item_id order by e.occurred_at, e.id
          ) as was_to_come
        from (
          select put.*, coalesce(
            lag(put.new_due_at) over (partition by put.item_id order by put.occurred_at, put.id),
            greatest(i.due_at, more_time.due_at)
          ) as stood_at
          from ground_events put
          join ground_items i on i.item_id = put.item_id
          left join more_time on more_time.item_id = put.item_id
          where put.kind = 'put_off'
        ) e
      ) p
      where p.was_to_come
      order by p.item_id, p.occurred_at desc, p.id desc
    ),
    owed as (
      select i.item_id, i.rep_id, i.kind, coalesce(put_off.due_at, i.due_at) as due_at, i.issued_by, i.zone,
        extension.id as extension_id, extension.new_due_at, extension.longest, done.at as done_at
      from ground_items i
      left join (
        -- Done counts from when it was known: what is entered afterwards improves nothing.
        select item_id, min(greatest(occurred_at, known_at)) as at
        from ground_events where kind in ('submitted', 'completed') and not is_again group by item_id
      ) done on done.item_id = i.item_id
      left join (
        select distinct on (e.item_id) e.id, e.item_id, e.new_due_at,
          add_business_days(coalesce(put_off.due_at, granted.due_at), 5, granted.zone) as longest
        from ground_events e
        join ground_items granted on granted.item_id = e.item_id
        left join put_off on put_off.item_id = e.item_id
        where e.kind = 'extension_granted'
          and greatest(e.occurred_at, e.known_at) <= coalesce(put_off.due_at, granted.due_at)
          and e.new_due_at > granted.due_at
        order by e.item_id, e.occurred_at, e.id
      ) extension on extension.item_id = i.item_id
      left join put_off on put_off.item_id = i.item_id
      where i.is_due
    ),
    -- Leave puts the deadline off; an extension in time moves it once, by at most five business days.
    due as (
      select owed.item_id, owed.rep_id, owed.kind, owed.issued_by, owed.zone, owed.done_at, owed.extension_id,
        coalesce(greatest(owed.due_at, least(owed.new_due_at, owed.longest)), owed.due_at) as due_at,
        coalesce(owed.new_due_at > owed.longest, false) as over_extended
      from owed
    ),
    late as (
      select due.*,
        count(*) over (
          partition by due.rep_id order by due.due_at
          range between interval '60 days' preceding and current row exclude group
        ) as earlier
      from due
      where (due.done_at is null or due.done_at > due.due_at)
        -- What its issuer took back before it was due was never owed.
        and not exists (
          select from ground_events e where e.item_id = due.item_id and e.kind = 'recalled' and e.known_at <= due.due_at
        )
    ),
    in_charge as materialized (
      select late.*, line.manager_id, line.until_at as line_until, (late.due_at at time zone late.zone)::date as day,
        (late.due_at at time zone late.zone)::time as time,
        ${responseDays(sql, sql`late.due_at`)} as response
      from late
      join ground_lines line on line.rep_id = late.rep_id and line.from_at <= late.due_at and line.until_at > late.due_at
      where late.due_at >= ${since}
    ),
    -- Apart, so that what instants are made of is plain: only then is their function worked out in place.
    days as materialized (
      select c.*, ${nth(sql`c.response`)} as answer_on, ${nth(sql`c.response + 3`)} as borne_on,
        ${nth(sql`5`)} as fifth, ${nth(sql`8`)} as eighth, ${nth(sql`10`)} as tenth, ${nth(sql`13`)} as thirteenth
      from in_charge c
      join ground_deadlines d on d.day = c.day
      cross join lateral ${presentAfter(sql, { day: sql`c.day`, rep: sql`c.rep_id`, manager: sql`c.manager_id` })} present
    )
    insert into ground_lapses (
      item_id, rep_id, manager_id, kind, issued_by, due_at, zone, done_at, earlier, extension_id, over_extended, line_until,
      response_by, borne_by, by_5, by_8, by_10, by_13
    )
    select item_id, rep_id, manager_id, kind, issued_by, due_at, zone, done_at, earlier, extension_id, over_extended, line_until,
      instant_of(answer_on + time, zone), instant_of(borne_on + time, zone), instant_of(fifth + time, zone),
      instant_of(eighth + time, zone), instant_of(tenth + time, zone), instant_of(thirteenth + time, zone)
    from days
    -- The last deadline that a signal goes by; what has passed it by then settled before the range.
    where greatest(borne_on, thirteenth) >= ${from}::date - 1`;
  await sql.unsafe('analyze ground_lapses');
}

/**
 * What the manager did about each lapse, or the cover while the manager was away. A follow-up that Plumbline sent is observed and counts in full. A declared one
 * counts in full when it was recorded within 48 hours and is borne out within three business days, half when punctual
 * and not borne out, and not at all when backdated, recorded before the moment it claims, or disputed. An escalation, and a request for more time declined,
 * stand in a system of record.
 */
async function findResponses(sql: Sql, { organizationId }: Scope): Promise<void> {
  await sql`
    with said as (
      select l.item_id, l.rep_id, l.borne_by, f.id, f.occurred_at, f.known_at, f.outcome, f.provenance,
        f.is_punctual, f.is_ahead,
        (f.occurred_at at time zone l.zone)::date as day, (f.occurred_at at time zone l.zone)::time as time, l.zone
      from ground_lapses l
      join ground_follow_ups f on f.item_id = l.item_id
      where f.occurred_at >= l.due_at and f.occurred_at <= greatest(l.by_10, l.borne_by)
        and f.occurred_at < l.line_until
        and ${actsFor(sql, { who: sql`f.manager_id`, manager: sql`l.manager_id`, at: sql`f.occurred_at`, zone: sql`l.zone` })}
    ),
    weighed as (
      select said.*, answer.id as answer_id, answer.answer, moved.id as moved_id
      from said
      join ground_deadlines d on d.day = said.day
      cross join lateral (select instant_of(d.until[3] + said.time, said.zone) as at) until
      left join lateral (
        select a.id, a.answer from live_follow_up_answers a
        where a.organization_id = ${organizationId} and a.follow_up_id = said.id
          and a.known_at < greatest(until.at, said.borne_by)
        order by a.occurred_at desc, a.id desc limit 1
      ) answer on said.provenance <> 'observed'
      left join lateral (
        select e.id from ground_events e
        where e.item_id = said.item_id and e.kind in ('submitted', 'completed', 'acknowledged', 'committed')
          and (e.actor_id is null or e.actor_id = said.rep_id)
          and e.occurred_at >= said.occurred_at and e.occurred_at <= until.at and e.known_at <= until.at and not e.is_again
        order by e.occurred_at, e.id limit 1
      ) moved on said.provenance <> 'observed'
    )
    insert into ground_responses (item_id, fact_id, occurred_at, known_at, outcome, credit, reason, fact_ids)
    select item_id, id, occurred_at, known_at, outcome,
      case
        when provenance = 'observed' then 1
        when not is_punctual or answer = 'disputed' then 0
        when answer = 'confirmed' or moved_id is not null then 1
        else 0.5
      end,
      case
        when provenance = 'observed' then 'answered'
        when is_ahead then 'recorded_before'
        when not is_punctual then 'backdated'
        when answer = 'disputed' then 'disputed'
        when answer = 'confirmed' or moved_id is not null then 'answered'
        else 'unborne'
      end,
      array_remove(array[id, answer_id, moved_id], null)
    from weighed
    union all
    select l.item_id, e.id, e.occurred_at, e.known_at, case when e.kind = 'escalated' then 'escalated' else 'declined' end,
      1, case when e.kind = 'escalated' then 'escalated' else 'declined' end, array[e.id]
    from ground_lapses l
    join ground_events e on e.item_id = l.item_id
    where e.kind in ('escalated', 'extension_declined')
      and (
        e.actor_id is null
        or ${actsFor(sql, { who: sql`e.actor_id`, manager: sql`l.manager_id`, at: sql`e.occurred_at`, zone: sql`l.zone` })}
      )
      and e.occurred_at >= l.due_at and e.occurred_at <= greatest(l.by_10, l.borne_by)`;
  await sql.unsafe('create index on ground_responses (item_id); analyze ground_responses');
}
