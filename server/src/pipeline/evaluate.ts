import type { Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import { Temporal } from 'temporal-polyfill';
import type { Database, Sql, Tx } from '../database/connect.ts';
import { newId } from '../database/ids.ts';
import { StartError } from '../errors.ts';
import { addToMixes, type CaseMixes, loadMixes, recountMixes } from './case-mix.store.ts';
import { takeChanges } from './changes.ts';
import { evaluating } from './evaluating.ts';
import { loadSheets, storeEvidence, storeSheets } from './evidence.store.ts';
import { foldWeeks } from './fold.ts';
import { clearFlag, loadDecisions, loadFlags, raiseFlag, type StoredFlag } from './flags.ts';
import { noteRevisions } from './flag-revisions.ts';
import { beginLooking, type EvaluatedReading } from './looking.ts';
import type { EvidenceRow, Sheet } from './looks.ts';
import { type Organization, scopeOf } from './organization.ts';
import { policyOf } from './policy.ts';
import { loadReadings, type Reading, storeReadings } from './readings.ts';
import { firstWeek } from './record.ts';
import { revise } from './revise.ts';
import { replay } from './replay.ts';
import { type Places, prepareGround } from './trials/ground.ts';
import { storeTrials } from './trials/index.ts';
import { addDays, midnight, mondayFrom, mondayOf, mondays } from './weeks.ts';

export interface EvaluationRequest {
  organizationId: string;
  /** The day before which the record is taken, `YYYY-MM-DD` in the organisation's time zone; exclusive. Default: today. */
  asOf?: string;
  /** Replays from this day, without flags and storing nothing, with the newest policy as in force from then. */
  replayFrom?: string;
  now: Date;
  /** Why it is evaluated now: `nightly`, `import`, `command`. */
  reason: string;
  /** Flags count as seen on the Monday at which they are raised: for the sample, whose weeks are history when it comes. */
  seenAsRaised?: boolean;
  /** Whether the answer should hold the readings with their intervals, even if no week has closed. */
  withReadings?: boolean;
}

export interface EvaluatedFlag {
  managerId: string;
  pattern: Pattern;
  raisedAt: Date;
  clearedAt: Date | null;
}

export interface Evaluation {
  asOf: string;
  /** Trials stored by this evaluation, or made by the replay. */
  trials: number;
  /** All flags of the organisation, or of the replay, cleared ones too; oldest first. */
  flags: EvaluatedFlag[];
  /** By manager and signal, over all weeks in force. */
  readings: EvaluatedReading[];
}

/** So many of the latest weeks get their figures with intervals; executives read one reply window late. */
const weeksInDetail = 8;

const stored: Places = { trials: 'trials', earlierTrials: 'latest_trials', dealWeeks: 'deal_weeks' };

/**
 * From facts to flags. Works in whole weeks: those that closed since the last evaluation and before `asOf` get their
 * trials, readings, evidence and flags, all in one transaction. One evaluation of an organisation runs at a time.
 *
 * @throws StartError where the organisation or its policy is missing, or `asOf` lies in the future
 */
export async function evaluate(database: Database, request: EvaluationRequest): Promise<Evaluation> {
  return evaluating(
    database,
    { organizationId: request.organizationId, personId: null },
    async (tx, organization) => {
      const today = Temporal.Instant.fromEpochMilliseconds(request.now.getTime())
        .toZonedDateTimeISO(organization.timeZone)
        .toPlainDate()
        .toString();
      const asOf = request.asOf ?? today;
      if (request.replayFrom !== undefined)
        return replayed(tx, organization, { asOf, from: request.replayFrom });
      if (asOf > today) {
        throw new StartError(
          `The record cannot be evaluated as of ${asOf}: what is stored is frozen, and that day has not come. Replay it instead (--replay-from).`,
        );
      }
      return evaluateStored(tx, organization, { ...request, asOf });
    },
  );
}

/** A replay as an evaluation answers it: the newest policy counts as in force from its first day. */
async function replayed(
  { sql }: Tx,
  organization: Organization,
  span: { asOf: string; from: string },
): Promise<Evaluation> {
  const newest = organization.policies.at(-1) ?? organization.policies[0];
  const policies = [{ ...newest, inForceFrom: span.from }] as const;
  const { trials, flags, describe } = await replay(sql, { ...organization, policies }, span);
  return {
    asOf: span.asOf,
    trials,
    flags: evaluatedFlags(flags, organization.timeZone),
    readings: describe(),
  };
}

/** What was frozen by a Monday that later weeks have followed: nothing of them is in it. */
async function asItStood(sql: Sql, organization: Organization, asOf: string): Promise<Evaluation> {
  const { id, timeZone, policies } = organization;
  const until = mondayOf(asOf);
  const lastWeek = addDays(until, -7);
  const scope = scopeOf(organization, stored, until, until);
  // Only who had whom is asked of the ground: nothing settles in an empty range.
  await prepareGround(sql, scope);
  const { describe } = await beginLooking(sql, organization, scope, lastWeek);
  const readings = await loadReadings(sql, id, mondayFrom(policies[0].inForceFrom));
  const flags = await loadFlags(sql, id, timeZone);
  return {
    asOf,
    trials: 0,
    flags: evaluatedFlags(
      flags
        .filter(({ raisedOn }) => raisedOn <= until)
        .map((flag) => ({
          ...flag,
          clearedOn: flag.clearedOn !== null && flag.clearedOn <= until ? flag.clearedOn : null,
        })),
      timeZone,
    ),
    readings: describe(
      readings.filter(({ week }) => week < until),
      lastWeek,
    ),
  };
}

async function evaluateStored(
  tx: Tx,
  organization: Organization,
  { asOf, now, reason, withReadings = false, seenAsRaised = false }: EvaluationRequest & { asOf: string },
): Promise<Evaluation> {
  const { sql } = tx;
  const { id, timeZone, policies } = organization;
  const inForceFrom = mondayFrom(policies[0].inForceFrom);
  const first = await firstWeek(sql, id, timeZone);
  const last = await lastEvaluated(sql, id, timeZone);
  const end = mondayOf(asOf);
  if (first === null || (last === null && first >= end)) return { asOf, trials: 0, flags: [], readings: [] };

  if (last !== null && end < last) return asItStood(sql, organization, asOf);

  const from = last ?? first;
  const until = end > from ? end : from;
  const touched = await takeChanges(sql, organization, { from: first, until: from });
  // Weeks before the policy: judged, so that norms can be set by them, but nothing is raised.
  const rehearsedAgain = await revise(sql, organization, touched, { until: from, inForceFrom });
  if (touched.size > 0) await noteRevisions(tx, { organizationId: id, timeZone, now });
  const run = { until: midnight(until, timeZone), reason, now };
  if (from === until && rehearsedAgain === null && !withReadings) {
    if (touched.size > 0) await noteRun(sql, id, { ...run, trials: 0, raised: 0, cleared: 0 });
    return {
      asOf,
      trials: 0,
      flags: evaluatedFlags(await loadFlags(sql, id, timeZone), timeZone),
      readings: [],
    };
  }

  const scope = scopeOf(organization, stored, from, until);
  const trials = await storeTrials(sql, await prepareGround(sql, scope));
  const lastWeek = addDays(until, -7);
  const lookFrom = rehearsedAgain === null ? earlier(from, lastWeek) : first;
  const looking = await beginLooking(sql, organization, scope, lookFrom);
  const fold = { trials: stored.trials, looking, weeksInDetail };

  let mixes: CaseMixes = new Map();
  if (rehearsedAgain !== null) await recountMixes(sql, id, from);
  if (rehearsedAgain === null || from > inForceFrom) mixes = await loadMixes(sql, id);

  if (rehearsedAgain !== null || from < inForceFrom) {
    const keepFrom = rehearsedAgain ?? from;
    await forget(sql, id, keepFrom, inForceFrom);
    const sheets =
      rehearsedAgain === null && first < from ? await loadSheets(sql, id, []) : new Map<string, Sheet>();
    await foldWeeks(sql, organization, {
      ...fold,
      weeks: mondays(rehearsedAgain === null ? from : first, earlier(until, inForceFrom)),
      sheets,
      mixes: from > inForceFrom ? new Map() : mixes,
      decisions: [],
      keep: (read) => store(sql, id, read, keepFrom),
    });
    if (from <= inForceFrom) await storeSheets(sql, id, sheets);
  }

  const weeks = mondays(from > inForceFrom ? from : inForceFrom, until);
  // The first week in force begins with clean sheets.
  const sheets =
    from > inForceFrom
      ? await loadSheets(sql, id, await loadFlags(sql, id, timeZone))
      : new Map<string, Sheet>();
  const looks = await foldWeeks(sql, organization, {
    ...fold,
    weeks,
    sheets,
    mixes,
    decisions: await loadDecisions(sql, id, timeZone),
    keep: (read) => store(sql, id, read, from),
  });
  if (weeks.length > 0) await storeSheets(sql, id, sheets);
  await addToMixes(sql, id, { from, until });
  // A flag can be raised and cleared again in the weeks of one evaluation: in the order of their days.
  for (const change of [...looks.cleared, ...looks.raised].toSorted((a, b) =>
    dayOf(a).localeCompare(dayOf(b)),
  )) {
    if ('clearedOn' in change) await clearFlag(tx, change, timeZone);
    else
      await raiseFlag(
        tx,
        change,
        timeZone,
        policyOf(policies, addDays(change.raisedOn, -7)),
        seenAsRaised ? midnight(change.raisedOn, timeZone) : now,
      );
  }
  await noteRun(sql, id, { ...run, trials, raised: looks.raised.length, cleared: looks.cleared.length });
  return {
    asOf,
    trials,
    flags: evaluatedFlags(await loadFlags(sql, id, timeZone), timeZone),
    readings: withReadings ? looking.describe(await loadReadings(sql, id, inForceFrom), lastWeek) : [],
  };
}

const evaluatedFlags = (flags: readonly StoredFlag[], timeZone: string): EvaluatedFlag[] =>
  flags.map(({ managerId, pattern, raisedOn, clearedOn }) => ({
    managerId,
    pattern,
    raisedAt: midnight(raisedOn, timeZone),
    clearedAt: clearedOn === null ? null : midnight(clearedOn, timeZone),
  }));

const dayOf = (change: { raisedOn: string } | { clearedOn: string }) =>
  'clearedOn' in change ? change.clearedOn : change.raisedOn;

const earlier = (one: string, other: string) => (one < other ? one : other);

/** Stores what weeks read as, from a Monday on: those before were read again only to go on from. */
async function store(
  sql: Sql,
  organizationId: string,
  { readings, rows }: { readings: readonly Reading[]; rows: readonly EvidenceRow[] },
  from: string,
): Promise<void> {
  await Promise.all([
    storeReadings(
      sql,
      organizationId,
      readings.filter(({ week }) => week >= from),
    ),
    storeEvidence(
      sql,
      organizationId,
      rows.filter(({ week }) => week >= from),
    ),
  ]);
}

/** Notes that the record was evaluated, and how far. */
async function noteRun(
  sql: Sql,
  organizationId: string,
  run: { until: Date; reason: string; now: Date; trials: number; raised: number; cleared: number },
): Promise<void> {
  await sql`
    insert into evaluation_runs (
      organization_id, id, as_of, reason, started_at, finished_at, trials, flags_raised, flags_cleared
    )
    values (
      ${organizationId}, ${newId()}, ${run.until}, ${run.reason}, ${run.now}, clock_timestamp(), ${run.trials}, ${run.raised},
      ${run.cleared}
    )`;
}

/** Makes room for weeks of the rehearsal that are read again. */
async function forget(sql: Sql, organizationId: string, from: string, until: string): Promise<void> {
  await sql`
    delete from readings where organization_id = ${organizationId} and week >= ${from} and week < ${until}`;
  await sql`
    delete from evidence where organization_id = ${organizationId} and week >= ${from} and week < ${until}`;
}

/** Until which Monday the record was evaluated; null before the first time. */
async function lastEvaluated(sql: Sql, organizationId: string, timeZone: string): Promise<string | null> {
  const [last] = await sql<{ week: string | null }[]>`
    select (max(as_of) at time zone ${timeZone})::date as week
    from evaluation_runs where organization_id = ${organizationId}`;
  return last?.week ?? null;
}
