import type { Pattern, Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type postgres from 'postgres';
import type { Sql } from '../../database/connect.ts';
import type { Ground } from './ground.ts';

/** What an organisation has to record for a signal to be readable. */
export type Source = 'items' | 'follow_ups' | 'reasons' | 'exceptions' | 'activities' | 'credits';

/** A piece of a query. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** A signal is the query that yields its trials, and the words for it. */
export interface SignalDefinition {
  name: Signal;
  pattern: Pattern;
  needs: readonly Source[];
  /** Its norm is adjusted for case mix: deal size, and whether the rep is new. */
  adjusted?: true;
  /** Says nothing about the level, so that it stands alone and never speaks for a manager in the composite. */
  standsAlone?: true;
  /** The most that an outcome can vary, where that is less than for a plain yes or no. */
  variance?: number;
  /** "41 of 52 lapses on this team got no answer …": the part after the figures. */
  says: string;
  /** The whole clause with its norm, where k of n would not be understood. */
  clause?(rate: number, norm: number): string;
  /** What would clear a flag, after "18 of the next 20 …". */
  wouldClear: string;
  /**
   * Rows of manager_id, rep_id, subject_id, occurred_at, settled_at, outcome, stratum, reason and fact_ids. It may give
   * more than settles in the range; the rest is left out where trials are stored.
   */
  trials(sql: Sql, ground: Ground): Fragment;
}

/**
 * SQL, to be cross-joined laterally: the working days after a day on which neither person was away, as `until`, with the
 * days of absence, as `away`. The query has to join `ground_deadlines` as `d`, on that day.
 */
export function presentAfter(
  sql: Sql,
  { day, rep, manager }: { day: Fragment; rep: Fragment; manager: Fragment },
): Fragment {
  // Apart (offset 0), so that it is worked out once for all the deadlines that are taken from it.
  return sql`(
    select absent.away, case
      when absent.away = '{}' then d.until
      else array(select day from unnest(d.until) with ordinality n (day, number) where day <> all (absent.away) order by number)
    end as until
    from (
      select array(
        select a.day from ground_absences a where a.person_id in (${rep}, ${manager}) and a.day > ${day}
      ) as away
      offset 0
    ) absent
    offset 0
  )`;
}

/** SQL for the n-th working day after a day, from `present`, the days after it as `presentAfter` gives them. */
export const nthPresent = (sql: Sql, { day, n }: { day: Fragment; n: Fragment }): Fragment =>
  // The days at hand are enough unless somebody was away for weeks.
  sql`coalesce(present.until[${n}], working_day_after(${day}, ${n}, present.away))`;

/** SQL: whether somebody acted for a manager at an instant: the manager, or the cover on a day of absence. */
export const actsFor = (
  sql: Sql,
  { who, manager, at, zone }: { who: Fragment; manager: Fragment; at: Fragment; zone: Fragment },
): Fragment => sql`(
    ${who} = ${manager}
    or exists (
      select from ground_absences away
      where away.person_id = ${manager} and away.cover_id = ${who} and away.day = (${at} at time zone ${zone})::date
    )
  )`;

/** SQL for the response time in force at an instant, in business days. */
export function responseDays(sql: Sql, at: Fragment): Fragment {
  return sql`(
    select p.response_days from ground_policies p
    order by p.from_at <= ${at} desc, case when p.from_at <= ${at} then p.from_at end desc, p.from_at
    limit 1
  )`;
}
