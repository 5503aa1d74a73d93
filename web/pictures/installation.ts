import { rm } from 'node:fs/promises';
import { buildApp } from '../../server/src/app.ts';
import { readConfig } from '../../server/src/config.ts';
import { openDatabase } from '../../server/src/database/open.ts';
import { loadSample } from '../../server/src/load-sample.ts';
import { sessionSecret } from '../../server/src/session-secret.ts';
import { writeSample } from '../../server/src/simulation/write-sample.ts';
import { openStorage } from '../../server/src/storage/storage.ts';
import { newDataDir } from '../e2e/support/server.ts';

/** A Wednesday morning: on this day the rep, the manager and the executive of the sample are of one line. */
export const now = new Date('2026-11-25T09:20:00Z');

/**
 * The application on a database of its own with the sample organisation, its clock stopped at `now`: the pictures differ
 * from the last ones where the page does, and nowhere else. No jobs run.
 */
export async function startInstallation(): Promise<{ url: string; stop(): Promise<void> }> {
  const config = readConfig({ PLUMBLINE_DATA_DIR: newDataDir(), PORT: '0', LOG_LEVEL: 'error' });
  const { database, close } = await openDatabase(config, 'server');
  await loadSample({
    database,
    write: (folder) =>
      writeSample({
        managers: 12,
        weeks: 26,
        seed: 7,
        world: 'bursty',
        until: now.toISOString().slice(0, 10),
        folder,
      }),
    now,
  });
  const app = await buildApp({
    config,
    database,
    storage: openStorage(config),
    sessionSecret: await sessionSecret(config),
    setUpToken: null,
    loadSample: async () => undefined,
    enqueueEvaluation: async () => undefined,
    now: () => now,
  });
  return {
    url: await app.listen({ host: config.host, port: config.port }),
    async stop() {
      await app.close();
      await close();
      await rm(config.dataDir, { recursive: true, force: true });
    },
  };
}
