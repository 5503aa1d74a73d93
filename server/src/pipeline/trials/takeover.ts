import { sizeLimits, sizeOf } from './deal-size.ts';
import type { SignalDefinition } from './signal.ts';

/** Weeks of a rep's deal that the manager led. */
export const takeover: SignalDefinition = {
  name: 'takeover',
  pattern: 'super',
  needs: ['activities'],
  adjusted: true,
  says: "weeks of reps' deals were led by the manager, without the rep",
  wouldClear: 'deal-weeks led by the rep',
  trials: (sql, { organizationId, timeZone }) => sql`
    with limits as (${sizeLimits(sql, { organizationId, timeZone }, sql`select distinct week as day from ground_deal_weeks`)})
    select w.manager_id, w.rep_id, w.opportunity_id as subject_id, w.week::timestamp at time zone ${timeZone} as occurred_at,
      -- The last moment of the week, which it belongs to.
      instant_of((w.week + 7)::timestamp, ${timeZone}) - interval '1 microsecond' as settled_at,
      (w.led_by = 'manager')::integer as outcome,
      ${sizeOf(sql, sql`o.amount`)} || case when rep.hired_on > w.week - 180 then ', new rep' else '' end as stratum,
      case when w.led_by = 'nobody' then 'led_by_nobody' else 'led_by_' || w.led_by end || case when w.typed then '_typed' else '' end
        as reason,
      w.opportunity_id || w.activity_ids as fact_ids
    from ground_deal_weeks w
    join opportunities o on o.organization_id = ${organizationId} and o.id = w.opportunity_id
    join people rep on rep.organization_id = ${organizationId} and rep.id = w.rep_id
    left join limits on limits.day = w.week and limits.currency = coalesce(o.currency, '')
    where w.counts`,
};
