import type { Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import type { WeekReading } from './readings.ts';

/** The weeks from which evidence about a manager and pattern was taken; Mondays, half-open. */
export interface Span {
  managerId: string;
  pattern: Pattern;
  from: string;
  until: string;
}

/**
 * SQL: rows of (week, signal), of what counted in a span. A signal that could not be judged in a week counts nothing of
 * it, though its occasions are on record.
 */
export const countedSignals = (
  sql: Sql,
  organizationId: string,
  { managerId, pattern, from, until }: Span,
): Fragment => sql`
  select e.week, jsonb_array_elements_text(e.detail -> 'readable') as signal
  from evidence e
  where e.organization_id = ${organizationId} and e.manager_id = ${managerId} and e.pattern = ${pattern}
    and e.week >= ${from} and e.week < ${until}`;

/**
 * The weeks that counted in a span, oldest first, each with the readings that did; weeks without occasions too.
 * @param as `frozen` when each week closed, or as the `latest` import left them
 */
export async function loadCountedWeeks(
  sql: Sql,
  organizationId: string,
  span: Span,
  as: 'frozen' | 'latest',
): Promise<{ week: string; readings: WeekReading[] }[]> {
  const [weeks, readings] = await Promise.all([
    sql<{ week: string }[]>`
      select distinct week from (${countedSignals(sql, organizationId, span)}) counted order by week`,
    sql<WeekReading[]>`
      with latest as (
        select distinct on (r.signal, r.week) r.signal, r.week, r.revision, r.norm, r.policy_version
        from (${countedSignals(sql, organizationId, span)}) counted
        join readings r on r.organization_id = ${organizationId} and r.manager_id = ${span.managerId}
          and r.signal = counted.signal and r.week = counted.week
        ${as === 'frozen' ? sql`where r.revision = 0` : sql``}
        order by r.signal, r.week, r.revision desc
      )
      select ${span.managerId} as manager_id, reps.signal, reps.week, sum(reps.k) as k, sum(reps.n)::integer as n,
        count(*)::integer as reps, reps.norm, reps.policy_version,
        jsonb_agg(jsonb_build_object('repId', reps.rep_id, 'k', reps.k, 'n', reps.n) order by reps.rep_id) as by_rep
      from (
        select l.signal, l.week, l.norm, l.policy_version, t.rep_id, sum(t.outcome::double precision) as k, count(*) as n
        from latest l
        join trials t on t.organization_id = ${organizationId} and t.manager_id = ${span.managerId} and t.signal = l.signal
          and t.week = l.week and t.revision = l.revision
        group by l.signal, l.week, l.norm, l.policy_version, t.rep_id
      ) reps
      group by reps.signal, reps.week, reps.norm, reps.policy_version`,
  ]);
  const byWeek = Map.groupBy(readings, ({ week }) => week);
  return weeks.map(({ week }) => ({ week, readings: byWeek.get(week) ?? [] }));
}
