import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../database/connect.ts';
import { CaseMix } from './case-mix.ts';
import { definitions } from './trials/index.ts';

/** The mix of cases of each signal that is adjusted for it, over the weeks read so far. */
export type CaseMixes = Map<Signal, CaseMix>;

/** Signals whose norm depends on the mix of cases. */
export const adjusted = definitions.filter((definition) => definition.adjusted).map(({ name }) => name);

interface Tally {
  managerId: string;
  signal: Signal;
  stratum: string;
  k: number;
  n: number;
}

export function addTally(mixes: CaseMixes, { managerId, signal, stratum, k, n }: Tally): void {
  const mix = mixes.get(signal) ?? new CaseMix();
  mixes.set(signal, mix);
  mix.add(managerId, stratum, { k, n });
}

/** As the weeks evaluated left them. */
export async function loadMixes(sql: Sql, organizationId: string): Promise<CaseMixes> {
  const mixes: CaseMixes = new Map();
  const tallies = await sql<Tally[]>`
    select signal, manager_id, stratum, k, n from case_mixes where organization_id = ${organizationId}`;
  for (const tally of tallies) addTally(mixes, tally);
  return mixes;
}

/** As all weeks before a Monday left them, counted from their trials. */
export async function countMixes(
  sql: Sql,
  organizationId: string,
  trials: string,
  before: string,
): Promise<CaseMixes> {
  const mixes: CaseMixes = new Map();
  const tallies = await sql<Tally[]>`
    select signal, manager_id, coalesce(stratum, '') as stratum, sum(outcome::double precision) as k, count(*) as n
    from ${sql(trials)}
    where organization_id = ${organizationId} and revision = 0 and signal = any (${adjusted}) and week < ${before}
    group by 1, 2, 3`;
  for (const tally of tallies) addTally(mixes, tally);
  return mixes;
}

/** Counts the weeks of a half-open range in; every week is counted once. */
export async function addToMixes(
  sql: Sql,
  organizationId: string,
  { from, until }: { from: string; until: string },
): Promise<void> {
  await sql`
    insert into case_mixes as mix (organization_id, signal, manager_id, stratum, k, n)
    select organization_id, signal, manager_id, coalesce(stratum, ''), sum(outcome::double precision), count(*)
    from trials
    where organization_id = ${organizationId} and revision = 0 and signal = any (${adjusted})
      and week >= ${from} and week < ${until}
    group by 1, 2, 3, 4
    on conflict (organization_id, signal, manager_id, stratum) do update
    set k = mix.k + excluded.k, n = mix.n + excluded.n`;
}

/** Begins anew, after weeks that had been counted were replaced. */
export async function recountMixes(sql: Sql, organizationId: string, until: string): Promise<void> {
  await sql`delete from case_mixes where organization_id = ${organizationId}`;
  await addToMixes(sql, organizationId, { from: '-infinity', until });
}
