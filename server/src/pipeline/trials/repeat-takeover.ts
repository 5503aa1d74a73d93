import type { SignalDefinition } from './signal.ts';

/** Takeovers from a rep who had one shortly before. */
export const repeatTakeover: SignalDefinition = {
  name: 'repeat_takeover',
  pattern: 'super',
  needs: ['activities'],
  expectation: 'A rep who needed a rescue should not need another within three months: coach.',
  says: 'takeovers were from a rep who had had another within the 90 days before',
  wouldClear: 'takeovers from a rep without one in the 90 days before',
  trials: (sql, { timeZone }) => sql`
    select t.manager_id, t.rep_id, t.opportunity_id as subject_id, t.from_week::timestamp at time zone ${timeZone} as occurred_at,
      instant_of((t.from_week + 7)::timestamp, ${timeZone}) - interval '1 microsecond' as settled_at,
      (before.opportunity_id is not null)::integer as outcome, null as stratum,
      case when before.opportunity_id is null then 'first' else 'again' end as reason,
      array_remove(t.opportunity_id || t.activity_ids || before.opportunity_id, null) as fact_ids
    from ground_takeovers t
    left join lateral (
      select b.opportunity_id from ground_takeovers b
      where b.rep_id = t.rep_id and b.manager_id = t.manager_id
        and b.from_week < t.from_week and b.from_week >= t.from_week - 90
      order by b.from_week desc, b.opportunity_id limit 1
    ) before on true`,
};
