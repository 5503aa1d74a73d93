import type { SignalDefinition } from './signal.ts';

/** Lapses of reps who lapse again and again, met no more firmly than the first. */
export const flatPressure: SignalDefinition = {
  name: 'flat_pressure',
  pattern: 'friend',
  needs: ['items', 'follow_ups'],
  says: 'repeated lapses drew nothing firmer than the first: no firm expectation, coaching or escalation',
  wouldClear: 'repeated lapses met with a firm expectation, coaching or an escalation',
  trials: (sql, { from, to }) => sql`
    select l.manager_id, l.rep_id, l.item_id as subject_id, l.due_at as occurred_at,
      greatest(l.by_8, l.borne_by) as settled_at, 1 - coalesce(best.credit, 0) as outcome, null as stratum,
      case when best.credit = 1 then 'firm' else coalesce(best.reason, 'nothing_firmer') end as reason,
      l.item_id || coalesce(best.fact_ids, '{}') as fact_ids
    from ground_lapses l
    left join lateral (
      select r.credit, r.reason, r.fact_ids from ground_responses r
      where r.item_id = l.item_id and r.outcome in ('coaching', 'firm_expectation', 'escalated')
        and r.occurred_at <= l.by_5 and r.known_at < greatest(l.by_8, l.borne_by)
      order by r.credit desc, r.occurred_at, r.fact_id limit 1
    ) best on true
    where l.earlier >= 3 and greatest(l.by_8, l.borne_by) >= ${from} and greatest(l.by_8, l.borne_by) < ${to}
      and l.line_until >= greatest(l.by_8, l.borne_by)`,
};
