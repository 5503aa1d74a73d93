import type { SignalDefinition } from './signal.ts';

/** Exceptions to policy that the manager decided, and supported at the company's cost. */
export const advocacy: SignalDefinition = {
  name: 'advocacy',
  pattern: 'friend',
  needs: ['items', 'follow_ups', 'exceptions'],
  says: 'exceptions to policy that cost the company were supported',
  wouldClear: 'costly exceptions declined',
  trials: (sql, { organizationId, from, to }) => sql`
    select line.manager_id, x.rep_id, x.id as subject_id, x.requested_at as occurred_at,
      greatest(x.decided_at, x.known_at) as settled_at, (x.decision = 'supported')::integer as outcome,
      x.kind as stratum, x.decision as reason, array[x.id] as fact_ids
    from live_exceptions x
    join ground_lines line on line.rep_id = x.rep_id and line.manager_id = x.decided_by
      and line.from_at <= x.decided_at and line.until_at > x.decided_at
    where x.organization_id = ${organizationId} and x.decision is not null and coalesce(x.cost, 1) > 0
      and greatest(x.decided_at, x.known_at) >= ${from} and greatest(x.decided_at, x.known_at) < ${to}`,
};
