import type { SignalDefinition } from './signal.ts';

/** Takeovers from a rep who had one shortly before. */
export const repeatTakeover: SignalDefinition = {
  name: 'repeat_takeover',
  pattern: 'super',
  needs: ['activities'],
  says: 'takeovers were from a rep who had had another within the 90 days before',
  wouldClear: 'takeovers from a rep without one in the 90 days before',
  trials: (sql, { timeZone }) => sql`
    select t.manager_id, t.rep_id, t.opportunity_id as subject_id, t.from_week::timestamp at time zone ${timeZone} as occurred_at,
      instant_of((t.from_week + 7)::timestamp, ${timeZone}) - interval '1 microsecond' as settled_at,
      (t.before is not null)::integer as outcome, null as stratum,
      case when t.before is null then 'first' else 'again' end as reason,
      array_remove(t.opportunity_id || t.activity_ids || t.before[1], null) as fact_ids
    from (
      select in_order.*, array_agg(opportunity_id) over (
        partition by rep_id, manager_id order by from_week
        range between interval '90 days' preceding and interval '1 day' preceding
      ) as before
      from (select * from ground_takeovers order by rep_id, manager_id, from_week, opportunity_id) in_order
    ) t`,
};
