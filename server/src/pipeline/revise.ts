import type { Sql } from '../database/connect.ts';
import type { Policy } from './policy.ts';
import { type Reading, storeReadings, takeReadings, type WeekReading } from './readings.ts';
import { prepareGround, type Scope } from './trials/ground.ts';
import { storeTrials } from './trials/index.ts';

const late = { trials: 'late_trials', dealWeeks: 'late_deal_weeks' };

/** Whether an import came in after the weeks so far were evaluated. */
export async function importedSince(sql: Sql, organizationId: string, evaluatedAt: Date): Promise<boolean> {
  const [found] = await sql<{ any: boolean }[]>`
    select exists (
      select from import_runs
      where organization_id = ${organizationId} and status = 'succeeded'
        and coalesce(finished_at, created_at) >= ${evaluatedAt} and inserted + updated > 0
    ) as any`;
  return found?.any ?? false;
}

/**
 * Reads weeks again that were evaluated before an import brought facts of them. Where a reading differs, a parallel one
 * with its trials is put beside the frozen one; evidence and flags stay as they were. Weeks before the policy was in
 * force were a rehearsal, with nothing frozen: they are simply replaced.
 *
 * @param scope all the weeks evaluated so far
 * @param inForceFrom the first week in force
 * @returns the readings of the rehearsal where its weeks were replaced; null where there is none
 */
export async function revise(
  sql: Sql,
  scope: Scope,
  policies: readonly [Policy, ...Policy[]],
  inForceFrom: string,
): Promise<WeekReading[] | null> {
  const { organizationId } = scope;
  await makeTables(sql, late);
  const again: Scope = { ...scope, places: late };
  await storeTrials(sql, await prepareGround(sql, again));
  const readings = await takeReadings(sql, again, policies);

  const rehearsed = await sql`
    delete from readings where organization_id = ${organizationId} and week < ${inForceFrom}`;
  await sql`delete from trials where organization_id = ${organizationId} and week < ${inForceFrom}`;
  await sql`delete from evidence where organization_id = ${organizationId} and week < ${inForceFrom}`;
  await sql`insert into trials select * from late_trials where week < ${inForceFrom}`;
  const rehearsal = readings.filter(({ week }) => week < inForceFrom);
  await storeReadings(sql, organizationId, rehearsal);

  const latest = await sql<(Reading & { revision: number })[]>`
    select distinct on (manager_id, signal, week) manager_id, signal, week, revision, k, n, reps, norm, policy_version
    from readings where organization_id = ${organizationId} and week >= ${inForceFrom}
    order by manager_id, signal, week, revision desc`;
  await storeRevisions(
    sql,
    organizationId,
    differing(
      latest,
      readings.filter(({ week }) => week >= inForceFrom),
    ),
  );

  // What later weeks build on is the best knowledge of who led which deal.
  await sql`
    delete from deal_weeks
    where organization_id = ${organizationId} and week < (${scope.to}::timestamptz at time zone ${scope.timeZone})::date`;
  await sql`insert into deal_weeks select * from late_deal_weeks`;
  return rehearsed.count > 0 || rehearsal.length > 0 ? rehearsal : null;
}

/** Temporary tables in which trials are made without touching the stored ones. */
export async function makeTables(sql: Sql, places: Scope['places']): Promise<void> {
  await sql.unsafe(`
    create temp table ${places.trials} (like trials including all) on commit drop;
    create temp table ${places.dealWeeks} (like deal_weeks including all) on commit drop`);
}

const keyOf = ({ managerId, signal, week }: Reading) => `${managerId} ${signal} ${week}`;
const figuresOf = ({ k, n, reps }: Reading) => `${k.toFixed(3)} ${n} ${reps}`;

/** Readings whose figures changed, with the revision they become; those that vanished become 0 of 0. */
function differing(latest: readonly (Reading & { revision: number })[], now: readonly Reading[]) {
  const before = new Map(latest.map((reading) => [keyOf(reading), reading]));
  const after = new Map(now.map((reading) => [keyOf(reading), reading]));
  const changed = now.flatMap((reading) => {
    const old = before.get(keyOf(reading));
    return old !== undefined && figuresOf(old) === figuresOf(reading)
      ? []
      : [{ ...reading, revision: (old?.revision ?? 0) + 1 }];
  });
  const vanished = latest.flatMap((old) =>
    after.has(keyOf(old)) || old.n === 0 ? [] : [{ ...old, k: 0, n: 0, reps: 0, revision: old.revision + 1 }],
  );
  return [...changed, ...vanished];
}

async function storeRevisions(
  sql: Sql,
  organizationId: string,
  readings: readonly (Reading & { revision: number })[],
): Promise<void> {
  if (readings.length === 0) return;
  await storeReadings(sql, organizationId, readings);
  await sql`
    insert into trials (
      organization_id, manager_id, signal, settled_at, subject_id, revision, rep_id, occurred_at, week, outcome, stratum,
      reason, fact_ids
    )
    select t.organization_id, t.manager_id, t.signal, t.settled_at, t.subject_id, r.revision, t.rep_id, t.occurred_at, t.week,
      t.outcome, t.stratum, t.reason, t.fact_ids
    from jsonb_to_recordset(${JSON.stringify(readings)}::text::jsonb) as r (
      "managerId" uuid, signal text, week date, revision smallint
    )
    join late_trials t on t.manager_id = r."managerId" and t.signal = r.signal and t.week = r.week`;
}
