import type { FrozenEvidence } from '@plumbline/shared/contracts/evidence.ts';
import type { Pattern, Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql, Tx } from '../database/connect.ts';
import { newId } from '../database/ids.ts';
import { rejectByEvidence } from './benjamini-hochberg.ts';
import { loadCountedWeeks, type Span } from './counted.ts';
import { addWeek, logEvidence } from './evidence.ts';
import { asOccasions, cleanSheet } from './looks.ts';
import { alpha, fewestOccasions } from './method.ts';
import type { Reading, WeekReading } from './readings.ts';
import { addDays } from './weeks.ts';

type Counts = ReadonlyMap<Signal, { k: number; n: number }>;

interface JudgedFlag {
  id: string;
  managerId: string;
  pattern: Pattern;
  raisedOn: string;
  fromWeek: string;
  readings: FrozenEvidence['readings'];
  /** What the latest revision came to; null where there is none. */
  last: { signals: { signal: Signal; after: { k: number; n: number } }[]; logE: number } | null;
}

/**
 * Puts on record what late facts changed in the weeks that flags were raised on: of each signal k and n before and now,
 * the evidence, and whether the flag would still have been raised beside the others as they stood. The frozen evidence
 * stays. Only what counted then is counted again. To be called once the readings have their revisions.
 */
export async function noteRevisions(
  tx: Tx,
  { organizationId, timeZone, now }: { organizationId: string; timeZone: string; now: Date },
): Promise<void> {
  const { sql } = tx;
  const importRunId = await lastImport(sql, organizationId);
  for (const flag of await loadRevised(sql, organizationId, timeZone)) {
    const span: Span = { ...flag, from: flag.fromWeek, until: flag.raisedOn };
    const weeks = await loadCountedWeeks(sql, organizationId, span, 'latest');
    const before = countsBefore(flag);
    const after = countsOf(weeks.flatMap(({ readings }) => readings));
    const signals = differing(before, after);
    if (signals.length === 0) continue;
    const logEAfter = logEvidenceOf(span, weeks);
    const logEBefore =
      flag.last?.logE ?? logEvidenceOf(span, await loadCountedWeeks(sql, organizationId, span, 'frozen'));
    const isEnough = [...after.values()].reduce((sum, { n }) => sum + n, 0) >= fewestOccasions;
    const stillRaised = isEnough && (await standsOut(sql, organizationId, flag, logEAfter));
    const id = newId();
    await sql`
      insert into flag_revisions (
        organization_id, id, flag_id, import_run_id, found_at, signals, log_e_before, log_e_after, still_raised
      )
      values (
        ${organizationId}, ${id}, ${flag.id}, ${importRunId}, ${now}, ${JSON.stringify(signals)}::text::jsonb, ${logEBefore},
        ${logEAfter}, ${stillRaised}
      )`;
    await tx.audit({
      action: 'flag.revised',
      subjectType: 'flag',
      subjectId: flag.id,
      details: { importRunId, stillRaised },
    });
  }
}

/** Flags with a revised reading in their weeks. */
const loadRevised = (sql: Sql, organizationId: string, timeZone: string) => sql<JudgedFlag[]>`
  select f.id, f.manager_id, f.pattern, (f.raised_at at time zone ${timeZone})::date as raised_on,
    f.evidence ->> 'fromWeek' as from_week, f.evidence -> 'readings' as readings, last.revision as last
  from flags f
  left join lateral (
    select jsonb_build_object('signals', r.signals, 'logE', r.log_e_after) as revision
    from flag_revisions r
    where r.organization_id = f.organization_id and r.flag_id = f.id
    order by r.found_at desc, r.id desc
    limit 1
  ) last on true
  where f.organization_id = ${organizationId} and exists (
    select from readings r
    where r.organization_id = f.organization_id and r.manager_id = f.manager_id and r.revision > 0
      and r.week >= (f.evidence ->> 'fromWeek')::date and r.week < (f.raised_at at time zone ${timeZone})::date
  )
  order by f.raised_at, f.id`;

/** The import that came since the record was last evaluated; the last of several. */
async function lastImport(sql: Sql, organizationId: string): Promise<string | null> {
  const [run] = await sql<{ id: string }[]>`
    select id from import_runs
    where organization_id = ${organizationId} and status = 'succeeded'
      and coalesce(finished_at, created_at) >= (
        select max(started_at) from evaluation_runs where organization_id = ${organizationId}
      )
    order by coalesce(finished_at, created_at) desc
    limit 1`;
  return run?.id ?? null;
}

/** What each signal came to so far: as frozen, and as revisions since have left it. */
const countsBefore = ({ readings, last }: JudgedFlag): Counts =>
  new Map<Signal, { k: number; n: number }>([
    ...readings.filter(({ n }) => n > 0).map(({ signal, k, n }) => [signal, { k, n }] as const),
    ...(last?.signals ?? []).map(({ signal, after }) => [signal, after] as const),
  ]);

const countsOf = (readings: readonly Reading[]): Counts =>
  new Map(
    [...Map.groupBy(readings, ({ signal }) => signal)].map(([signal, all]) => [
      signal,
      { k: all.reduce((sum, { k }) => sum + k, 0), n: all.reduce((sum, { n }) => sum + n, 0) },
    ]),
  );

const nothing = { k: 0, n: 0 };

/** The signals whose counts changed; halves are exact, and what lies closer than that is rounding. */
function differing(before: Counts, after: Counts) {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((signal) => ({
      signal,
      before: before.get(signal) ?? nothing,
      after: after.get(signal) ?? nothing,
    }))
    .filter(
      (change) => change.before.n !== change.after.n || Math.abs(change.before.k - change.after.k) >= 0.0005,
    );
}

function logEvidenceOf(
  { managerId, pattern }: Span,
  weeks: readonly { readings: readonly WeekReading[] }[],
): number {
  const clean = cleanSheet(managerId, pattern).evidence;
  return logEvidence(
    weeks.reduce((evidence, { readings }) => addWeek(evidence, readings.map(asOccasions)), clean),
  );
}

/** Whether so much evidence would have raised the flag at its look, beside the others' as it stood. */
async function standsOut(
  sql: Sql,
  organizationId: string,
  { managerId, pattern, raisedOn }: JudgedFlag,
  logE: number,
): Promise<boolean> {
  const others = await sql<{ logE: number }[]>`
    select log_e from evidence
    where organization_id = ${organizationId} and week = ${addDays(raisedOn, -7)} and judgement <> 'cannot_judge'
      and (manager_id, pattern) <> (${managerId}, ${pattern})`;
  return rejectByEvidence([logE, ...others.map((other) => other.logE)], alpha).has(0);
}
