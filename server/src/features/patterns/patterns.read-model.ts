import type { ManagerPatterns, Patterns } from '@plumbline/shared/contracts/patterns.ts';
import { expectations } from '@plumbline/shared/domain/expectations.ts';
import { type Judgement, type Pattern, type Signal, signals } from '@plumbline/shared/domain/vocabulary.ts';
import type { Database, Sql } from '../../database/connect.ts';
import { notFound } from '../../errors.ts';
import { awaitsReview, lifeOfFlag } from '../../policies/flag-life.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type PatternRow, presentPattern, selectPatterns } from './pattern-row.ts';
import { isManagerVisible } from './trials.read-model.ts';

interface ManagerRow {
  id: string;
  name: string;
  branchId: string | null;
  branchName: string | null;
  reps: number;
  isNew: boolean;
}

interface Summary {
  inForceFrom: string | null;
  flagsToReview: number;
  hasActivities: boolean;
}

/** Weeks of the small line beside each pattern. */
const trendWeeks = 12;

/** A distribution over fewer managers would name them. */
const fewestRehearsed = 5;

/** A manager is new for so many days. */
const newForDays = 28;

/** What the evidence says of managers. The pipeline's figures are shown as it left them. */
export function patternReadModel(database: Pick<Database, 'read' | 'transaction'>) {
  return {
    /**
     * Managers by the two patterns; never ranked, by branch and name. An executive sees the others one reply window late,
     * and before the policy is in force distributions without names; a manager sees only themself, at once.
     *
     * @param weeks managers of whom nothing was read for longer than this are left out
     */
    async patterns(viewer: Viewer, { weeks }: { weeks: number }, at: Date): Promise<Patterns> {
      const [managers, rows, [summary], rehearsal] = await database.read(viewer, (sql) =>
        Promise.all([
          selectManagers(sql, viewer, null, at),
          sql<PatternRow[]>`${selectPatterns(sql, viewer, at, { managerId: null, weeks: trendWeeks })}`,
          selectSummary(sql, viewer, at),
          viewer.role === 'executive' ? selectRehearsal(sql, viewer) : [],
        ]),
      );
      // One's own readings come at once and say nothing about whose reply window has passed.
      const through = latestWeek(
        viewer.role === 'executive' ? rows.filter(({ managerId }) => managerId !== viewer.personId) : rows,
      );
      const present = rows.filter(({ week }) => through === null || weeksApart(week, through) < weeks);
      const byManager = Map.groupBy(present, ({ managerId }) => managerId);
      const isRehearsing =
        viewer.role === 'executive' && !rows.some(({ managerId }) => managerId !== viewer.personId);
      const rehearsed = rehearsal.reduce((most, { judged }) => Math.max(most, judged), 0);
      return {
        through,
        inForceFrom: summary?.inForceFrom ?? null,
        rehearsal:
          isRehearsing && rehearsed >= fewestRehearsed
            ? rehearsal.map(({ pattern, judgement, managers: count }) => ({
                pattern,
                judgement,
                managers: count,
              }))
            : null,
        flagsToReview: summary?.flagsToReview ?? 0,
        managers: managers.flatMap((manager) => {
          const readings = byManager.get(manager.id);
          return readings === undefined && manager.reps === 0
            ? []
            : {
                ...presentManager(manager),
                isNew: manager.isNew,
                patterns: [
                  ...(readings ?? []).map(inBrief),
                  ...(readings === undefined && !summary?.hasActivities ? [unreadable] : []),
                ],
              };
        }),
      };
    },

    /**
     * One manager's patterns with what is expected of them. That somebody else looked is itself put on record.
     * @param weeks of evidence, at most
     * @throws RequestError not_found
     */
    async manager(
      viewer: Viewer,
      managerId: string,
      { weeks }: { weeks: number },
      at: Date,
    ): Promise<ManagerPatterns> {
      const [isVisible, [manager], rows, [policy]] = await database.transaction(viewer, async (tx) => {
        const answer = await Promise.all([
          isManagerVisible(tx.sql, viewer, managerId, at),
          selectManagers(tx.sql, viewer, managerId, at),
          tx.sql<
            PatternRow[]
          >`${selectPatterns(tx.sql, viewer, at, { managerId, weeks })} order by v.pattern`,
          selectPolicy(tx.sql, viewer, at),
        ]);
        if (answer[0] && managerId !== viewer.personId) {
          await tx.audit({ action: 'patterns.viewed', subjectType: 'person', subjectId: managerId });
        }
        return answer;
      });
      if (!isVisible || manager === undefined) throw notFound('manager');
      return {
        ...presentManager(manager),
        through: latestWeek(rows),
        patterns: rows.map(presentPattern),
        expectations: policy
          ? signals.map((signal) => ({ signal, sentence: expectations[signal], norm: policy.norms[signal] }))
          : [],
      };
    },
  };
}

/** Whoever has or had a team and may be seen, with the team's present size and their own manager. */
const selectManagers = (sql: Sql, viewer: Viewer, managerId: string | null, at: Date) => sql<ManagerRow[]>`
  select manager.id, manager.name, branch.id as branch_id, branch.name as branch_name, team.reps,
    coalesce(team.since > (${at}::timestamptz at time zone manager.time_zone)::date - ${newForDays}::integer, true) as is_new
  from (${scope.namedThrough(sql, viewer, at)}) named
  join people manager on manager.organization_id = ${viewer.organizationId} and manager.id = named.manager_id
  cross join lateral (
    select count(*) filter (where line.during @> (${at}::timestamptz at time zone manager.time_zone)::date) as reps,
      min(lower(line.during)) as since
    from reporting_lines line
    where line.organization_id = ${viewer.organizationId} and line.manager_id = manager.id
  ) team
  left join reporting_lines above on above.organization_id = ${viewer.organizationId} and above.person_id = manager.id
    and above.during @> (${at}::timestamptz at time zone manager.time_zone)::date
  left join people branch on branch.organization_id = above.organization_id and branch.id = above.manager_id
  where ${managerId === null ? sql`true` : sql`manager.id = ${managerId}`}
    and (team.since is not null or manager.role = 'manager')
  order by branch.name nulls first, branch.id, manager.name, manager.id`;

const selectSummary = (sql: Sql, viewer: Viewer, at: Date) => sql<Summary[]>`
  select (select min(p.in_force_from) from policies p where p.organization_id = ${viewer.organizationId}) as in_force_from,
    (
      select count(*) from flags f
      cross join lateral (${lifeOfFlag(sql, at)}) life
      where f.organization_id = ${viewer.organizationId} and f.cleared_at is null and f.manager_id <> ${viewer.personId}
        and ${scope.flags(sql, viewer, at)} and ${awaitsReview(sql)}
    ) as flags_to_review,
    exists (select from activities a where a.organization_id = ${viewer.organizationId}) as has_activities`;

/** The last week before the policy was in force, counted without names. */
const selectRehearsal = (sql: Sql, viewer: Viewer) => sql<
  { pattern: Pattern; judgement: Judgement; managers: number; judged: number }[]
>`
  select e.pattern, e.judgement, count(*) as managers, sum(count(*)) over (partition by e.pattern) as judged
  from evidence e
  where e.organization_id = ${viewer.organizationId} and e.week = (
    select max(before.week) from evidence before
    where before.organization_id = ${viewer.organizationId}
      and before.week < (select min(p.in_force_from) from policies p where p.organization_id = ${viewer.organizationId})
  )
  group by e.pattern, e.judgement
  order by e.pattern, e.judgement`;

/** The policy in force, or the first that will be. */
const selectPolicy = (sql: Sql, viewer: Viewer, at: Date) => sql<{ norms: Record<Signal, number> }[]>`
  select p.norms
  from policies p
  join organizations o on o.id = p.organization_id
  where p.organization_id = ${viewer.organizationId}
  order by p.in_force_from <= (${at}::timestamptz at time zone o.time_zone)::date desc,
    case when p.in_force_from <= (${at}::timestamptz at time zone o.time_zone)::date then p.in_force_from end desc,
    p.in_force_from
  limit 1`;

/** Before anything was read: what no week to come can change, as long as nothing delivers activities. */
const unreadable: Patterns['managers'][number]['patterns'][number] = {
  pattern: 'super',
  judgement: 'cannot_judge',
  reasons: ['no activity source yet'],
  signalsOver: 0,
  signalsJudged: 0,
  signals: [],
  trend: [],
  openFlagId: null,
};

function inBrief(row: PatternRow): Patterns['managers'][number]['patterns'][number] {
  const { evidence, signals: readings, ...reading } = presentPattern(row);
  return {
    ...reading,
    trend: evidence.map(({ logE }) => logE),
    signals: readings.map(({ signal, rate, low, high, norm, n, judgement }) => ({
      signal,
      rate,
      low,
      high,
      norm,
      n,
      judgement,
    })),
  };
}

const presentManager = ({ id, name, branchId, branchName, reps }: ManagerRow) => ({
  manager: { id, name },
  branch: branchId === null || branchName === null ? null : { id: branchId, name: branchName },
  reps,
});

const latestWeek = (rows: readonly PatternRow[]) =>
  rows.reduce<string | null>((latest, { week }) => (latest === null || week > latest ? week : latest), null);

/** Whole weeks from one Monday to a later one. */
const weeksApart = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / (7 * 86_400_000);
