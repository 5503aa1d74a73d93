/**
 * How long a large organisation takes to evaluate: so many managers by 104 weeks at once, one more day, and one more day
 * that closes a week; with the most memory that this process took. One size a process, whose figures are printed as JSON.
 * Run: node --import ./server/src/heap.ts server/bench/scale.ts MANAGERS [WEEKS]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/database/open.ts';
import { evaluate } from '../src/pipeline/evaluate.ts';
import { addDays } from '../src/pipeline/weeks.ts';
import { scaleRecord } from './scale-record.ts';

export interface ScaleFigures {
  trials: number;
  first: number;
  oneDay: number;
  closing: number;
  /** In MB. */
  memory: number;
}

const managers = Number(process.argv[2] ?? 100);
const weeks = Number(process.argv[3] ?? 104);
const firstDay = '2024-01-01';
const end = addDays(firstDay, 7 * weeks);
const weeksAtOnce = 13;

const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
const open = await openDatabase(readConfig({ PLUMBLINE_DATA_DIR: join(folder, 'data') }), 'command');
try {
  const { database } = open;
  const { organizationId, fill } = await scaleRecord(database, managers, weeks + 1, firstDay);
  for (let day = firstDay; day < end; day = addDays(day, 7 * weeksAtOnce)) {
    const until = addDays(day, 7 * weeksAtOnce);
    await fill(day, until < end ? until : end);
  }
  const timed = async (asOf: string) => {
    const start = performance.now();
    const now = new Date(`${asOf}T02:15:00Z`);
    const { trials } = await evaluate(database, { organizationId, now, reason: 'bench', asOf });
    return { trials, seconds: (performance.now() - start) / 1000 };
  };
  const { trials, seconds: first } = await timed(end);
  await fill(end, addDays(end, 1));
  const { seconds: oneDay } = await timed(addDays(end, 1));
  await fill(addDays(end, 1), addDays(end, 7));
  const { seconds: closing } = await timed(addDays(end, 7));
  const memory = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ trials, first, oneDay, closing, memory } satisfies ScaleFigures));
} finally {
  await open.close();
  await rm(folder, { recursive: true, force: true });
}
