import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { people, password, writeOrganization } from './organization.ts';
import { buildPage, newDataDir, plumbline } from './server.ts';

/** Brings in the team of organization.ts, and lets its people sign in. */
function bringIn(dataDir: string): void {
  const bundle = join(dataDir, 'bundle');
  writeOrganization(bundle, new Date());
  plumbline(dataDir, ['import', bundle, '--organization', 'Harrow & Vale', '--json']);
  for (const email of Object.values(people))
    plumbline(dataDir, ['user', 'create', '--email', email], password);
}

/** Before all tests: the page is built and the organisation brought in. Answers with how to take it away. */
export default function setUp(): () => void {
  buildPage();
  const dataDir = newDataDir();
  bringIn(dataDir);
  // The workers are started afterwards and inherit it.
  process.env.PLUMBLINE_E2E_DATA = dataDir;
  return () => rmSync(dataDir, { recursive: true, force: true });
}

/** A copy of what was brought in before all tests, for an installation of its own. */
export function broughtIn(): string {
  const dataDir = newDataDir();
  // With its owner, who is not root: so PostgreSQL wants it.
  execFileSync('cp', ['-a', `${process.env.PLUMBLINE_E2E_DATA}/.`, dataDir]);
  return dataDir;
}
