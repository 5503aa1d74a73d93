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
 * SQL for a deadline: so many business days after an instant, with the days left out on which either person was away.
 * For what is not a lapse, whose deadlines are at hand in `ground_lapses`. The query has to join `ground_deadlines` as
 * `d`, on the day of that instant in that zone.
 */
export function deadline(
  sql: Sql,
  from: { at: Fragment; zone: Fragment; days: Fragment; rep: Fragment; manager: Fragment },
): Fragment {
  const { at, zone, days, rep, manager } = from;
  const day = sql`(${at} at time zone ${zone})::date`;
  // Worked out apart (offset 0), because a function's arguments may hold no subquery if it is to be inlined.
  return sql`(
    select instant_of(local.time, ${zone}) from (
      select case
        when exists (select from ground_absences away where away.person_id in (${rep}, ${manager}) and away.day > ${day})
        then working_day_after(${day}, ${days}, array(
          select away.day from ground_absences away where away.person_id in (${rep}, ${manager}) and away.day > ${day}
        ))
        else d.until[${days}]
      end + (${at} at time zone ${zone})::time as time
      offset 0
    ) local
  )`;
}

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

/** SQL: whether follow-up `f` was recorded within 48 hours of the moment it claims, and not before it. */
export const isPunctual = (sql: Sql): Fragment =>
  sql`f.recorded_at between f.occurred_at and f.occurred_at + interval '48 hours'`;

/** SQL: whether item event `e` still stands. What is taken back has never been, whenever it is taken back. */
export const isNotWithdrawn = (sql: Sql, { organizationId }: Pick<Ground, 'organizationId'>): Fragment => sql`
    not exists (
      select from item_events w
      where w.organization_id = ${organizationId} and w.kind = 'withdrawn' and w.regards_id = e.id
    )`;

/** SQL for the response time in force at an instant, in business days. */
export function responseDays(sql: Sql, at: Fragment): Fragment {
  return sql`(
    select p.response_days from ground_policies p
    order by p.from_at <= ${at} desc, case when p.from_at <= ${at} then p.from_at end desc, p.from_at
    limit 1
  )`;
}
