import type { SignalDefinition } from './signal.ts';

/** Directives still not done a week past due that went no further. */
export const noEscalation: SignalDefinition = {
  name: 'no_escalation',
  pattern: 'friend',
  needs: ['items', 'follow_ups'],
  says: 'directives still open a week past due were not escalated within another',
  wouldClear: 'overdue directives escalated within two weeks',
  trials: (sql, { from, to }) => sql`
    select l.manager_id, l.rep_id, l.item_id as subject_id, l.due_at as occurred_at,
      greatest(l.by_13, l.borne_by) as settled_at, 1 - coalesce(best.credit, 0) as outcome, null as stratum,
      case when best.credit = 1 then 'escalated' else coalesce(best.reason, 'not_escalated') end as reason,
      l.item_id || coalesce(best.fact_ids, '{}') as fact_ids
    from ground_lapses l
    left join lateral (
      select r.credit, r.reason, r.fact_ids from ground_responses r
      where r.item_id = l.item_id and r.outcome = 'escalated' and r.occurred_at <= l.by_10
        and r.known_at < greatest(l.by_13, l.borne_by)
      order by r.credit desc, r.occurred_at, r.fact_id limit 1
    ) best on true
    where l.kind = 'directive' and greatest(l.by_13, l.borne_by) >= ${from} and greatest(l.by_13, l.borne_by) < ${to}
      and l.line_until >= greatest(l.by_13, l.borne_by)
      and (l.done_at is null or l.done_at > l.by_5)
      and not exists (
        select from ground_events e
        where e.item_id = l.item_id and e.kind in ('ruled_unclear', 'recalled') and e.known_at < greatest(l.by_13, l.borne_by)
      )`,
};
