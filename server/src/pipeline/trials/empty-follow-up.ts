import { deadline, type SignalDefinition } from './signal.ts';

/** Follow-ups after which nothing came: no item, no commitment kept, no firmer step. */
export const emptyFollowUp: SignalDefinition = {
  name: 'empty_follow_up',
  pattern: 'friend',
  needs: ['items', 'follow_ups'],
  expectation: 'Follow up until something comes of it: the item, a commitment that is kept, or a firmer step.',
  says: 'follow-ups were followed by nothing: no item, no commitment kept, no firmer step',
  wouldClear: 'follow-ups followed by the item, a kept commitment or a firmer step',
  trials: (sql, { organizationId, since, to }) => {
    const within = (days: number) =>
      deadline(sql, {
        at: sql`f.occurred_at`,
        zone: sql`line.zone`,
        days: sql`${days}::integer`,
        rep: sql`f.rep_id`,
        manager: sql`f.manager_id`,
      });
    return sql`
    with held as (
      select f.id, f.manager_id, f.rep_id, f.occurred_at, f.known_at, f.outcome, f.commitment_at, line.until_at,
        ${within(5)} as by_5, ${within(10)} as by_10
      from live_follow_ups f
      join ground_lines line on line.rep_id = f.rep_id and line.manager_id = f.manager_id
        and line.from_at <= f.occurred_at and line.until_at > f.occurred_at
      where f.organization_id = ${organizationId} and f.known_at >= ${since} and f.known_at < ${to}
    ),
    about as (
      select held.*, item.item_id, promise.at as promised_at,
        greatest(held.by_5, promise.at, held.known_at) as settled_at
      from held
      join follow_up_items item on item.organization_id = ${organizationId} and item.follow_up_id = held.id
      -- What was promised is waited for, two weeks at most.
      left join lateral (
        select min(said.at) as at from (
          select held.commitment_at as at
          union all
          select e.promised_at from live_item_events e
          where e.organization_id = ${organizationId} and e.item_id = item.item_id and e.kind = 'committed'
            and e.occurred_at between held.occurred_at and held.by_5 and e.known_at <= held.by_5
        ) said
        where said.at <= held.by_10
      ) promise on true
    ),
    outcomes as (
      select about.*, done.id as done_id, firmer.id as firmer_id
      from about
      left join lateral (
        select e.id from live_item_events e
        where e.organization_id = ${organizationId} and e.item_id = about.item_id and e.kind in ('submitted', 'completed')
          and e.occurred_at <= greatest(about.by_5, about.promised_at) and e.known_at <= about.settled_at
          and not exists (
            select from item_events w
            where w.organization_id = ${organizationId} and w.item_id = e.item_id and w.kind = 'withdrawn' and w.regards_id = e.id
          )
        order by e.occurred_at, e.id limit 1
      ) done on true
      left join lateral (
        select step.id from (
          select f.id, f.occurred_at from follow_up_items other
          join live_follow_ups f on f.organization_id = ${organizationId} and f.id = other.follow_up_id
          where other.organization_id = ${organizationId} and other.item_id = about.item_id and f.manager_id = about.manager_id
            and f.occurred_at > about.occurred_at and f.occurred_at <= about.by_5
            and f.recorded_at <= f.occurred_at + interval '48 hours' and f.known_at <= about.settled_at
            and array_position(${firmness}::text[], f.outcome) > array_position(${firmness}::text[], about.outcome)
          union all
          select e.id, e.occurred_at from live_item_events e
          where e.organization_id = ${organizationId} and e.item_id = about.item_id and e.kind = 'escalated'
            and e.occurred_at >= about.occurred_at and e.occurred_at <= about.by_5 and e.known_at <= about.settled_at
        ) step
        order by step.occurred_at, step.id limit 1
      ) firmer on true
    )
    -- A follow-up about several items is one occasion; its outcome is their mean.
    select manager_id, rep_id, id as subject_id, occurred_at, max(settled_at) as settled_at,
      avg((done_id is null and firmer_id is null and outcome <> 'escalated')::integer) as outcome, null as stratum,
      case
        when bool_or(done_id is not null) then 'done'
        when bool_or(firmer_id is not null) or outcome = 'escalated' then 'firmer'
        else 'nothing_came'
      end as reason,
      id || array_agg(distinct item_id) || array_remove(array_agg(distinct done_id) || array_agg(distinct firmer_id), null) as fact_ids
    from outcomes
    group by manager_id, rep_id, id, occurred_at, outcome, until_at
    having max(settled_at) <= until_at`;
  },
};

/** From the softest to the firmest. */
const firmness = ['reminder', 'excuse_accepted', 'new_commitment', 'coaching', 'firm_expectation', 'escalated'];
