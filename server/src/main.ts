import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './database/open.ts';
import { StartError } from './errors.ts';
import { isEmpty, newSetUpToken } from './features/identity/setup.service.ts';
import { startJobs } from './jobs/start.ts';
import { loadSample } from './load-sample.ts';
import { writeSample } from './simulation/write-sample.ts';
import { sessionSecret } from './session-secret.ts';
import { openStorage } from './storage/storage.ts';

/** What the page's sample organisation is: small enough to be there in seconds. */
const sample = { managers: 12, weeks: 26, seed: 7, world: 'bursty' } as const;

/** How long what is being done may take when the server is told to stop, in milliseconds. */
const grace = 10_000;

/** Config, database, application, jobs, listen: what fails stops the start with one readable line. */
async function start(): Promise<void> {
  const config = readConfig();
  const { database, servingUrl, close } = await openDatabase(config, 'server');
  const now = () => new Date();
  const storage = openStorage(config);
  const setUpToken = (await isEmpty(database.unscoped)) ? newSetUpToken() : null;
  const app = await buildApp({
    config,
    database,
    storage,
    sessionSecret: await sessionSecret(config),
    setUpToken,
    loadSample: (progress) =>
      loadSample({
        database,
        write: (folder) => writeSample({ ...sample, until: now().toISOString().slice(0, 10), folder }),
        now: now(),
        progress,
      }),
    enqueueEvaluation: async (organizationId) => (await jobs).enqueueEvaluation(organizationId),
    now,
    readableLog: process.stdout.isTTY,
  });
  const { host, port } = config;
  const listening = app.listen({ host, port }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`Plumbline cannot listen on ${host}:${port} (${why}). Set HOST or PORT.`, { cause });
  });
  const pageUrl = listening.then((bound) => (config.publicUrl ?? bound).replace(/\/$/, ''));
  // After the port is bound, since letters link to it, and PORT=0 takes one that nobody knew before.
  const jobs = pageUrl.then((url) =>
    startJobs({ database, storage, servingUrl, mail: config.mail, pageUrl: url, now, log: app.log }),
  );
  const stop = async () => {
    await app.close();
    await jobs.then(
      (started) => started.stop(),
      () => undefined,
    );
    await close();
  };
  stopWhenTold(stop, (error) => app.log.fatal({ err: error }, 'stopping after an error nobody caught'));

  const [url] = await Promise.all([pageUrl, jobs]).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  say(`Plumbline is at ${url}`);
  if (setUpToken !== null) say(`To set up your own organisation, open ${url}/setup#${setUpToken}`);
}

/**
 * Stops in order on a signal and after an error that nobody caught. Ctrl-C comes twice, from the terminal and from the
 * script that runs us: the second one is not taken for impatience, or the database would be left running.
 */
function stopWhenTold(stop: () => Promise<void>, report: (error: Error) => void): void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const { close } = closeWithGrace({ delay: grace, logger: null, skip: [...signals] }, async ({ err }) => {
    if (err) report(err);
    await stop();
  });
  let isStopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      close();
    });
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  await start();
} catch (error) {
  process.stderr.write(
    `${error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
