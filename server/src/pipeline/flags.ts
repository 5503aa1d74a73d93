import { type Pattern, type ReviewDecision, reviewDecisions } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql, Tx } from '../database/connect.ts';
import { newId } from '../database/ids.ts';
import { countedSignals, loadCountedWeeks, type Span } from './counted.ts';
import { growthOf } from './growth.ts';
import { asOccasions, type ClearedFlag, cleanSheet, type RaisedFlag } from './looks.ts';
import { methodVersion } from './method.ts';
import type { Policy } from './policy.ts';
import type { WeekReading } from './readings.ts';
import { midnight } from './weeks.ts';

/** A flag as stored. Days are those of the organisation's time zone. */
export interface StoredFlag {
  managerId: string;
  pattern: Pattern;
  raisedOn: string;
  clearedOn: string | null;
}

/** All flags ever, oldest first. */
export async function loadFlags(sql: Sql, organizationId: string, timeZone: string): Promise<StoredFlag[]> {
  return sql<StoredFlag[]>`
    select manager_id, pattern, (raised_at at time zone ${timeZone})::date as raised_on,
      (cleared_at at time zone ${timeZone})::date as cleared_on
    from flags where organization_id = ${organizationId} order by raised_at, manager_id, pattern`;
}

/** What a reviewer decided about a flag, and on which day. */
export interface Decision {
  managerId: string;
  pattern: Pattern;
  raisedOn: string;
  decision: ReviewDecision;
  day: string;
}

/** The decisions about flags still raised, oldest first. */
export async function loadDecisions(sql: Sql, organizationId: string, timeZone: string): Promise<Decision[]> {
  return sql<Decision[]>`
    select f.manager_id, f.pattern, (f.raised_at at time zone ${timeZone})::date as raised_on, s.step as decision,
      (s.occurred_at at time zone ${timeZone})::date as day
    from flags f
    join flag_steps s on s.organization_id = f.organization_id and s.flag_id = f.id and s.step = any (${[...reviewDecisions]})
    where f.organization_id = ${organizationId} and f.cleared_at is null
    order by s.occurred_at, s.id`;
}

/**
 * Raises a flag: its evidence, and the occasions it was raised on, are frozen with it. The reply window runs from when
 * the manager can first see it, and stands still while they are away. Needs the ground to be prepared, and the evidence
 * up to it to be stored.
 */
export async function raiseFlag(
  tx: Tx,
  flag: RaisedFlag,
  timeZone: string,
  policy: Policy,
  notifiedAt: Date,
): Promise<void> {
  const { sql, actor } = tx;
  const id = newId();
  const span: Span = { ...flag, from: flag.evidence.fromWeek, until: flag.raisedOn };
  const weeks = await loadCountedWeeks(sql, actor.organizationId, span, 'frozen');
  const evidence = { ...flag.evidence, evidence: growthIn(span, weeks) };
  await sql`
    insert into flags (
      organization_id, id, manager_id, pattern, raised_at, notified_at, open_from, policy_version, method_version, evidence
    )
    select ${actor.organizationId}, ${id}, p.id, ${flag.pattern}, ${midnight(flag.raisedOn, timeZone)}, ${notifiedAt},
      add_business_days(${notifiedAt}, ${policy.replyBusinessDays}, p.time_zone, array(
        select day from ground_absences where person_id = p.id and day > (${notifiedAt}::timestamptz at time zone p.time_zone)::date
      )),
      ${flag.policyVersion}, ${methodVersion}, ${JSON.stringify(evidence)}::text::jsonb
    from people p where p.organization_id = ${actor.organizationId} and p.id = ${flag.managerId}`;
  await sql`
    insert into flag_trials (
      organization_id, flag_id, signal, settled_at, subject_id, rep_id, occurred_at, week, outcome, stratum, reason, fact_ids
    )
    select t.organization_id, ${id}, t.signal, t.settled_at, t.subject_id, t.rep_id, t.occurred_at, t.week, t.outcome,
      t.stratum, t.reason, t.fact_ids
    from (${countedSignals(sql, actor.organizationId, span)}) counted
    join trials t on t.organization_id = ${actor.organizationId} and t.manager_id = ${flag.managerId}
      and t.signal = counted.signal and t.week = counted.week and t.revision = 0`;
  await sql`
    insert into flag_steps (organization_id, id, flag_id, step, occurred_at)
    values (${actor.organizationId}, ${newId()}, ${id}, 'raised', ${midnight(flag.raisedOn, timeZone)})`;
  await tx.audit({
    action: 'flag.raised',
    subjectType: 'flag',
    subjectId: id,
    details: { managerId: flag.managerId, pattern: flag.pattern, raisedOn: flag.raisedOn },
  });
}

/** How the evidence grew in the weeks of a flag, from a clean sheet on. */
export const growthIn = (
  { managerId, pattern }: Span,
  weeks: readonly { week: string; readings: readonly WeekReading[] }[],
) =>
  growthOf(
    cleanSheet(managerId, pattern).evidence,
    weeks.map(({ week, readings }) => ({ week, readings: readings.map(asOccasions) })),
  );

/** Clears the flag that is raised for a manager and pattern. */
export async function clearFlag(tx: Tx, flag: ClearedFlag, timeZone: string): Promise<void> {
  const { sql, actor } = tx;
  const [cleared] = await sql<{ id: string }[]>`
    update flags set cleared_at = ${midnight(flag.clearedOn, timeZone)}, cleared_by = ${flag.clearedBy}
    where organization_id = ${actor.organizationId} and manager_id = ${flag.managerId} and pattern = ${flag.pattern}
      and cleared_at is null
    returning id`;
  if (cleared === undefined) return;
  await sql`
    insert into flag_steps (organization_id, id, flag_id, step, occurred_at, cleared_by)
    values (${actor.organizationId}, ${newId()}, ${cleared.id}, 'cleared', ${midnight(flag.clearedOn, timeZone)}, ${flag.clearedBy})`;
  await tx.audit({
    action: 'flag.cleared',
    subjectType: 'flag',
    subjectId: cleared.id,
    details: { clearedBy: flag.clearedBy, clearedOn: flag.clearedOn },
  });
}
