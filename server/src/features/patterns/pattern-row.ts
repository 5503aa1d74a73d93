import { EvidenceDetail } from '@plumbline/shared/contracts/evidence.ts';
import type { PatternReading, SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Judgement, Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** The evidence about one manager and pattern, as far as the viewer may see it. */
export interface PatternRow {
  managerId: string;
  pattern: Pattern;
  week: string;
  judgement: Judgement;
  reasons: string[];
  detail: unknown;
  trail: { week: string; logE: number }[];
  openFlagId: string | null;
}

/**
 * SQL: `PatternRow`s, the latest week of each pattern that the viewer may see under the manager's name, with the weeks
 * before it as `trail`.
 *
 * @param managerId of one manager alone; null: of everybody
 * @param weeks the length of the trail
 */
export const selectPatterns = (
  sql: Sql,
  viewer: Viewer,
  at: Date,
  { managerId, weeks }: { managerId: string | null; weeks: number },
): Fragment => sql`
  with named as materialized (
    select * from (${scope.namedThrough(sql, viewer, at)}) named
    ${managerId === null ? sql`` : sql`where named.manager_id = ${managerId}`}
  ),
  visible as materialized (
    select e.manager_id, e.pattern, e.week, e.log_e, e.judgement, e.reasons,
      row_number() over (partition by e.manager_id, e.pattern order by e.week desc) as age
    from named
    join evidence e on e.organization_id = ${viewer.organizationId} and e.manager_id = named.manager_id
      and e.week between named.since and named.through
  )
  select v.manager_id, v.pattern, v.week, v.judgement, v.reasons, e.detail, trail.points as trail, flag.id as open_flag_id
  from visible v
  join evidence e on e.organization_id = ${viewer.organizationId} and e.manager_id = v.manager_id and e.pattern = v.pattern
    and e.week = v.week
  cross join lateral (
    select json_agg(json_build_object('week', t.week, 'logE', t.log_e) order by t.week) as points
    from visible t
    where t.manager_id = v.manager_id and t.pattern = v.pattern and t.age <= ${weeks}
  ) trail
  left join lateral (
    select f.id from flags f
    where f.organization_id = ${viewer.organizationId} and f.manager_id = v.manager_id and f.pattern = v.pattern
      and f.cleared_at is null and ${scope.flags(sql, viewer, at)}
  ) flag on true
  where v.age = 1`;

/** The pattern as it stood when that week closed. Only weeks that are recent enough carry their signals. */
export function presentPattern(row: PatternRow): PatternReading {
  const { signals } = EvidenceDetail.parse(row.detail);
  return {
    pattern: row.pattern,
    judgement: row.judgement,
    reasons: row.reasons,
    signalsOver: signals.filter(({ judgement }) => judgement === 'over').length,
    signalsJudged: signals.filter(isJudged).length,
    signals,
    evidence: row.trail,
    openFlagId: row.openFlagId,
  };
}

const isJudged = ({ judgement }: SignalReading) => judgement === 'over' || judgement === 'within';
