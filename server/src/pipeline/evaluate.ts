import type { Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import { Temporal } from 'temporal-polyfill';
import type { Database, Sql, Tx } from '../database/connect.ts';
import { newId } from '../database/ids.ts';
import { StartError } from '../errors.ts';
import { evaluating } from './evaluating.ts';
import { loadSheets, storeEvidence, storeSheets } from './evidence.store.ts';
import { clearFlag, loadDecisions, loadFlags, raiseFlag, type StoredFlag } from './flags.ts';
import { noteRevisions } from './flag-revisions.ts';
import { beginLooking, type EvaluatedReading } from './looking.ts';
import type { Sheet } from './looks.ts';
import { type Organization, scopeOf } from './organization.ts';
import { policyOf } from './policy.ts';
import { loadReadings, storeReadings, takeReadings } from './readings.ts';
import { firstWeek } from './record.ts';
import { importedSince, revise } from './revise.ts';
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

const stored: Places = { trials: 'trials', dealWeeks: 'deal_weeks' };

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
  const last = await lastEvaluation(sql, id, timeZone);
  const end = mondayOf(asOf);
  if (first === null || (last === null && first >= end)) return { asOf, trials: 0, flags: [], readings: [] };

  if (last !== null && end < last.week) return asItStood(sql, organization, asOf);

  const from = last?.week ?? first;
  const until = end > from ? end : from;
  const isLate = last !== null && first < last.week && (await importedSince(sql, id, last.startedAt));
  if (last !== null && isLate) {
    const evaluated = scopeOf(organization, stored, first, last.week);
    const rehearsed = await revise(sql, evaluated, policies, inForceFrom);
    await noteRevisions(tx, { organizationId: id, timeZone, now });
    if (rehearsed !== null) {
      const looking = await beginLooking(sql, organization, evaluated, first);
      const weeks = mondays(first, inForceFrom < last.week ? inForceFrom : last.week);
      const sheets = new Map<string, Sheet>();
      const { rows } = looking.through(sheets, weeks, rehearsed, []);
      await storeEvidence(sql, id, rows);
      if (last.week <= inForceFrom) await storeSheets(sql, id, sheets);
    }
  }
  if (from === until && !isLate && !withReadings) {
    return {
      asOf,
      trials: 0,
      flags: evaluatedFlags(await loadFlags(sql, id, timeZone), timeZone),
      readings: [],
    };
  }

  const scope = scopeOf(organization, stored, from, until);
  const trials = await storeTrials(sql, await prepareGround(sql, scope));
  const taken = from < until ? await takeReadings(sql, scope, policies) : [];
  await storeReadings(sql, id, taken);
  const lastWeek = addDays(until, -7);
  const looking = await beginLooking(sql, organization, scope, from < lastWeek ? from : lastWeek);

  // Weeks before the policy: judged, so that norms can be set by them, but nothing is raised.
  const rehearsal = mondays(from, until < inForceFrom ? until : inForceFrom);
  if (rehearsal.length > 0) {
    const sheets = first < from ? await loadSheets(sql, id, []) : new Map<string, Sheet>();
    const { rows } = looking.through(sheets, rehearsal, taken, []);
    await storeEvidence(sql, id, rows);
    await storeSheets(sql, id, sheets);
  }

  const weeks = mondays(from > inForceFrom ? from : inForceFrom, until);
  // The first week in force begins with clean sheets.
  const sheets =
    from > inForceFrom
      ? await loadSheets(sql, id, await loadFlags(sql, id, timeZone))
      : new Map<string, Sheet>();
  const looks = looking.through(sheets, weeks, taken, await loadDecisions(sql, id, timeZone));
  if (weeks.length > 0) await storeSheets(sql, id, sheets);
  await storeEvidence(sql, id, looks.rows);
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
  await sql`
    insert into evaluation_runs (
      organization_id, id, as_of, reason, started_at, finished_at, trials, flags_raised, flags_cleared
    )
    values (
      ${id}, ${newId()}, ${midnight(until, timeZone)}, ${reason}, ${now}, clock_timestamp(), ${trials},
      ${looks.raised.length}, ${looks.cleared.length}
    )`;
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

/** Until which Monday the record was evaluated, and when that was done. */
async function lastEvaluation(
  sql: Sql,
  organizationId: string,
  timeZone: string,
): Promise<{ week: string; startedAt: Date } | null> {
  const [last] = await sql<{ week: string; startedAt: Date }[]>`
    select (max(as_of) at time zone ${timeZone})::date as week, max(started_at) as started_at
    from evaluation_runs where organization_id = ${organizationId}
    having count(*) > 0`;
  return last ?? null;
}
