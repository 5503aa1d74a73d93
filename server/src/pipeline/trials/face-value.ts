import { actsFor, nthPresent, presentAfter, responseDays, type SignalDefinition } from './signal.ts';

/** Reasons for lateness that were accepted as they were said. */
export const faceValue: SignalDefinition = {
  name: 'face_value',
  pattern: 'friend',
  needs: ['items', 'follow_ups', 'reasons'],
  says: 'reasons for lateness were accepted with no new commitment and no consequence, or after a broken one',
  wouldClear: 'reasons for lateness met with a commitment that holds, or a consequence',
  trials: (sql, { since, from, to }) => {
    const day = sql`(said.at at time zone line.zone)::date`;
    const actBy = nthPresent(sql, { day, n: responseDays(sql, sql`said.at`) });
    return sql`
    with said as (
      select e.id as subject_id, e.item_id, i.rep_id, e.occurred_at as at, e.known_at
      from ground_events e
      join ground_items i on i.item_id = e.item_id
      where e.known_at >= ${since} and e.known_at < ${to} and e.kind in ('reason_given', 'extension_requested')
      union all
      -- An excuse coded in a follow-up, where the rep had not given the reason already.
      select f.id, f.item_id, f.rep_id, f.occurred_at, f.known_at
      from ground_follow_ups f
      where f.known_at >= ${since} and f.excuse is not null
        and not exists (
          select from ground_events e
          where e.item_id = f.item_id and e.kind in ('reason_given', 'extension_requested')
            and e.occurred_at <= f.occurred_at and e.occurred_at > f.occurred_at - interval '7 days'
        )
    ),
    timed as materialized (
      select said.*, line.manager_id, line.until_at, line.zone, until.at as act_by, greatest(until.at, said.known_at) as settled_at
      from said
      join ground_lines line on line.rep_id = said.rep_id and line.from_at <= said.at and line.until_at > said.at
      join ground_deadlines d on d.day = ${day}
      cross join lateral ${presentAfter(sql, { day, rep: sql`said.rep_id`, manager: sql`line.manager_id` })} present
      cross join lateral (select ${actBy} + (said.at at time zone line.zone)::time as time offset 0) local
      cross join lateral (select instant_of(local.time, line.zone) as at offset 0) until
      where until.at < ${to} and greatest(until.at, said.known_at) >= ${from}
    ),
    -- What the cover did while the manager was away can meet a reason for the manager, and not accept one.
    acts as (
      select t.subject_id, t.item_id, f.id, f.occurred_at as at,
        f.outcome = 'excuse_accepted' and f.manager_id = t.manager_id as accepts,
        f.is_punctual and (f.commitment_at is not null or f.outcome = 'new_commitment') as commits,
        f.is_punctual and f.outcome in ('coaching', 'firm_expectation', 'escalated') as firm
      from timed t
      join ground_follow_ups f on f.item_id = t.item_id
      where ${actsFor(sql, { who: sql`f.manager_id`, manager: sql`t.manager_id`, at: sql`f.occurred_at`, zone: sql`t.zone` })}
        and f.occurred_at between t.at and t.act_by and f.known_at <= t.settled_at
      union all
      select t.subject_id, t.item_id, e.id, e.occurred_at,
        e.kind in ('extension_granted', 'waived', 'excused') and (e.actor_id is null or e.actor_id = t.manager_id),
        e.kind in ('committed', 'extension_granted'), e.kind in ('escalated', 'extension_declined')
      from timed t
      join ground_events e on e.item_id = t.item_id
      where e.kind in ('extension_granted', 'waived', 'excused', 'committed', 'escalated', 'extension_declined')
        and (
          e.actor_id is null
          or case
            when e.kind = 'committed' then e.actor_id = t.rep_id
            else ${actsFor(sql, { who: sql`e.actor_id`, manager: sql`t.manager_id`, at: sql`e.occurred_at`, zone: sql`t.zone` })}
          end
        )
        and e.occurred_at between t.at and t.act_by and e.known_at <= t.settled_at
    ),
    answered as (
      select subject_id, item_id, min(at) filter (where accepts) as accepted_at, bool_or(commits) as committed,
        bool_or(firm) as firm, array_agg(id order by at, id) as ids
      from acts group by subject_id, item_id
    ),
    promised as (
      select t.subject_id, t.item_id, c.promised_for as at, c.fact_id as id, c.done_at
      from timed t
      join ground_commitments c on c.item_id = t.item_id
      where c.made_at < t.at and c.known_at <= t.settled_at
    ),
    broken as (
      select distinct on (p.subject_id, p.item_id) p.subject_id, p.item_id, p.id
      from promised p
      join answered a on a.subject_id = p.subject_id and a.item_id = p.item_id
      where commitment_state(p.at, p.done_at, null, a.accepted_at) = 'broken'
      order by p.subject_id, p.item_id, p.at, p.id
    ),
    judged as (
      select t.*, a.accepted_at is not null as accepted, coalesce(a.committed or a.firm, false) as met, b.id as broken_id,
        t.item_id || coalesce(a.ids, '{}') || array_remove(array[b.id], null) as ids
      from timed t
      left join answered a on a.subject_id = t.subject_id and a.item_id = t.item_id
      left join broken b on b.subject_id = t.subject_id and b.item_id = t.item_id
    ),
    facts as (
      select j.subject_id, array_agg(distinct fact.id) as ids
      from judged j cross join lateral unnest(j.subject_id || j.ids) fact (id)
      group by j.subject_id
    )
    -- A reason that nobody answered was neither accepted nor met: it is silence's business. A follow-up about several
    -- items is one occasion; its outcome is their mean.
    select j.manager_id, j.rep_id, j.subject_id, min(j.at) as occurred_at, max(j.settled_at) as settled_at,
      avg((j.accepted and (not j.met or j.broken_id is not null))::integer) as outcome, null as stratum,
      case
        when bool_or(j.accepted and j.broken_id is not null) then 'accepted_again'
        when bool_or(j.accepted and not j.met) then 'accepted'
        else 'met'
      end as reason,
      facts.ids as fact_ids
    from judged j
    join facts on facts.subject_id = j.subject_id
    where j.accepted or j.met
    group by j.manager_id, j.rep_id, j.subject_id, facts.ids
    having bool_and(j.until_at >= j.settled_at)`;
  },
};
