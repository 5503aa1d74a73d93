import type { SignalDefinition } from './signal.ts';

/** Work of the manager with a rep's customer, without the rep. */
export const solo: SignalDefinition = {
  name: 'solo',
  pattern: 'super',
  needs: ['activities'],
  says: 'of the manager’s activities on reps’ accounts were without the rep',
  wouldClear: 'activities on reps’ accounts held together with the rep',
  trials: (sql) => sql`
    select o.manager_id, o.rep_id, a.id as subject_id, a.occurred_at, a.occurred_at as settled_at,
      (o.rep_id <> all (a.people))::integer as outcome, null as stratum,
      case when o.rep_id = any (a.people) then 'joint' else 'alone' end as reason, array[a.id] as fact_ids
    from ground_activities a
    join ground_owners o on o.account_id = a.account_id and o.week = a.week and not o.rep_away
    left join ground_deal_weeks d on d.opportunity_id = a.opportunity_id and d.week = a.week
    where o.manager_id = any (a.people) and coalesce(d.counts, true)`,
};
