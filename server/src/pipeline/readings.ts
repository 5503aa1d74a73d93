import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../database/connect.ts';
import { addTally, adjusted, type CaseMixes } from './case-mix.store.ts';
import { limitOf, type Policy, policyOf } from './policy.ts';
import { inParts } from './in-parts.ts';
import { definitions } from './trials/index.ts';
import { midnight } from './weeks.ts';

/** Trials counted per manager, signal and week. */
export interface Reading {
  managerId: string;
  signal: Signal;
  /** Monday. */
  week: string;
  /** Sum of outcomes. */
  k: number;
  n: number;
  /** From how many reps they came. */
  reps: number;
  /** Mean limit of the week's trials, each by the policy in force when it occurred, after case mix. */
  norm: number;
  /** The version in force in the week itself. */
  policyVersion: number;
}

/** A reading as its week closes, with the reps it was counted from. */
export interface WeekReading extends Reading {
  byRep: readonly { repId: string; k: number; n: number }[];
}

type OfRep = WeekReading['byRep'][number];

interface Tally {
  managerId: string;
  signal: Signal;
  week: string;
  stratum: string;
  /** How many versions of the policy had come into force by when they occurred. */
  versions: number;
  k: number;
  n: number;
}

const names = definitions.map(({ name }) => name);

/** Where trials are counted, and of which weeks: Mondays, half-open. */
export interface Counting {
  organizationId: string;
  timeZone: string;
  /** The table of trials. */
  trials: string;
  from: string;
  until: string;
}

/** What `countTrials` found, for `readingsOf`. */
export interface Counted {
  counts: readonly { managerId: string; signal: Signal; week: string; norm: number; byRep: OfRep[] }[];
  tallies: readonly Tally[];
}

/**
 * Counts the trials of the weeks in range, each with the norm in force when it occurred: a new norm holds for what happens
 * from its day on, not for what happened before and settles after.
 * @param policies in the order in which they came into force
 */
export async function countTrials(
  sql: Sql,
  { organizationId, timeZone, trials: table, from, until }: Counting,
  policies: readonly [Policy, ...Policy[]],
): Promise<Counted> {
  const trials = sql(table);
  const begins = policies.map(({ inForceFrom }) => midnight(inForceFrom, timeZone).toISOString());
  // A subquery, so that the list is read once and not for each trial.
  const versions = sql`width_bucket(occurred_at, (select ${begins}::text[]::timestamptz[]))`;
  const limits = names.flatMap((signal) =>
    Array.from({ length: policies.length + 1 }, (_, version) => ({
      signal,
      version,
      norm: limitOf(versionOf(policies, version), signal),
    })),
  );
  const counts = sql<Counted['counts'][number][]>`
    select manager_id, signal, week, (sum(limits) / sum(n))::double precision as norm,
      json_agg(json_build_object('repId', rep_id, 'k', k, 'n', n) order by rep_id) as by_rep
    from (
      select manager_id, signal, week, rep_id, sum(outcome::double precision) as k, count(*) as n, sum(norm) as limits
      from ${trials}
      join jsonb_to_recordset(${JSON.stringify(limits)}::text::jsonb) as of_signal (
        signal text, version integer, norm numeric
      ) using (signal)
      where organization_id = ${organizationId} and revision = 0 and week >= ${from} and week < ${until}
        and version = ${versions}
      group by manager_id, signal, week, rep_id
    ) reps
    group by manager_id, signal, week`;
  // In one order, so that a norm is the same to the last digit however often it is worked out.
  const tallies = sql<Tally[]>`
    select manager_id, signal, week, coalesce(stratum, '') as stratum,
      ${versions} as versions, sum(outcome::double precision) as k, count(*) as n
    from ${trials}
    join unnest(${adjusted}::text[]) as of_mix (signal) using (signal)
    where organization_id = ${organizationId} and revision = 0 and week >= ${from} and week < ${until}
    group by 1, 2, 3, 4, 5
    order by 3, 2, 1, 4, 5`;
  const [counted, tallied] = await Promise.all([counts, tallies]);
  // The same few ids come with every signal: each is held once.
  const ids = new Map<string, string>();
  for (const { byRep } of counted) {
    for (const rep of byRep) {
      const known = ids.get(rep.repId);
      if (known === undefined) ids.set(rep.repId, rep.repId);
      else rep.repId = known;
    }
  }
  return { counts: counted, tallies: tallied };
}

/**
 * Readings of the weeks that were counted, their norms by mix of cases.
 * @param mixes of all the weeks before; brought up to date
 */
export function readingsOf(
  { counts, tallies }: Counted,
  policies: readonly [Policy, ...Policy[]],
  mixes: CaseMixes,
): WeekReading[] {
  const norms = adjustedNorms(tallies, policies, mixes);
  return counts.map((count) => {
    const norm = norms.get(`${count.managerId} ${count.signal} ${count.week}`) ?? count.norm;
    const k = count.byRep.reduce((sum, rep) => sum + rep.k, 0);
    const n = count.byRep.reduce((sum, rep) => sum + rep.n, 0);
    return {
      ...count,
      k,
      n,
      reps: count.byRep.length,
      norm,
      policyVersion: policyOf(policies, count.week).version,
    };
  });
}

/** The policy when so many versions had come into force; before the first it is a rehearsal by it. */
const versionOf = (policies: readonly [Policy, ...Policy[]], versions: number): Policy =>
  policies[versions - 1] ?? policies[0];

/** Mean norms of the adjusted signals by manager, signal and week; each week by the weeks before it alone. */
function adjustedNorms(
  tallies: readonly Tally[],
  policies: readonly [Policy, ...Policy[]],
  mixes: CaseMixes,
): Map<string, number> {
  const sums = new Map<string, { norm: number; n: number }>();
  for (const [week, ofWeek] of Map.groupBy(tallies, (tally) => tally.week)) {
    for (const { managerId, signal, stratum, versions, n } of ofWeek) {
      const limit = limitOf(versionOf(policies, versions), signal);
      const key = `${managerId} ${signal} ${week}`;
      const sum = sums.get(key) ?? { norm: 0, n: 0 };
      sums.set(key, {
        norm: sum.norm + n * (mixes.get(signal)?.norm(limit, managerId, stratum) ?? limit),
        n: sum.n + n,
      });
    }
    for (const tally of ofWeek) addTally(mixes, tally);
  }
  return new Map([...sums].map(([key, { norm, n }]) => [key, norm / n]));
}

/** Stores readings; those of revision 0 are frozen, later ones stand beside them. */
export async function storeReadings(
  sql: Sql,
  organizationId: string,
  readings: readonly (Reading & { revision?: number })[],
): Promise<void> {
  await inParts(
    readings,
    (part) => sql`
    insert into readings (organization_id, manager_id, signal, week, revision, k, n, reps, norm, policy_version)
    select ${organizationId}, r."managerId", r.signal, r.week, coalesce(r.revision, 0), r.k, r.n, r.reps, r.norm,
      r."policyVersion"
    from jsonb_to_recordset(${part}::text::jsonb) as r (
      "managerId" uuid, signal text, week date, revision smallint, k double precision, n integer, reps integer, norm double precision,
      "policyVersion" integer
    )`,
  );
}

/** The frozen readings from a week on. */
export async function loadReadings(sql: Sql, organizationId: string, fromWeek: string): Promise<Reading[]> {
  return sql<Reading[]>`
    select manager_id, signal, week, k, n, reps, norm, policy_version
    from readings where organization_id = ${organizationId} and revision = 0 and week >= ${fromWeek}`;
}
