import type { SignalDefinition } from './signal.ts';

/** A mean outcome as the difference it stands for, in percentage points. */
const points = (outcome: number) => Math.round(100 * (2 * outcome - 1));

/** A lapse is compared with the others' like lapses of so many weeks, its own among them, and with so many at least. */
const weeksAlike = 4;
const fewestAlike = 3;

/**
 * A manager compared with themself: the two reps whose lapses went unanswered most in earlier weeks, against the like
 * lapses of the others in that week and the three before. The outcome is half of one plus the difference in silence, so that 0.5 means
 * treated alike and a norm of 25 points stands at 0.625: linear, so that chance and a hard week cancel.
 */
export const selectiveLeniency: SignalDefinition = {
  name: 'selective_leniency',
  pattern: 'friend',
  needs: ['items', 'follow_ups'],
  // Whoever is lenient with all alike is no better for it.
  standsAlone: true,
  // A quarter of the variance of the difference between one lapse and the mean of three, each a yes or no.
  variance: (1 / 4 + 1 / 4 / fewestAlike) / 4,
  says: "lapses by the two most leniently treated reps went unanswered where the others' were answered",
  clause: (rate, norm) =>
    `lapses by the two most leniently treated reps went unanswered ${points(rate)} points more often than the others'; the norm is at most ${points(norm)}`,
  wouldClear: 'lapses by these two answered as the others are',
  trials: (sql, { organizationId, timeZone, from, to, places }) => sql`
    with silence as (
      select t.manager_id, t.rep_id, t.subject_id, t.occurred_at, t.settled_at, t.week, t.outcome, t.stratum, t.fact_ids
      from ${sql(places.trials)} t
      where t.organization_id = ${organizationId} and t.signal = 'silence' and t.revision = 0
        and t.week < (${to}::timestamptz at time zone ${timeZone})::date
    ),
    judged as (
      select distinct manager_id, week from silence where week >= (${from}::timestamptz at time zone ${timeZone})::date
    ),
    earlier as (
      select j.manager_id, j.week, s.rep_id, (sum(s.outcome) + 1) / (count(*) + 2) as rate,
        row_number() over (
          partition by j.manager_id, j.week order by (sum(s.outcome) + 1) / (count(*) + 2) desc, s.rep_id
        ) as place,
        count(*) over (partition by j.manager_id, j.week) as reps
      from judged j
      join silence s on s.manager_id = j.manager_id and s.week < j.week
      group by j.manager_id, j.week, s.rep_id
      having count(*) >= 3
    ),
    -- Two and at least two others to compare them with.
    lenient as (
      select manager_id, week, rep_id from earlier where place <= 2 and reps >= 4
    ),
    alike as (
      select j.manager_id, j.week, s.stratum, avg(s.outcome) as outcome, array_agg(s.subject_id order by s.subject_id) as subject_ids
      from judged j
      join silence s on s.manager_id = j.manager_id and s.week <= j.week and s.week > j.week - 7 * ${weeksAlike}::integer
      left join lenient l on l.manager_id = j.manager_id and l.week = j.week and l.rep_id = s.rep_id
      where l.rep_id is null
      group by j.manager_id, j.week, s.stratum
      having count(*) >= ${fewestAlike}
    )
    select s.manager_id, s.rep_id, s.subject_id, s.occurred_at, s.settled_at,
      (1 + s.outcome - alike.outcome) / 2 as outcome, s.stratum,
      case
        when s.outcome > alike.outcome then 'more_lenient'
        when s.outcome < alike.outcome then 'firmer'
        else 'alike'
      end as reason,
      s.fact_ids || alike.subject_ids as fact_ids
    from silence s
    join lenient l on l.manager_id = s.manager_id and l.week = s.week and l.rep_id = s.rep_id
    join alike on alike.manager_id = s.manager_id and alike.week = s.week and alike.stratum = s.stratum`,
};
