import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import { patterns } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../database/connect.ts';
import { remarkOn, whyUnreadable } from './coverage.ts';
import { describeSignal, peersOf } from './describe.ts';
import type { Decision } from './flags.ts';
import { type EvidenceRow, lookAt, type Sheet, sheetKey, sumOf } from './looks.ts';
import { weeksWithoutTeam } from './method.ts';
import type { Organization } from './organization.ts';
import { limitOf, policyOf } from './policy.ts';
import type { Reading, WeekReading } from './readings.ts';
import { type Line, loadCoverage, loadLines, teamsOf, withoutTeam } from './record.ts';
import type { Scope } from './trials/ground.ts';
import { signalsOf } from './trials/index.ts';
import { addDays } from './weeks.ts';

export interface EvaluatedReading extends SignalReading {
  managerId: string;
}

export type Looking = Awaited<ReturnType<typeof beginLooking>>;

/** What is on record is loaded once; the looks themselves are pure. Needs the ground to be prepared. */
export async function beginLooking(sql: Sql, organization: Organization, scope: Scope, fromWeek: string) {
  const lines = await loadLines(sql);
  const coverage = await loadCoverage(sql, scope, lines, fromWeek);
  const { policies, leftOn } = organization;

  /** Looks at the close of each week in turn, from the sheets as they stand. */
  function through(
    sheets: Map<string, Sheet>,
    weeks: readonly string[],
    readings: readonly WeekReading[],
    decisions: readonly Decision[],
    inDetail: ReadonlySet<string>,
  ) {
    const byWeek = Map.groupBy(readings, ({ week }) => week);
    const looks = weeks.map((week) => {
      const monday = addDays(week, 7);
      return lookAt(sheets, {
        week,
        policy: policyOf(policies, week),
        coverage,
        managers: [...teamsOf(lines, week).keys()].toSorted(),
        departed: new Map([
          ...[...withoutTeam(lines, monday, weeksWithoutTeam)].map((id) => [id, 'no_team'] as const),
          ...[...leftOn].filter(([, day]) => day <= monday).map(([id]) => [id, 'left'] as const),
        ]),
        dismissed: dismissedBefore(decisions, monday),
        readings: byWeek.get(week) ?? [],
        inDetail: inDetail.has(week),
      });
    });
    return {
      rows: looks.flatMap(({ rows }): EvidenceRow[] => rows),
      raised: looks.flatMap(({ raised }) => raised),
      cleared: looks.flatMap(({ cleared }) => cleared),
    };
  }

  /** Readings taken together by manager and signal, with what kept the last week from being judged. */
  function describe(readings: readonly Reading[], lastWeek: string): EvaluatedReading[] {
    const policy = policyOf(policies, lastWeek);
    const managers = managersOf(readings, lines, lastWeek);
    const bySignal = Map.groupBy(readings, ({ managerId, signal }) => `${managerId} ${signal}`);
    return patterns.flatMap((pattern) =>
      signalsOf(pattern).flatMap((definition) => {
        const totals = managers.map((managerId) => {
          const ofManager = bySignal.get(`${managerId} ${definition.name}`) ?? [];
          return { managerId, ...sumOf(definition.name, ofManager, limitOf(policy, definition.name)) };
        });
        const peers = peersOf(totals);
        return totals.map(({ managerId, ...total }) => ({
          managerId,
          ...describeSignal(
            total,
            peers,
            whyUnreadable(definition, managerId, lastWeek, coverage),
            remarkOn(definition, managerId, lastWeek, coverage),
          ),
        }));
      }),
    );
  }
  return { managerCount: managerCount(lines), through, describe };
}

/** Flags that stood dismissed when a week closed, by sheet: a later decision takes an earlier one's place. */
function dismissedBefore(decisions: readonly Decision[], monday: string): ReadonlyMap<string, string> {
  const latest = new Map(
    decisions
      .filter(({ day }) => day < monday)
      .map((decision) => [sheetKey(decision.managerId, decision.pattern), decision]),
  );
  return new Map(
    [...latest].flatMap(([key, { decision, raisedOn }]) =>
      decision === 'not_borne_out' ? [[key, raisedOn] as const] : [],
    ),
  );
}

const managerCount = (lines: readonly Line[]) => new Set(lines.map(({ managerId }) => managerId)).size;

/** Everybody who has readings, and everybody who has a team. */
function managersOf(readings: readonly Reading[], lines: readonly Line[], week: string): string[] {
  return [
    ...new Set([...readings.map(({ managerId }) => managerId), ...teamsOf(lines, week).keys()]),
  ].toSorted();
}
