import type { SignalDefinition } from './signal.ts';

/** Takeovers after which the rep never led again. */
export const noHandback: SignalDefinition = {
  name: 'no_handback',
  pattern: 'super',
  needs: ['activities'],
  says: 'takeovers of deals that stayed active were not handed back within 30 days',
  wouldClear: 'takeovers handed back within 30 days',
  trials: (sql, { organizationId, timeZone, places }) => sql`
    select t.manager_id, t.rep_id, t.opportunity_id as subject_id, t.from_week::timestamp at time zone ${timeZone} as occurred_at,
      settles.at as settled_at, (t.until_week is null or t.until_week > t.from_week + 30)::integer as outcome,
      null as stratum,
      case when t.until_week <= t.from_week + 30 then 'handed_back' else 'kept' end as reason,
      t.opportunity_id || t.activity_ids as fact_ids
    from ground_takeovers t
    cross join lateral (select instant_of((t.from_week + 37)::timestamp, ${timeZone}) as at) settles
    join opportunities o on o.organization_id = ${organizationId} and o.id = t.opportunity_id
    join ground_lines line on line.rep_id = t.rep_id and line.manager_id = t.manager_id
      and line.from_at <= t.from_week::timestamp at time zone ${timeZone} and line.until_at >= settles.at
    where (o.closed_at is null or o.closed_at >= settles.at)
      and exists (
        select from ${sql(places.dealWeeks)} d
        where d.organization_id = ${organizationId} and d.opportunity_id = t.opportunity_id
          and d.week > t.from_week and d.week <= t.from_week + 30
        offset 0
      )`,
};
