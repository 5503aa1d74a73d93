import type { Sql } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';

/** SQL: the reply window in force at an instant, in business days; joined with `organizations o`. */
export const replyDays = (sql: Sql, at: Date): Fragment => sql`
  select p.reply_business_days from policies p
  where p.organization_id = o.id and p.in_force_from <= (${at}::timestamptz at time zone o.time_zone)::date
  order by p.version desc
  limit 1`;

/**
 * SQL: a row (opens_on, today, time_zone) for a row of `flags f`: the day on which its reply window has passed, as far as
 * is known by now, and today, both in the organisation's time zone. The day on which the manager could first see the flag
 * is none of the window's, as with the Monday on which a week closes.
 */
export const replyWindow = (sql: Sql, at: Date): Fragment => sql`
  select o.time_zone, (${at}::timestamptz at time zone o.time_zone)::date as today,
    working_day_after(shown.day, policy.reply_business_days, array(
      select generate_series(greatest(lower(away.during), shown.day), coalesce(upper(away.during), shown.day + 400) - 1, '1 day')::date
      from absences away
      where away.organization_id = f.organization_id and away.person_id = f.manager_id and away.counts and away.recorded_at <= ${at}
        and away.during && daterange(shown.day, null)
    )) as opens_on
  from organizations o
  cross join lateral (select (f.notified_at at time zone o.time_zone)::date as day) shown
  cross join lateral (${replyDays(sql, at)}) policy
  where o.id = f.organization_id`;
