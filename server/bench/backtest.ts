/**
 * How long proposed norms take to be tried on the past: 40 managers by 52 weeks, with other norms, and with another
 * response time, which makes the occasions anew. Limit: 5 s. Run: node server/bench/backtest.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import { readConfig } from '../src/config.ts';
import { newId } from '../src/database/ids.ts';
import { openDatabase } from '../src/database/open.ts';
import { importService } from '../src/features/imports/imports.service.ts';
import { backtest } from '../src/pipeline/backtest.ts';
import { evaluate } from '../src/pipeline/evaluate.ts';
import { mondayOf } from '../src/pipeline/weeks.ts';
import { writeSample } from '../src/simulation/write-sample.ts';
import { within } from './limits.ts';

const now = new Date();
const until = now.toISOString().slice(0, 10);
const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
const open = await openDatabase(readConfig({ PLUMBLINE_DATA_DIR: join(folder, 'data') }), 'command');
try {
  const { database } = open;
  const bundle = join(folder, 'bundle');
  const sample = { folder: bundle, managers: 40, weeks: 52, seed: 7, until, world: 'bursty' } as const;
  const { firstDay } = await writeSample(sample);
  const actor = { organizationId: newId(), personId: null };
  await importService({ database, enqueueEvaluation: async () => undefined }).run({
    actor,
    path: bundle,
    fileName: 'bench',
    origin: 'command',
    newOrganization: { name: 'Bench', timeZone: null, isSample: true, policyFrom: firstDay },
    at: now,
  });
  await evaluate(database, { organizationId: actor.organizationId, now, reason: 'bench' });
  for (const [name, responseBusinessDays] of [
    ['other norms', 3],
    ['another response time', 4],
  ] as const) {
    const start = performance.now();
    const { present, proposed } = await backtest(database, {
      actor,
      proposed: { norms: { ...defaultNorms, silence: 0.25 }, responseBusinessDays },
      from: firstDay,
      until: mondayOf(until),
    });
    const seconds = (performance.now() - start) / 1000;
    within(
      `a back-test of ${name}, 40 managers × 52 weeks, ${proposed.length} flags instead of ${present.length}`,
      seconds,
      5,
      's',
    );
  }
} finally {
  await open.close();
  await rm(folder, { recursive: true, force: true });
}
