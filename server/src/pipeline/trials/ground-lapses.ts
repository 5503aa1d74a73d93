import type { Sql } from '../../database/connect.ts';
import type { Scope } from './ground.ts';
import { actsFor, type Fragment, isPunctual, nthPresent, presentAfter, responseDays } from './signal.ts';

/**
 * Lapses that can settle in the range, and what was done about them.
 *
 * @param since due from then on; `repeatsSince`: still counted as earlier lapses of the same rep
 */
export async function prepareLapses(
  sql: Sql,
  scope: Scope,
  window: { since: Date; repeatsSince: Date },
): Promise<void> {
  await prepareEvents(sql, scope, window.repeatsSince);
  await findLapses(sql, scope, window);
  await findResponses(sql, scope);
}

/** Items of the reps that the managers in question ever had. */
const ofReps = (sql: Sql, managerIds: Scope['managerIds']) =>
  managerIds ? sql`and i.rep_id in (select rep_id from ground_lines)` : sql``;

async function prepareEvents(
  sql: Sql,
  { organizationId, to, managerIds }: Scope,
  since: Date,
): Promise<void> {
  // These three say how others are to be read, whenever they come: what is read may not depend on where the range ends.
  await sql`
    insert into ground_events (id, item_id, kind, actor_id, occurred_at, known_at, new_due_at, promised_at, regards_id)
    select e.id, e.item_id, e.kind, e.actor_id, e.occurred_at, e.known_at, e.new_due_at, e.promised_at, e.regards_id
    from items i
    join live_item_events e on e.organization_id = i.organization_id and e.item_id = i.id
    where i.organization_id = ${organizationId} and i.due_at >= ${since} and i.due_at < ${to}
      and e.organization_id = ${organizationId} and e.kind <> 'relayed' ${ofReps(sql, managerIds)}
      and (e.known_at < ${to} or e.kind in ('withdrawn', 'returned', 'put_off'))`;
  await sql`
    delete from ground_events e using ground_events w where w.kind = 'withdrawn' and w.regards_id = e.id`;
  // Nobody is judged by a return: an item came in when it was first handed in, and what was handed in again is not read.
  await sql`
    delete from ground_events again using ground_events r
    where r.kind = 'returned' and again.item_id = r.item_id and again.kind in ('submitted', 'completed')
      and (again.occurred_at, again.id) > (r.occurred_at, r.id)`;
  await sql.unsafe('create index on ground_events (item_id); analyze ground_events (item_id, kind)');
}

async function findLapses(
  sql: Sql,
  { organizationId, from, to, managerIds }: Scope,
  window: { since: Date; repeatsSince: Date },
): Promise<void> {
  const nth = (n: Fragment) => nthPresent(sql, { day: sql`c.day`, n });
  await sql`
    with more_time as (
      select e.item_id, max(least(e.new_due_at, add_business_days(i.due_at, 5, rep.time_zone))) as due_at
      from ground_events e
      join items i on i.organization_id = ${organizationId} and i.id = e.item_id
      join people rep on rep.organization_id = ${organizationId} and rep.id = i.rep_id
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
          join items i on i.organization_id = ${organizationId} and i.id = put.item_id
          left join more_time on more_time.item_id = put.item_id
          where put.kind = 'put_off'
        ) e
      ) p
      where p.was_to_come
      order by p.item_id, p.occurred_at desc, p.id desc
    ),
    owed as (
      select i.id as item_id, i.rep_id, i.kind, coalesce(put_off.due_at, i.due_at) as due_at, directive.issued_by, rep.time_zone as zone,
        extension.id as extension_id, extension.new_due_at, extension.longest, done.at as done_at
      from items i
      join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
      left join directives directive on directive.organization_id = i.organization_id and directive.id = i.directive_id
      left join (
        -- Done counts from when it was known: what is entered afterwards improves nothing.
        select item_id, min(greatest(occurred_at, known_at)) as at
        from ground_events where kind in ('submitted', 'completed') group by item_id
      ) done on done.item_id = i.id
      left join (
        select distinct on (e.item_id) e.id, e.item_id, e.new_due_at,
          add_business_days(coalesce(put_off.due_at, granted.due_at), 5, owner.time_zone) as longest
        from ground_events e
        join items granted on granted.organization_id = ${organizationId} and granted.id = e.item_id
        join people owner on owner.organization_id = ${organizationId} and owner.id = granted.rep_id
        left join put_off on put_off.item_id = e.item_id
        where e.kind = 'extension_granted'
          and greatest(e.occurred_at, e.known_at) <= coalesce(put_off.due_at, granted.due_at)
          and e.new_due_at > granted.due_at
        order by e.item_id, e.occurred_at, e.id
      ) extension on extension.item_id = i.id
      left join put_off on put_off.item_id = i.id
      where i.organization_id = ${organizationId} and i.due_at >= ${window.repeatsSince} and i.due_at < ${to} ${ofReps(sql, managerIds)}
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
      where late.due_at >= ${window.since}
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
        ${isPunctual(sql)} as punctual, f.recorded_at < f.occurred_at as ahead,
        (f.occurred_at at time zone l.zone)::date as day, (f.occurred_at at time zone l.zone)::time as time, l.zone
      from ground_lapses l
      join follow_up_items about on about.organization_id = ${organizationId} and about.item_id = l.item_id
      join live_follow_ups f on f.organization_id = ${organizationId} and f.id = about.follow_up_id
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
          and e.occurred_at >= said.occurred_at and e.occurred_at <= until.at and e.known_at <= until.at
        order by e.occurred_at, e.id limit 1
      ) moved on said.provenance <> 'observed'
    )
    insert into ground_responses (item_id, fact_id, occurred_at, known_at, outcome, credit, reason, fact_ids)
    select item_id, id, occurred_at, known_at, outcome,
      case
        when provenance = 'observed' then 1
        when not punctual or answer = 'disputed' then 0
        when answer = 'confirmed' or moved_id is not null then 1
        else 0.5
      end,
      case
        when provenance = 'observed' then 'answered'
        when ahead then 'recorded_before'
        when not punctual then 'backdated'
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
