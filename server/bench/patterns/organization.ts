import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Pattern, patterns, type Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Database } from '../../src/database/connect.ts';
import { newId } from '../../src/database/ids.ts';
import { importService } from '../../src/features/imports/imports.service.ts';
import { evaluating } from '../../src/pipeline/evaluating.ts';
import type { Policy } from '../../src/pipeline/policy.ts';
import { replay } from '../../src/pipeline/replay.ts';
import { addDays, mondayOf, mondays } from '../../src/pipeline/weeks.ts';
import type { CastMember, StyleName } from '../../src/simulation/styles.ts';
import { writeSample } from '../../src/simulation/write-sample.ts';
import { type Baseline, flagByBaselines } from './baselines.ts';
import type { Scenario } from './cast.ts';

/** Whoever finds: the method, or one of the baselines. */
export type Finder = 'Plumbline' | Baseline;

/** One manager of one organisation, and what was found. Weeks are counted from the beginning of the record. */
export interface Observed {
  scenario: string;
  style: StyleName;
  leaning: CastMember['leaning'];
  reps: number;
  /** So many weeks into the record they began to manage like this; and so many they did. */
  from: number;
  weeks: number;
  /** After how many weeks of the record each finder first flagged which pattern. */
  found: { by: Finder; pattern: Pattern; after: number }[];
  /** How the record stood at the end. */
  judgements: { pattern: Pattern; judgement: string }[];
  /** Sums over the weeks, for those of whom nobody has said what they are. */
  sums: { signal: Signal; k: number; n: number; limits: number }[];
  /** Log-evidence week by week. */
  trail: { pattern: Pattern; logE: number[] }[];
}

const until = '2026-11-23';

/** Simulates an organisation, imports it as any other, and reads its record week by week as the product does. */
export async function observe(
  database: Database,
  folder: string,
  { name, options, norm }: Scenario,
  seed: number,
): Promise<Observed[]> {
  const bundle = join(folder, `bundle-${seed}`);
  const { firstDay, truth } = await writeSample({ folder: bundle, ...options, seed, until });
  const organizationId = newId();
  const imports = importService({ database, enqueueEvaluation: async () => undefined });
  const { status } = await imports.run({
    actor: { organizationId, personId: null },
    path: bundle,
    fileName: name,
    origin: 'command',
    newOrganization: { name: `${name} ${seed}`, timeZone: null, isSample: true, policyFrom: firstDay },
    at: new Date(`${until}T00:00:00Z`),
  });
  if (status !== 'succeeded') throw new Error(`${name}, seed ${seed}: the bundle was ${status}`);
  await rm(bundle, { recursive: true });

  return evaluating(database, { organizationId, personId: null }, async ({ sql }, organization) => {
    const [policy] = organization.policies;
    const end = mondayOf(until);
    const weeks = mondays(firstDay, end);
    const half = weeks[Math.floor(weeks.length / 2)] ?? end;
    const policies: [Policy, ...Policy[]] = [{ ...policy, inForceFrom: firstDay }];
    if (norm === 'moves')
      policies.push({
        ...policy,
        version: policy.version + 1,
        inForceFrom: half,
        norms: { ...policy.norms, silence: 0.25 },
      });
    const { readings, rows, flags } = await replay(
      sql,
      { ...organization, policies },
      { from: firstDay, asOf: until },
    );
    const people = await sql<{ id: string; externalId: string }[]>`
      select id, external_id from people where organization_id = ${organizationId}`;
    const idOf = new Map(people.map(({ id, externalId }) => [externalId, id]));
    const after = (monday: string) => weeksBetween(firstDay, monday);
    const readable = new Set(
      rows.flatMap(({ managerId, week, detail }) =>
        detail.readable.map((signal) => `${managerId} ${week} ${signal}`),
      ),
    );
    const counted = readings.filter(({ managerId, week, signal }) =>
      readable.has(`${managerId} ${week} ${signal}`),
    );
    const baselineFlags = flagByBaselines(weeks, counted);
    return truth.map((person): Observed => {
      const managerId = idOf.get(person.id);
      const own = rows.filter((row) => row.managerId === managerId);
      const isTheirs = (monday: string) =>
        monday > person.from && (person.until === null || monday <= person.until);
      return {
        scenario: name,
        style: person.style,
        leaning: person.leaning,
        reps: person.reps,
        from: after(person.from),
        weeks: weeksBetween(person.from, person.until ?? end),
        found: [
          ...flags
            .filter((flag) => flag.managerId === managerId && isTheirs(flag.raisedOn))
            .map(({ pattern, raisedOn }) => ({ by: 'Plumbline' as const, pattern, after: after(raisedOn) })),
          ...baselineFlags
            .filter((flag) => flag.managerId === managerId && isTheirs(addDays(flag.week, 7)))
            .map(({ baseline, pattern, week }) => ({
              by: baseline,
              pattern,
              after: after(addDays(week, 7)),
            })),
        ],
        judgements: patterns.flatMap((pattern) => {
          const last = own.findLast((row) => row.pattern === pattern);
          return last === undefined ? [] : [{ pattern, judgement: last.judgement }];
        }),
        sums: [
          ...Map.groupBy(
            counted.filter(
              (reading) => reading.managerId === managerId && isTheirs(addDays(reading.week, 7)),
            ),
            ({ signal }) => signal,
          ),
        ].map(([signal, all]) => ({
          signal,
          k: all.reduce((sum, { k }) => sum + k, 0),
          n: all.reduce((sum, { n }) => sum + n, 0),
          limits: all.reduce((sum, reading) => sum + reading.n * reading.norm, 0),
        })),
        trail: patterns.map((pattern) => ({
          pattern,
          logE: own.filter((row) => row.pattern === pattern).map(({ logE }) => Math.round(100 * logE) / 100),
        })),
      };
    });
  });
}

const weeksBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / (7 * 86_400_000));
