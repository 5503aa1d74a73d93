import type { Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql, Tx } from '../database/connect.ts';
import { newId } from '../database/ids.ts';
import type { ClearedFlag, RaisedFlag } from './looks.ts';
import { methodVersion } from './method.ts';
import type { Policy } from './policy.ts';
import { signalsOf } from './trials/index.ts';
import { addDays, midnight } from './weeks.ts';

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

/** A flag that a reviewer found not borne out, and when. */
export interface Dismissal {
  managerId: string;
  pattern: Pattern;
  day: string;
}

/** Reviews that clear a flag still raised. */
export async function loadDismissals(
  sql: Sql,
  organizationId: string,
  timeZone: string,
): Promise<Dismissal[]> {
  return sql<Dismissal[]>`
    select f.manager_id, f.pattern, (min(r.occurred_at) at time zone ${timeZone})::date as day
    from flags f
    join flag_reviews r on r.organization_id = f.organization_id and r.flag_id = f.id
    where f.organization_id = ${organizationId} and f.cleared_at is null and r.decision = 'not_borne_out'
    group by f.manager_id, f.pattern`;
}

/**
 * Raises a flag: its evidence, and the occasions it was raised on, are frozen with it. The reply window runs from when
 * the manager can first see it, and stands still while they are away. Needs the ground to be prepared.
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
  await sql`
    insert into flags (
      organization_id, id, manager_id, pattern, raised_at, notified_at, open_from, policy_version, method_version, evidence
    )
    select ${actor.organizationId}, ${id}, p.id, ${flag.pattern}, ${midnight(flag.raisedOn, timeZone)}, ${notifiedAt},
      add_business_days(${notifiedAt}, ${policy.replyBusinessDays}, p.time_zone, array(
        select day from ground_absences where person_id = p.id and day > (${notifiedAt}::timestamptz at time zone p.time_zone)::date
      )),
      ${flag.policyVersion}, ${methodVersion}, ${JSON.stringify(flag.evidence)}::text::jsonb
    from people p where p.organization_id = ${actor.organizationId} and p.id = ${flag.managerId}`;
  await sql`
    insert into flag_trials (
      organization_id, flag_id, signal, settled_at, subject_id, rep_id, occurred_at, week, outcome, stratum, reason, fact_ids
    )
    select organization_id, ${id}, signal, settled_at, subject_id, rep_id, occurred_at, week, outcome, stratum, reason, fact_ids
    from trials
    where organization_id = ${actor.organizationId} and manager_id = ${flag.managerId} and revision = 0
      and signal = any (${signalsOf(flag.pattern).map(({ name }) => name)})
      and week >= ${flag.evidence.fromWeek} and week <= ${addDays(flag.raisedOn, -7)}`;
  await tx.audit({
    action: 'flag.raised',
    subjectType: 'flag',
    subjectId: id,
    details: { managerId: flag.managerId, pattern: flag.pattern, raisedOn: flag.raisedOn },
  });
}

/** Clears the flag that is raised for a manager and pattern. */
export async function clearFlag(tx: Tx, flag: ClearedFlag, timeZone: string): Promise<void> {
  const { sql, actor } = tx;
  const [cleared] = await sql<{ id: string }[]>`
    update flags set cleared_at = ${midnight(flag.clearedOn, timeZone)}, cleared_by = ${flag.clearedBy}
    where organization_id = ${actor.organizationId} and manager_id = ${flag.managerId} and pattern = ${flag.pattern}
      and cleared_at is null
    returning id`;
  if (cleared === undefined) return;
  await tx.audit({
    action: 'flag.cleared',
    subjectType: 'flag',
    subjectId: cleared.id,
    details: { clearedBy: flag.clearedBy, clearedOn: flag.clearedOn },
  });
}
