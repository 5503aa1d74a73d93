import { actsFor, nthPresent, presentAfter, type SignalDefinition } from './signal.ts';

/** Follow-ups after which nothing came: no item, no commitment kept, no firmer step. */
export const emptyFollowUp: SignalDefinition = {
  name: 'empty_follow_up',
  pattern: 'friend',
  needs: ['items', 'follow_ups'],
  says: 'follow-ups were followed by nothing: no item, no commitment kept, no firmer step',
  wouldClear: 'follow-ups followed by the item, a kept commitment or a firmer step',
  trials: (sql, { since, from, to }) => {
    const day = sql`local.at::date`;
    const within = (days: number) =>
      sql`${nthPresent(sql, { day, n: sql`${days}::integer` })} + local.at::time`;
    return sql`
    with held as materialized (
      select f.id, f.item_id, f.manager_id, f.rep_id, f.occurred_at, f.known_at, f.outcome,
        f.is_punctual and f.outcome = 'escalated' as escalates, line.until_at, line.zone,
        instant_of(until.local_5, line.zone) as by_5, instant_of(until.local_10, line.zone) as by_10
      from ground_follow_ups f
      join ground_lines line on line.rep_id = f.rep_id and line.manager_id = f.manager_id
        and line.from_at <= f.occurred_at and line.until_at > f.occurred_at
      cross join lateral (select f.occurred_at at time zone line.zone as at offset 0) local
      join ground_deadlines d on d.day = ${day}
      cross join lateral ${presentAfter(sql, { day, rep: sql`f.rep_id`, manager: sql`f.manager_id` })} present
      cross join lateral (select ${within(5)} as local_5, ${within(10)} as local_10 offset 0) until
      where f.known_at >= ${since}
    ),
    pairs as (
      select * from held where by_5 < ${to} and greatest(by_10, known_at) >= ${from}
    ),
    -- What was promised is waited for, two weeks at most.
    promises as (
      select p.id, p.item_id, min(c.promised_for) as at
      from pairs p
      join ground_commitments c on c.item_id = p.item_id
      where c.promised_for <= p.by_10
        and (c.fact_id = p.id or c.is_reps and c.made_at between p.occurred_at and p.by_5 and c.known_at <= p.by_5)
      group by p.id, p.item_id
    ),
    about as (
      select p.*, promise.at as promised_at, greatest(p.by_5, promise.at, p.known_at) as settled_at
      from pairs p
      left join promises promise on promise.id = p.id and promise.item_id = p.item_id
    ),
    done as (
      select distinct on (a.id, a.item_id) a.id, a.item_id, e.id as fact_id
      from about a
      join ground_events e on e.item_id = a.item_id and e.kind in ('submitted', 'completed')
      where e.occurred_at <= greatest(a.by_5, a.promised_at) and e.known_at <= a.settled_at
      order by a.id, a.item_id, e.occurred_at, e.id
    ),
    steps as (
      select a.id, a.item_id, f.id as fact_id, f.occurred_at
      from about a
      join ground_follow_ups f on f.item_id = a.item_id
      where ${actsFor(sql, { who: sql`f.manager_id`, manager: sql`a.manager_id`, at: sql`f.occurred_at`, zone: sql`a.zone` })}
        and f.occurred_at > a.occurred_at and f.occurred_at <= a.by_5 and f.is_punctual and f.known_at <= a.settled_at
        and array_position(${firmness}::text[], f.outcome) > array_position(${firmness}::text[], a.outcome)
      union all
      select a.id, a.item_id, e.id, e.occurred_at
      from about a
      join ground_events e on e.item_id = a.item_id and e.kind = 'escalated'
      where e.occurred_at between a.occurred_at and a.by_5 and e.known_at <= a.settled_at
        and (
          e.actor_id is null
          or ${actsFor(sql, { who: sql`e.actor_id`, manager: sql`a.manager_id`, at: sql`e.occurred_at`, zone: sql`a.zone` })}
        )
    ),
    firmer as (
      select distinct on (id, item_id) id, item_id, fact_id from steps order by id, item_id, occurred_at, fact_id
    ),
    outcomes as (
      select a.*, done.fact_id as done_id, firmer.fact_id as firmer_id
      from about a
      left join done on done.id = a.id and done.item_id = a.item_id
      left join firmer on firmer.id = a.id and firmer.item_id = a.item_id
    )
    -- A follow-up about several items is one occasion; its outcome is their mean.
    select manager_id, rep_id, id as subject_id, occurred_at, max(settled_at) as settled_at,
      avg((done_id is null and firmer_id is null and not escalates)::integer) as outcome, null as stratum,
      case
        when bool_or(done_id is not null) then 'done'
        when bool_or(firmer_id is not null) or escalates then 'firmer'
        else 'nothing_came'
      end as reason,
      id || array_agg(distinct item_id) || array_remove(array_agg(distinct done_id) || array_agg(distinct firmer_id), null) as fact_ids
    from outcomes
    group by manager_id, rep_id, id, occurred_at, escalates, until_at
    having max(settled_at) <= until_at`;
  },
};

/** From the softest to the firmest. */
const firmness = [
  'reminder',
  'excuse_accepted',
  'new_commitment',
  'coaching',
  'firm_expectation',
  'escalated',
];
