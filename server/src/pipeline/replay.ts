import type { Sql } from '../database/connect.ts';
import type { StoredFlag } from './flags.ts';
import { beginLooking, type EvaluatedReading } from './looking.ts';
import type { ClearedFlag, EvidenceRow, RaisedFlag } from './looks.ts';
import { type Organization, scopeOf } from './organization.ts';
import { countMixes } from './case-mix.store.ts';
import { foldWeeks } from './fold.ts';
import type { Reading } from './readings.ts';
import { firstWeek } from './record.ts';
import { makeTables } from './revise.ts';
import { type Places, prepareGround } from './trials/ground.ts';
import { storeTrials } from './trials/index.ts';
import { addDays, mondayFrom, mondayOf, mondays } from './weeks.ts';

const replayed: Places = {
  trials: 'replayed_trials',
  earlierTrials: 'replayed_trials',
  dealWeeks: 'replayed_deal_weeks',
};

/** What the record says when it is read anew, week by week. */
export interface Replay {
  /** Trials made, those before the first week too: later ones are compared with them. */
  trials: number;
  readings: readonly Reading[];
  /** The evidence as each week left it. */
  rows: readonly EvidenceRow[];
  raised: readonly RaisedFlag[];
  flags: readonly StoredFlag[];
  /** Readings by manager and signal over all the weeks. */
  describe(): EvaluatedReading[];
}

/**
 * Reads the record as it would have been read from a day on: without flags, storing nothing.
 *
 * @param organization with the policies that are to count
 * @param span days `YYYY-MM-DD`, `asOf` exclusive
 */
export async function replay(
  sql: Sql,
  organization: Organization,
  { asOf, from }: { asOf: string; from: string },
): Promise<Replay> {
  const start = mondayFrom(from);
  const end = mondayOf(asOf);
  const first = await firstWeek(sql, organization.id, organization.timeZone);
  if (first === null || first >= end)
    return { trials: 0, readings: [], rows: [], raised: [], flags: [], describe: () => [] };
  await makeTables(sql, replayed);
  const scope = scopeOf(organization, replayed, first, end);
  const trials = await storeTrials(sql, await prepareGround(sql, scope));
  const looking = await beginLooking(sql, organization, scope, first);
  const readings: Reading[] = [];
  const rows: EvidenceRow[] = [];
  const { raised, cleared } = await foldWeeks(sql, organization, {
    weeks: mondays(start, end),
    trials: replayed.trials,
    looking,
    sheets: new Map(),
    mixes: await countMixes(sql, organization.id, replayed.trials, start),
    decisions: [],
    weeksInDetail: 0,
    async keep(read) {
      readings.push(...read.readings);
      rows.push(...read.rows);
    },
  });
  return {
    trials,
    readings,
    rows,
    raised,
    flags: flagsOf(raised, cleared),
    describe: () => looking.describe(readings, addDays(end, -7)),
  };
}

/** Flags as they would be stored: each with the first clearing that came after it. */
export const flagsOf = (raised: readonly RaisedFlag[], cleared: readonly ClearedFlag[]): StoredFlag[] =>
  raised.map(({ managerId, pattern, raisedOn }) => {
    const clearing = cleared.find(
      (other) => other.managerId === managerId && other.pattern === pattern && other.clearedOn > raisedOn,
    );
    return { managerId, pattern, raisedOn, clearedOn: clearing?.clearedOn ?? null };
  });
