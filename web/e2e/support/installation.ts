import { join } from 'node:path';
import { people, password, writeOrganization } from './organization.ts';
import { buildPage, newDataDir, plumbline, startServer } from './server.ts';

/** Brings in the team of organization.ts, and lets its people sign in. */
export function bringIn(dataDir: string): void {
  const bundle = join(dataDir, 'bundle');
  writeOrganization(bundle, new Date());
  plumbline(dataDir, ['import', bundle, '--organization', 'Harrow & Vale', '--json']);
  for (const email of Object.values(people))
    plumbline(dataDir, ['user', 'create', '--email', email], password);
}

/** Before all tests: the page built, the organisation brought in, the server up. Answers with how to take it down. */
export default async function setUp(): Promise<() => Promise<void>> {
  buildPage();
  const dataDir = newDataDir();
  bringIn(dataDir);
  const { url, stop } = await startServer(dataDir);
  // The workers are started afterwards and inherit it.
  process.env.PLUMBLINE_E2E_URL = url;
  return stop;
}
