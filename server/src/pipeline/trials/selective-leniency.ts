import type { SignalDefinition } from './signal.ts';

/** A mean outcome as the difference it stands for, in percentage points. */
const points = (outcome: number) => Math.round(100 * (2 * outcome - 1));

/** The two are chosen by half a year. */
const daysToChooseBy = 182;

/**
 * A manager compared with themself: the two reps whose lapses went unanswered most in the weeks before, against the like
 * lapses of the others that settle in the very week that is judged. The outcome is half of one plus the difference in
 * silence, so that 0.5 means treated alike and a norm of 25 points stands at 0.625: linear, so that chance and a hard
 * week cancel.
 *
 * Who is compared with whom follows from earlier weeks alone, so that, given all that came before a week, its mean outcome
 * for people treated alike is 0.5. Weeks by which the two were chosen may not be compared with as well: the others are the
 * others because they were answered in them.
 */
export const selectiveLeniency: SignalDefinition = {
  name: 'selective_leniency',
  pattern: 'friend',
  needs: ['items', 'follow_ups'],
  // Whoever is lenient with all alike is no better for it.
  standsAlone: true,
  // A quarter of the variance of the difference between two lapses, each a yes or no.
  variance: (1 / 4 + 1 / 4) / 4,
  says: "lapses by the two most leniently treated reps went unanswered where the others' were answered",
  clause: (rate, norm) =>
    `lapses by the two most leniently treated reps went unanswered ${points(rate)} points more often than the others'; the norm is at most ${points(norm)}`,
  wouldClear: 'lapses by these two answered as the others are',
  trials: (sql, { organizationId, timeZone, from, to, places }) => {
    // Known when the statement is planned, so that the planner sees how few weeks it asks for.
    const begins = sql`(${from}::timestamptz at time zone ${timeZone})::date`;
    const ends = sql`(${to}::timestamptz at time zone ${timeZone})::date`;
    return sql`
    with counted as (
      select t.manager_id, t.rep_id, t.week, sum(t.outcome) as k, count(*) as n
      from ${sql(places.earlierTrials)} t
      where t.organization_id = ${organizationId} and t.signal = 'silence'
        and t.week >= ${begins} - ${daysToChooseBy}::integer and t.week < ${ends}
      group by t.manager_id, t.rep_id, t.week
    ),
    teams as (
      select distinct manager_id, rep_id from counted
    ),
    judged as (
      select distinct counted.manager_id, counted.week from counted where counted.week >= ${begins}
    ),
    -- What each rep had come to before each judged week, as a running sum.
    before as (
      select w.manager_id, w.rep_id, w.week, w.is_judged, sum(w.k) over earlier as k, sum(w.n) over earlier as n
      from (
        select manager_id, rep_id, week, k, n, false as is_judged from counted
        union all
        select manager_id, rep_id, week, 0, 0, true from judged join teams using (manager_id)
      ) w
      window earlier as (
        partition by w.manager_id, w.rep_id order by w.week
        range between ${`${daysToChooseBy} days`}::interval preceding and interval '7 days' preceding
      )
    ),
    ranked as (
      select manager_id, rep_id, week,
        row_number() over (partition by manager_id, week order by (k + 1) / (n + 2) desc, rep_id) as place,
        count(*) over (partition by manager_id, week) as reps
      from before where is_judged and n >= 3
    ),
    -- Two, and at least two others to compare them with.
    lenient as (
      select manager_id, rep_id, week from ranked where place <= 2 and reps >= 4
    ),
    -- From a rep's third lapse in 60 days on, when each counts however it ended; before, one done without an answer
    -- would be missing, and how many are missing would depend on the rep.
    lapses as (
      select s.manager_id, s.rep_id, s.subject_id, s.occurred_at, s.settled_at, s.week, s.outcome, s.fact_ids,
        l.kind || case when l.done_at <= l.due_at + interval '1 day' then ' a day late' else ' later' end as stratum,
        chosen.rep_id is not null as is_lenient
      from ${sql(places.trials)} s
      join ground_lapses l on l.item_id = s.subject_id
      left join lenient chosen on chosen.manager_id = s.manager_id and chosen.rep_id = s.rep_id and chosen.week = s.week
      where s.organization_id = ${organizationId} and s.signal = 'silence' and s.revision = 0
        and s.week >= ${begins} and s.week < ${ends} and s.settled_at >= ${from} and s.settled_at < ${to} and l.earlier >= 2
    ),
    others as (
      select manager_id, week, stratum, avg(outcome) as outcome, count(*) as n, array_agg(subject_id order by subject_id) as subject_ids
      from lapses where not is_lenient
      group by manager_id, week, stratum
    ),
    own as (
      select lapses.*, row_number() over (
        partition by manager_id, week, stratum order by occurred_at, subject_id
      ) as number
      from lapses where is_lenient
    )
    select own.manager_id, own.rep_id, own.subject_id, own.occurred_at, own.settled_at,
      (1 + own.outcome - others.outcome) / 2 as outcome, own.stratum,
      case
        when own.outcome > others.outcome then 'more_lenient'
        when own.outcome < others.outcome then 'firmer'
        else 'alike'
      end as reason,
      own.fact_ids || others.subject_ids as fact_ids
    from own
    -- No more of theirs than of the others', or the few would count several times.
    join others on others.manager_id = own.manager_id and others.week = own.week and others.stratum = own.stratum
      and own.number <= others.n`;
  },
};
