import { sizeLimits, sizeOf } from './deal-size.ts';
import type { SignalDefinition } from './signal.ts';

/** Deals won that the manager had led. */
export const closing: SignalDefinition = {
  name: 'closing',
  pattern: 'super',
  needs: ['activities'],
  adjusted: true,
  says: 'of this team’s wins had been led by the manager in most of their last active weeks',
  wouldClear: 'wins led by the rep',
  // A deal without any activity of its rep says something about coverage, nothing about the manager.
  trials: (sql, { organizationId, timeZone, from, to, places }) => sql`
    with won as (
      select o.id, o.amount, o.currency, o.closed_at, (o.closed_at at time zone ${timeZone})::date as day
      from opportunities o
      where o.organization_id = ${organizationId} and o.outcome = 'won' and o.closed_at >= ${from} and o.closed_at < ${to}
    ),
    active as (
      select w.id, w.amount, w.currency, w.closed_at, w.day, (array_agg(d.rep_id))[1] as rep_id,
        (array_agg(d.manager_id))[1] as manager_id, count(*) as weeks, count(*) filter (where d.led_by = 'manager') as led,
        (array_agg(a.id order by a.id)) as activity_ids
      from won w
      join ${sql(places.dealWeeks)} d on d.organization_id = ${organizationId} and d.opportunity_id = w.id
        and d.week > w.day - 35 and d.week <= w.day and d.counts
      cross join lateral (select d.activity_ids[1] as id) a
      group by w.id, w.amount, w.currency, w.closed_at, w.day
      having count(distinct d.rep_id) = 1 and count(distinct d.manager_id) = 1
    ),
    limits as (${sizeLimits(sql, { organizationId, timeZone }, sql`select distinct date_trunc('month', day)::date as day from active`)})
    select a.manager_id, a.rep_id, a.id as subject_id, a.closed_at as occurred_at, a.closed_at as settled_at,
      (2 * a.led >= a.weeks)::integer as outcome,
      ${sizeOf(sql, sql`a.amount`)} || case when rep.hired_on > a.day - 180 then ', new rep' else '' end as stratum,
      case when 2 * a.led >= a.weeks then 'led_by_manager' else 'led_by_rep' end as reason,
      a.id || a.activity_ids as fact_ids
    from active a
    join ground_lines line on line.rep_id = a.rep_id and line.manager_id = a.manager_id
      and line.from_at <= a.closed_at and line.until_at > a.closed_at
    join people rep on rep.organization_id = ${organizationId} and rep.id = a.rep_id
    left join limits on limits.day = date_trunc('month', a.day)::date and limits.currency = coalesce(a.currency, '')
    where exists (
      select from ${sql(places.dealWeeks)} d
      where d.organization_id = ${organizationId} and d.opportunity_id = a.id and d.by_rep > 0 and d.week <= a.day
    )`,
};
