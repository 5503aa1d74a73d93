import type { Sql } from '../database/connect.ts';
import { type Span, spansOf, type Touched } from './changes.ts';
import { type Organization, scopeOf } from './organization.ts';
import { limitOf, policyOf } from './policy.ts';
import { type Places, prepareGround } from './trials/ground.ts';
import { definitions, storeTrials } from './trials/index.ts';

/** Trials are made beside those stored; of who led which deal the best knowledge counts, and takes the place of the former. */
const late: Places = { trials: 'late_trials', earlierTrials: 'late_trials', dealWeeks: 'deal_weeks' };

/** How far back trials are made from other trials: who was let off most in the half-year before. */
const weeksOfEarlierTrials = 27;

/**
 * Reads weeks again that were evaluated before something about them changed. Where a reading differs, a parallel one with
 * its trials is put beside the frozen one; evidence and flags stay as they were. Weeks before the policy was in force were
 * a rehearsal, with nothing frozen: their trials are simply replaced, and their readings have to be taken anew.
 *
 * @param evaluated the weeks so far; `inForceFrom` the first week that counts
 * @returns the first week of the rehearsal whose trials were replaced; null where none were
 */
export async function revise(
  sql: Sql,
  organization: Organization,
  touched: Touched,
  evaluated: { until: string; inForceFrom: string },
): Promise<string | null> {
  const spans = spansOf(touched, evaluated.until);
  if (spans.length === 0) return null;
  await sql.unsafe(`create temp table late_trials (like trials including all) on commit drop`);
  for (const span of spans) {
    await readAgain(sql, organization, span);
    await replaceRehearsed(sql, organization.id, span, evaluated.inForceFrom);
    await addRevisions(sql, organization, span, evaluated.inForceFrom);
  }
  const first = spans[0]?.from ?? evaluated.inForceFrom;
  return first < evaluated.inForceFrom ? first : null;
}

/** Temporary tables in which trials are made without touching the stored ones. */
export async function makeTables(sql: Sql, places: Places): Promise<void> {
  await sql.unsafe(`
    create temp table ${places.trials} (like trials including all) on commit drop;
    create temp table ${places.dealWeeks} (like deal_weeks including all) on commit drop`);
}

/** Makes the trials of a span anew, in `late_trials`. */
async function readAgain(
  sql: Sql,
  organization: Organization,
  { from, until, managerIds }: Span,
): Promise<void> {
  const { id } = organization;
  await sql`truncate late_trials`;
  // Other trials are made from these.
  await sql`
    insert into late_trials
    select t.organization_id, t.manager_id, t.signal, t.settled_at, t.subject_id, 0, t.rep_id, t.occurred_at, t.week, t.outcome,
      t.stratum, t.reason, t.fact_ids
    from latest_trials t
    where t.organization_id = ${id} and t.manager_id = any (${managerIds}::uuid[]) and t.signal = 'silence'
      and t.week >= ${from}::date - ${7 * weeksOfEarlierTrials}::integer and t.week < ${from}`;
  await sql`
    delete from deal_weeks
    where organization_id = ${id} and manager_id = any (${managerIds}::uuid[]) and week >= ${from} and week < ${until}`;
  await storeTrials(
    sql,
    await prepareGround(sql, { ...scopeOf(organization, late, from, until), managerIds }),
  );
  await sql.unsafe('analyze late_trials');
}

async function replaceRehearsed(
  sql: Sql,
  id: string,
  { from, until, managerIds }: Span,
  inForceFrom: string,
): Promise<void> {
  if (from >= inForceFrom) return;
  await sql`
    delete from trials
    where organization_id = ${id} and manager_id = any (${managerIds}::uuid[]) and week >= ${from}
      and week < least(${until}::date, ${inForceFrom}::date)`;
  await sql`
    insert into trials select * from late_trials
    where week >= ${from} and week < least(${until}::date, ${inForceFrom}::date)`;
}

/**
 * Where a week in force reads differently now, adds the reading of the next revision and its trials; one that vanished
 * becomes 0 of 0. The norm stays the one that the week was judged by, and where there was nothing to judge it is the
 * policy's, without a mix of cases.
 */
async function addRevisions(
  sql: Sql,
  { id, policies }: Organization,
  { from, until, managerIds }: Span,
  inForceFrom: string,
): Promise<void> {
  const limits = policies.flatMap((policy, at) =>
    definitions.map(({ name }) => ({
      signal: name,
      version: policy.version,
      from: at === 0 ? null : policy.inForceFrom,
      until: policies[at + 1]?.inForceFrom ?? null,
      norm: limitOf(policyOf(policies, policy.inForceFrom), name),
    })),
  );
  await sql`
    with latest as (
      select distinct on (manager_id, signal, week) manager_id, signal, week, revision, k, n, reps, norm, policy_version
      from readings
      where organization_id = ${id} and manager_id = any (${managerIds}::uuid[])
        and week >= greatest(${from}::date, ${inForceFrom}::date) and week < ${until}
      order by manager_id, signal, week, revision desc
    ),
    now as (
      select manager_id, signal, week, sum(outcome::double precision) as k, count(*)::integer as n,
        count(distinct rep_id)::integer as reps
      from late_trials
      where week >= greatest(${from}::date, ${inForceFrom}::date)
      group by manager_id, signal, week
    ),
    limits as (
      select * from jsonb_to_recordset(${JSON.stringify(limits)}::text::jsonb) as l (
        signal text, version integer, "from" date, until date, norm double precision
      )
    ),
    revised as (
      insert into readings (organization_id, manager_id, signal, week, revision, k, n, reps, norm, policy_version)
      select ${id}, manager_id, signal, week, coalesce(latest.revision + 1, 1), coalesce(now.k, 0), coalesce(now.n, 0),
        coalesce(now.reps, 0), coalesce(latest.norm, limits.norm), coalesce(latest.policy_version, limits.version)
      from latest
      full join now using (manager_id, signal, week)
      join limits using (signal)
      where daterange(limits.from, limits.until) @> week
        and (
          (coalesce(now.n, 0), coalesce(now.reps, 0)) <> (coalesce(latest.n, 0), coalesce(latest.reps, 0))
          or abs(coalesce(now.k, 0) - coalesce(latest.k, 0)) >= 0.0005
        )
      returning manager_id, signal, week, revision
    )
    insert into trials (
      organization_id, manager_id, signal, settled_at, subject_id, revision, rep_id, occurred_at, week, outcome, stratum,
      reason, fact_ids
    )
    select t.organization_id, t.manager_id, t.signal, t.settled_at, t.subject_id, r.revision, t.rep_id, t.occurred_at, t.week,
      t.outcome, t.stratum, t.reason, t.fact_ids
    from revised r
    join late_trials t on t.manager_id = r.manager_id and t.signal = r.signal and t.week = r.week`;
}
