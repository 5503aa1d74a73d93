/**
 * How long reading the patterns takes. 40 managers by 26 weeks of the simulation, imported: the first evaluation, the next
 * day, and a day that closes a week. Then large records made in the database (`scale-record.ts`), 104 weeks of 100 and 300
 * managers, and of 1,000 where it is asked for: that the time for a trial stays what it is, how much memory the process
 * takes, and what one more day costs.
 * Run: node server/bench/evaluation.ts [--large]
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { newId } from '../src/database/ids.ts';
import { openDatabase } from '../src/database/open.ts';
import { importService } from '../src/features/imports/imports.service.ts';
import { evaluate } from '../src/pipeline/evaluate.ts';
import { writeSample } from '../src/simulation/write-sample.ts';
import { within } from './limits.ts';
import type { ScaleFigures } from './scale.ts';

const day = 86_400_000;

async function small(): Promise<void> {
  // What is imported now counts as known now, so the evaluation has to be as of now, too.
  const now = new Date();
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const open = await openDatabase(readConfig({ PLUMBLINE_DATA_DIR: join(folder, 'data') }), 'command');
  try {
    const { database } = open;
    const bundle = join(folder, 'bundle');
    const { firstDay } = await writeSample({
      folder: bundle,
      managers: 40,
      weeks: 26,
      seed: 7,
      until: now.toISOString().slice(0, 10),
      world: 'bursty',
    });
    const organizationId = newId();
    await importService({ database, enqueueEvaluation: async () => undefined }).run({
      actor: { organizationId, personId: null },
      path: bundle,
      fileName: 'bench',
      origin: 'command',
      newOrganization: { name: 'Bench', timeZone: null, isSample: true, policyFrom: firstDay },
      at: now,
    });
    const timed = async (at: number) => {
      const start = performance.now();
      await evaluate(database, { organizationId, now: new Date(at), reason: 'bench' });
      return (performance.now() - start) / 1000;
    };
    // Not from a Sunday on: the next day would close the week.
    const begin = now.getTime() + (now.getUTCDay() === 0 ? day : 0);
    within('first evaluation, 40 managers × 26 weeks', await timed(begin), 3, 's');
    within('the next day', await timed(begin + day), 0.3, 's');
    // Seven days on a week has closed: the day on which there is work to do.
    within('a day that closes a week', await timed(begin + 7 * day), 1, 's');
  } finally {
    await open.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each size in a process of its own, so that the memory is that size's. */
function large(managers: number): ScaleFigures {
  const { status, stdout } = spawnSync(
    process.execPath,
    // As the server is started.
    [
      '--import',
      import.meta.resolve('../src/heap.ts'),
      join(import.meta.dirname, 'scale.ts'),
      String(managers),
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`the record of ${managers} managers could not be evaluated`);
  const figures: ScaleFigures = JSON.parse(stdout);
  const { trials, first, oneDay, closing, memory } = figures;
  const microseconds = ((first / trials) * 1e6).toFixed(1);
  console.log(
    `${managers} managers × 104 weeks, ${trials} trials: ${first.toFixed(1)} s, ${microseconds} µs a trial`,
  );
  within('  memory of the process', memory, 512, 'MB');
  within('  one more day', oneDay, 5, 's');
  within('  one more day, closing a week', closing, 5, 's');
  return figures;
}

await small();
const isLarge = process.argv.includes('--large');
const sizes = isLarge ? [100, 300, 1000] : [100, 300];
const perTrial = sizes.map(large).map(({ first, trials }) => first / trials);
// Linear in trials: a record many times as large may cost a little more for each, as indexes grow deeper.
within(
  'time for a trial, largest over smallest record',
  (perTrial.at(-1) ?? 0) / (perTrial[0] ?? 1),
  1.5,
  '',
);
if (!isLarge) console.log('1,000 managers × 104 weeks left out: node server/bench/evaluation.ts --large');
