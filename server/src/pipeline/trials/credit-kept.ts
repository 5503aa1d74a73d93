import type { SignalDefinition } from './signal.ts';

/** Wins that the manager led and the rep has the whole credit for. */
export const creditKept: SignalDefinition = {
  name: 'credit_kept',
  pattern: 'super',
  needs: ['activities', 'credits'],
  says: 'wins that the manager led left the rep with the whole credit',
  wouldClear: 'wins led by the manager with the credit shared',
  trials: (sql, { organizationId, from, to, places }) => sql`
    select w.manager_id, w.rep_id, w.subject_id, w.occurred_at, w.settled_at, (kept.share >= 0.999)::integer as outcome,
      null as stratum, case when kept.share >= 0.999 then 'whole_credit' else 'shared' end as reason,
      array[w.subject_id] as fact_ids
    from ${sql(places.trials)} w
    join lateral (
      select sum(c.share) filter (where c.person_id = w.rep_id) / nullif(sum(c.share), 0) as share
      from opportunity_credits c
      where c.organization_id = ${organizationId} and c.opportunity_id = w.subject_id
      having count(*) > 0
    ) kept on true
    where w.organization_id = ${organizationId} and w.signal = 'closing' and w.revision = 0 and w.outcome = 1
      and w.settled_at >= ${from} and w.settled_at < ${to}`,
};
