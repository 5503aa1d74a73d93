import { deadline, responseDays, type SignalDefinition } from './signal.ts';

/** Reasons for lateness that were accepted as they were said. */
export const faceValue: SignalDefinition = {
  name: 'face_value',
  pattern: 'friend',
  needs: ['items', 'follow_ups', 'reasons'],
  expectation: 'Meet a reason for lateness with a new commitment, and do not accept another when that one was broken.',
  says: 'reasons for lateness were accepted with no new commitment and no consequence, or after a broken one',
  wouldClear: 'reasons for lateness met with a commitment that holds, or a consequence',
  trials: (sql, { organizationId, since, to }) => {
    const asked = {
      at: sql`said.at`,
      zone: sql`line.zone`,
      days: responseDays(sql, sql`said.at`),
      rep: sql`said.rep_id`,
      manager: sql`line.manager_id`,
    };
    return sql`
    with said as (
      select e.id as subject_id, e.item_id, i.rep_id, e.occurred_at as at, e.known_at
      from live_item_events e
      join items i on i.organization_id = ${organizationId} and i.id = e.item_id
      where e.organization_id = ${organizationId} and e.known_at >= ${since} and e.known_at < ${to}
        and e.kind in ('reason_given', 'extension_requested')
      union all
      -- An excuse coded in a follow-up, where the rep had not given the reason already.
      select f.id, about.item_id, f.rep_id, f.occurred_at, f.known_at
      from live_follow_ups f
      join follow_up_items about on about.organization_id = ${organizationId} and about.follow_up_id = f.id
      where f.organization_id = ${organizationId} and f.known_at >= ${since} and f.known_at < ${to} and f.excuse is not null
        and not exists (
          select from item_events e
          where e.organization_id = ${organizationId} and e.item_id = about.item_id
            and e.kind in ('reason_given', 'extension_requested')
            and e.occurred_at <= f.occurred_at and e.occurred_at > f.occurred_at - interval '7 days'
        )
    ),
    timed as (
      select said.*, line.manager_id, line.until_at, until.at as act_by, greatest(until.at, said.known_at) as settled_at
      from said
      join ground_lines line on line.rep_id = said.rep_id and line.from_at <= said.at and line.until_at > said.at
      cross join lateral (select ${deadline(sql, asked)} as at) until
    ),
    acts as (
      select t.subject_id, t.item_id, f.id, f.occurred_at as at, f.outcome = 'excuse_accepted' as accepts,
        timely.is and (f.commitment_at is not null or f.outcome = 'new_commitment') as commits,
        timely.is and f.outcome in ('coaching', 'firm_expectation', 'escalated') as firm
      from timed t
      join follow_up_items about on about.organization_id = ${organizationId} and about.item_id = t.item_id
      join live_follow_ups f on f.organization_id = ${organizationId} and f.id = about.follow_up_id
      cross join lateral (select f.recorded_at <= f.occurred_at + interval '48 hours' as is) timely
      where f.manager_id = t.manager_id and f.occurred_at between t.at and t.act_by and f.known_at <= t.settled_at
      union all
      select t.subject_id, t.item_id, e.id, e.occurred_at, e.kind in ('extension_granted', 'waived', 'excused'),
        e.kind in ('committed', 'extension_granted'), e.kind in ('escalated', 'extension_declined')
      from timed t
      join live_item_events e on e.organization_id = ${organizationId} and e.item_id = t.item_id
      where e.kind in ('extension_granted', 'waived', 'excused', 'committed', 'escalated', 'extension_declined')
        and (e.actor_id is null or e.actor_id = case when e.kind = 'committed' then t.rep_id else t.manager_id end)
        and e.occurred_at between t.at and t.act_by and e.known_at <= t.settled_at
    ),
    answered as (
      select subject_id, item_id, min(at) filter (where accepts) as accepted_at, bool_or(commits) as committed,
        bool_or(firm) as firm, array_agg(id order by at, id) as ids
      from acts group by subject_id, item_id
    ),
    promised as (
      select t.subject_id, t.item_id, f.commitment_at as at, f.id
      from timed t
      join follow_up_items about on about.organization_id = ${organizationId} and about.item_id = t.item_id
      join live_follow_ups f on f.organization_id = ${organizationId} and f.id = about.follow_up_id
      where f.commitment_at is not null and f.occurred_at < t.at and f.known_at <= t.settled_at
      union all
      select t.subject_id, t.item_id, coalesce(e.promised_at, e.new_due_at), e.id
      from timed t
      join live_item_events e on e.organization_id = ${organizationId} and e.item_id = t.item_id
      where e.kind in ('committed', 'extension_granted') and e.occurred_at < t.at and e.known_at <= t.settled_at
    ),
    judged as (
      select t.*, coalesce(a.ids, '{}') as act_ids, a.accepted_at is not null as accepted,
        coalesce(a.committed or a.firm, false) as met, broken.id as broken_id
      from timed t
      left join answered a on a.subject_id = t.subject_id and a.item_id = t.item_id
      left join lateral (
        select p.id from promised p
        where p.subject_id = t.subject_id and p.item_id = t.item_id and p.at < a.accepted_at
          and not exists (
            select from live_item_events e
            where e.organization_id = ${organizationId} and e.item_id = t.item_id and e.kind in ('submitted', 'completed')
              and e.occurred_at <= p.at and e.known_at <= t.settled_at
          )
        order by p.at, p.id limit 1
      ) broken on true
    )
    -- A follow-up about several items is one occasion; its outcome is their mean.
    select manager_id, rep_id, subject_id, min(at) as occurred_at, max(settled_at) as settled_at,
      avg((accepted and (not met or broken_id is not null))::integer) as outcome, null as stratum,
      case
        when bool_or(accepted and broken_id is not null) then 'accepted_again'
        when bool_or(accepted and not met) then 'accepted'
        when bool_or(met) then 'met'
        else 'not_accepted'
      end as reason,
      (array_agg(distinct item_id) || subject_id) || (
        select coalesce(array_agg(distinct id), '{}') from (
          select unnest(j.act_ids) as id from judged j where j.subject_id = judged.subject_id
          union select j.broken_id from judged j where j.subject_id = judged.subject_id
        ) acted where id is not null and id <> judged.subject_id
      ) as fact_ids
    from judged
    group by manager_id, rep_id, subject_id
    having bool_and(until_at >= settled_at)`;
  },
};
