import type { Sql } from '../database/connect.ts';
import type { CaseMixes } from './case-mix.store.ts';
import type { Decision } from './flags.ts';
import { type Looking, weeksInDetail } from './looking.ts';
import type { ClearedFlag, EvidenceRow, RaisedFlag, Sheet } from './looks.ts';
import type { Organization } from './organization.ts';
import { takeReadings, type WeekReading } from './readings.ts';
import { addDays } from './weeks.ts';

/** Weeks to be read one after the other. */
export interface Fold {
  /** Mondays, without gaps. */
  weeks: readonly string[];
  /** The table of their trials. */
  trials: string;
  looking: Looking;
  /** As the weeks before left them; brought up to date. */
  sheets: Map<string, Sheet>;
  /** As the weeks before left them; brought up to date. */
  mixes: CaseMixes;
  decisions: readonly Decision[];
  /** Keeps what some of the weeks read as, before the next are read: all of them at once may not fit into memory. */
  keep(read: { readings: readonly WeekReading[]; rows: readonly EvidenceRow[] }): void | Promise<void>;
}

/** So many weeks of so many managers are held in memory at once. */
const managerWeeksAtOnce = 400;

/** Takes the readings of each week and looks at them, from the sheets as they stand. */
export async function foldWeeks(
  sql: Sql,
  { id: organizationId, timeZone, policies }: Organization,
  { weeks, trials, looking, sheets, mixes, decisions, keep }: Fold,
): Promise<{ raised: RaisedFlag[]; cleared: ClearedFlag[] }> {
  const raised: RaisedFlag[] = [];
  const cleared: ClearedFlag[] = [];
  const detailFrom = weeks.at(-weeksInDetail) ?? weeks[0] ?? '';
  const weeksAtOnce = Math.max(1, Math.floor(managerWeeksAtOnce / Math.max(1, looking.managerCount)));
  for (let at = 0; at < weeks.length; at += weeksAtOnce) {
    const some = weeks.slice(at, at + weeksAtOnce);
    const from = some[0] ?? '';
    const until = addDays(some.at(-1) ?? '', 7);
    const readings = await takeReadings(
      sql,
      { organizationId, timeZone, trials, from, until },
      policies,
      mixes,
    );
    const looks = looking.through(sheets, some, readings, decisions, detailFrom);
    await keep({ readings, rows: looks.rows });
    raised.push(...looks.raised);
    cleared.push(...looks.cleared);
  }
  return { raised, cleared };
}
