import type { SignalDefinition } from './signal.ts';

/** Lapses that got no credible follow-up within the response time. */
export const silence: SignalDefinition = {
  name: 'silence',
  pattern: 'friend',
  needs: ['items', 'follow_ups'],
  says: 'lapses on this team got no answer within the response time',
  wouldClear: 'lapses answered within the response time',
  // One that was done by then without an answer is no trial, until it is the rep's third in 60 days.
  trials: (sql, { from, to }) => sql`
    select l.manager_id, l.rep_id, l.item_id as subject_id, l.due_at as occurred_at, l.borne_by as settled_at,
      1 - coalesce(best.credit, 0) as outcome,
      l.kind || case when l.done_at <= l.response_by then ' done' else ' open' end as stratum,
      coalesce(best.reason, tardy.reason, 'no_answer') as reason,
      l.item_id || coalesce(best.fact_ids, tardy.fact_ids, '{}') as fact_ids
    from ground_lapses l
    left join lateral (
      select r.credit, r.reason, r.fact_ids from ground_responses r
      where r.item_id = l.item_id and r.occurred_at <= l.response_by and r.known_at < l.borne_by
      order by r.credit desc, r.occurred_at, r.fact_id limit 1
    ) best on true
    left join lateral (
      select 'late_answer' as reason, r.fact_ids[1:1] as fact_ids from ground_responses r
      where r.item_id = l.item_id and r.occurred_at > l.response_by and r.known_at < l.borne_by
      order by r.occurred_at, r.fact_id limit 1
    ) tardy on true
    where l.borne_by >= ${from} and l.borne_by < ${to} and l.line_until >= l.borne_by
      and (l.kind = 'paperwork' or l.issued_by <> l.manager_id)
      and (best.credit > 0 or (
        (l.done_at is null or l.done_at > l.response_by or l.earlier >= 2)
        -- What its issuer took back in that time wanted no answer any more.
        and not exists (
          select from ground_events e
          where e.item_id = l.item_id and e.kind = 'recalled' and e.known_at <= l.response_by
        )
      ))`,
};
