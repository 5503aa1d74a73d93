import { sizeLimits, sizeOf } from './deal-size.ts';
import type { SignalDefinition } from './signal.ts';

/** Weeks of a rep's deal that the manager led. */
export const takeover: SignalDefinition = {
  name: 'takeover',
  pattern: 'super',
  needs: ['activities'],
  adjusted: true,
  says: 'weeks of reps’ deals were led by the manager, without the rep',
  wouldClear: 'deal-weeks led by the rep',
  trials: (sql, { organizationId, timeZone }) => sql`
    with weeks as materialized (
      select day, day::timestamp at time zone ${timeZone} as begins_at,
        -- The last moment of the week, which it belongs to.
        instant_of((day + 7)::timestamp, ${timeZone}) - interval '1 microsecond' as ends_at
      from (select distinct week as day from ground_deal_weeks) days
    ),
    limits as (${sizeLimits(sql, { organizationId, timeZone }, sql`select day from weeks`)})
    select w.manager_id, w.rep_id, w.opportunity_id as subject_id, weeks.begins_at as occurred_at, weeks.ends_at as settled_at,
      (w.led_by = 'manager')::integer as outcome,
      ${sizeOf(sql, sql`o.amount`)} || case when rep.hired_on > w.week - 180 then ', new rep' else '' end as stratum,
      case when w.led_by = 'nobody' then 'led_by_nobody' else 'led_by_' || w.led_by end || case when w.typed then '_typed' else '' end
        as reason,
      w.opportunity_id || w.activity_ids as fact_ids
    from ground_deal_weeks w
    join weeks on weeks.day = w.week
    join opportunities o on o.organization_id = ${organizationId} and o.id = w.opportunity_id
    join people rep on rep.organization_id = ${organizationId} and rep.id = w.rep_id
    left join limits on limits.day = w.week and limits.currency = coalesce(o.currency, '')
    where w.counts`,
};
