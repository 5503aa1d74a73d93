import type { Sql } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import { replyDays } from './reply-window.ts';
import type { Viewer } from './viewer.ts';

/** A manager who is away longer than this many days in a row holds back no more than that. */
const furthestBack = 400;

/**
 * Rows of (manager_id, since, through): of which weeks (their Mondays, both ends included) the viewer may see readings,
 * evidence and trials under the manager's name. To be joined:
 *
 *     join (${scope.namedThrough(sql, viewer, at)}) named
 *       on named.manager_id = r.manager_id and r.week between named.since and named.through
 *
 * One's own are seen at once and all of them. An executive sees the others' from the policy's first week on, and one
 * reply window after a week has closed; the window stands still while the manager is away.
 */
export function namedThrough(sql: Sql, viewer: Viewer, at: Date): Fragment {
  const own = sql`select ${viewer.personId}::uuid as manager_id, '-infinity'::date as since, 'infinity'::date as through`;
  if (viewer.role !== 'executive') return own;
  // Materialized: worked out once a statement, a row a manager, wherever the planner would rather have it per reading.
  return sql`
    with named_through as materialized (
      ${own}
      union all
      select manager.id, present.since, date_trunc('week', passed.day - 1)::date - 7
      from (
        select o.working_days, (${at}::timestamptz at time zone o.time_zone)::date as today, policy.reply_business_days,
          (select date_trunc('week', min(p.in_force_from) + 6)::date from policies p where p.organization_id = o.id) as since
        from organizations o
        cross join lateral (${replyDays(sql, at)}) policy
        where o.id = ${viewer.organizationId}
      ) present
      join people manager on manager.organization_id = ${viewer.organizationId} and manager.id <> ${viewer.personId}
        and manager.id in (select line.manager_id from reporting_lines line where line.organization_id = ${viewer.organizationId})
      -- The week's closing Monday must lie before the day from which on as many working days have begun as the window has.
      cross join lateral (
        select present.today + 1 as day where present.reply_business_days = 0
        union all
        (
          select candidate.day::date
          from generate_series(present.today, present.today - ${furthestBack}::integer, interval '-1 day') candidate (day)
          where present.reply_business_days > 0
            and extract(isodow from candidate.day) = any (present.working_days)
            and not exists (
              select from holidays h where h.organization_id = ${viewer.organizationId} and h.day = candidate.day::date
            )
            and not exists (
              select from absences away
              where away.organization_id = ${viewer.organizationId} and away.person_id = manager.id and away.during @> candidate.day::date
                and away.counts and away.recorded_at <= ${at}
            )
          order by candidate.day desc
          offset greatest(present.reply_business_days - 1, 0)
          limit 1
        )
      ) passed
    )
    select * from named_through`;
}
