/** Every benchmark, one after the other, each in a process of its own. `npm run bench` */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { firstPageBytes, firstPageLimit } from '../../web/bench/first-page.ts';

const benches = [
  'import.ts',
  'evaluation.ts',
  'backtest.ts',
  'requests.ts',
  'schedules.ts',
  'live.ts',
  'lists.ts',
];

let failed = false;
for (const bench of benches) {
  console.log(`\n${bench}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, bench)], { stdio: 'inherit' });
  failed ||= status !== 0;
}
console.log(
  `\nfirst page of a rep: ${(firstPageBytes() / 1024).toFixed(1)} KB of gzipped JavaScript (limit ${firstPageLimit / 1024})`,
);
process.exitCode = failed ? 1 : 0;
