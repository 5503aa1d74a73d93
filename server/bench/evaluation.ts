/**
 * How long reading the patterns takes: 40 managers by 26 weeks at once, and one more day. Limits: 3 s and 0.3 s.
 * Run: node server/bench/evaluation.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { newId } from '../src/database/ids.ts';
import { openDatabase } from '../src/database/open.ts';
import { importService } from '../src/features/imports/imports.service.ts';
import { evaluate } from '../src/pipeline/evaluate.ts';
import { writeSample } from '../src/simulation/write-sample.ts';

const day = 86_400_000;
// What is imported now counts as known now, so the evaluation has to be as of now, too.
const now = new Date();
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);
const until = isoDay(now.getTime());
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
    until,
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
    const { trials } = await evaluate(database, {
      organizationId,
      now: new Date(at),
      reason: 'bench',
    });
    return { seconds: (performance.now() - start) / 1000, trials };
  };
  const first = await timed(Date.now());
  const next = await timed(Date.now() + day);
  // Six days on at the latest a week has closed: the day on which there is work to do.
  const closing = await timed(Date.now() + 7 * day);
  console.log(
    `first evaluation, 40 managers × 26 weeks: ${first.seconds.toFixed(2)} s (limit 3), ${first.trials} trials`,
  );
  console.log(`the next day: ${next.seconds.toFixed(3)} s (limit 0.3), ${next.trials} trials`);
  console.log(
    `a day that closes a week: ${closing.seconds.toFixed(3)} s (limit 0.3), ${closing.trials} trials`,
  );
} finally {
  await open.close();
  await rm(folder, { recursive: true, force: true });
}
