import { setImmediate } from 'node:timers/promises';
import type { Sql } from '../database/connect.ts';
import type { CaseMixes } from './case-mix.store.ts';
import type { Decision } from './flags.ts';
import type { Looking } from './looking.ts';
import type { ClearedFlag, EvidenceRow, RaisedFlag, Sheet } from './looks.ts';
import type { Organization } from './organization.ts';
import { countTrials, type Reading, readingsOf } from './readings.ts';
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
  /** So many of the last weeks get the figures for the screens, with their intervals. */
  weeksInDetail: number;
  /** Keeps what some of the weeks read as, before the next are read: all of them at once may not fit into memory. */
  keep(read: { readings: readonly Reading[]; rows: readonly EvidenceRow[] }): Promise<void>;
}

/** So many weeks of so many managers are read at once; in memory are these, the next and what is being kept of the last. */
const managerWeeksAtOnce = 200;

/** Takes the readings of each week and looks at them, from the sheets as they stand. */
export async function foldWeeks(
  sql: Sql,
  { id: organizationId, timeZone, policies }: Organization,
  { weeks, trials, looking, sheets, mixes, decisions, weeksInDetail, keep }: Fold,
): Promise<{ raised: RaisedFlag[]; cleared: ClearedFlag[] }> {
  const raised: RaisedFlag[] = [];
  const cleared: ClearedFlag[] = [];
  const inDetail = new Set(weeks.slice(Math.max(0, weeks.length - weeksInDetail)));
  const weeksAtOnce = Math.max(1, Math.floor(managerWeeksAtOnce / Math.max(1, looking.managerCount)));
  const parts = Array.from({ length: Math.ceil(weeks.length / weeksAtOnce) }, (_, part) =>
    weeks.slice(part * weeksAtOnce, (part + 1) * weeksAtOnce),
  );
  const count = (part: readonly string[] | undefined) =>
    part === undefined
      ? null
      : meanwhile(
          countTrials(
            sql,
            { organizationId, timeZone, trials, from: part[0] ?? '', until: addDays(part.at(-1) ?? '', 7) },
            policies,
          ),
        );
  // The database counts the next weeks, and keeps what the last ones read as, while these are looked at here.
  let next = count(parts[0]);
  let kept = Promise.resolve();
  for (const [at, part] of parts.entries()) {
    const counted = await next;
    if (counted === null) break;
    next = count(parts[at + 1]);
    // A turn of the event loop, in which it is sent.
    await setImmediate();
    const readings = readingsOf(counted, policies, mixes);
    const looks = looking.through(sheets, part, readings, decisions, inDetail);
    await kept;
    // Who of the reps they came from has been counted, and need not be held any longer.
    const figures: Reading[] = [];
    for (const { byRep: _, ...reading } of readings) figures.push(reading);
    kept = meanwhile(keep({ readings: figures, rows: looks.rows }));
    raised.push(...looks.raised);
    cleared.push(...looks.cleared);
  }
  await kept;
  return { raised, cleared };
}

/** Work that goes on while something else is done: should it fail, that shows where it is waited for. */
function meanwhile<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}
