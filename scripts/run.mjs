// The root scripts, on a machine that has only Node 20 or later and npm: what is missing is installed first, then the
// task runs on the pinned Node. Plain JavaScript without dependencies, since it runs before there are any.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const pnpm = 'pnpm@12.21.0';
const windows = process.platform === 'win32';
const [task = '', ...args] = process.argv.slice(2);

const say = (line) => process.stderr.write(`${line}\n`);
const bin = (folder, name) => join(root, folder, 'node_modules', '.bin', name);
const environment = {
  ...process.env,
  PATH: [bin('', ''), bin('server', ''), bin('web', ''), process.env.PATH].join(delimiter),
};
const node = bin('', windows ? 'node.cmd' : 'node');
/** Has V8 clear up early; heap.ts says why. */
const frugally = ['--import', './server/src/heap.ts'];

/** Installs when nothing is there, or something else than the lockfile says. */
function install() {
  const stamp = join(root, 'node_modules', '.plumbline-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing what is missing …');
  // Once more where it fails: npx gives up without a word when the registry is away for a moment.
  if (!hasInstalled() && !hasInstalled()) fail('The installation failed twice; the lines above say why.');
  writeFileSync(stamp, wanted);
}

function hasInstalled() {
  // Its output goes to standard error: `plumbline … --json` promises nothing but JSON on standard output.
  const { status } = spawnSync(
    'npx',
    ['--yes', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'],
    { cwd: root, stdio: ['ignore', 2, 2], shell: windows, env: { ...process.env, CI: 'true' } },
  );
  return status === 0;
}

function fail(line) {
  say(line);
  process.exit(1);
}

/** What runs now. */
const running = new Set();
const tellAll = (signal) => {
  for (const child of running) child.kill(signal);
};

let isStopping = false;
const stop = (signal) => {
  isStopping = true;
  tellAll(signal);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

/** Told to stop, npm tells the shell between it and us, which goes without a word: so its going is the signal. */
function followNpm() {
  if (windows || process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const look = () => {
    if (process.ppid !== shell) stop('SIGTERM');
  };
  setInterval(look, 500).unref();
}

/** Runs a program to its end; resolves to its exit code. Signals reach it, and it decides when to go; we go last. */
function run(command, parameters, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, parameters, {
      cwd: root,
      stdio: 'inherit',
      env: environment,
      shell: windows,
      ...options,
    });
    running.add(child);
    child.on('error', (error) => fail(`${command}: ${error.message}`));
    child.on('exit', (code, signal) => {
      running.delete(child);
      const result = code ?? (signal === 'SIGINT' ? 130 : 1);
      if (!isStopping) done(result);
      else if (running.size === 0) process.exit(result);
    });
  });
}

function newestChange(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((newest, entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return newest;
    const path = join(folder, entry.name);
    return Math.max(newest, entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs);
  }, 0);
}

/** Builds the page when its sources are newer than what was built. */
async function buildPage() {
  const built = join(root, 'web', 'dist', 'index.html');
  const sources = Math.max(newestChange(join(root, 'web')), newestChange(join(root, 'shared')));
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  say('Building the page …');
  // The build's report goes to standard error, like all that is not the program's own output.
  const code = await run(bin('web', 'vite'), ['build', 'web', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) fail('The page could not be built.');
}

function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return names
    .map((name) => spawnSync(windows ? 'where' : 'which', [name], { encoding: 'utf8' }).stdout?.trim())
    .find(Boolean);
}

/** Every test there is: what runs, how many passed, and at the end one line that adds them up. */
async function test() {
  const reports = mkdtempSync(join(tmpdir(), 'plumbline-tests-'));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (name, code, counts) => {
    // What ends badly without a test that failed (a file that does not load, a runner that breaks) is a failure too.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    for (const kind of Object.keys(total)) total[kind] += counts[kind];
    say(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  };
  const nothing = { passed: 0, failed: 0, skipped: 0 };
  const read = (file, count) =>
    existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { ...nothing };

  const packages = [
    ['shared', 'the domain both sides share'],
    ['server', 'rules, SQL, HTTP, on a real PostgreSQL'],
    ['web', 'the page’s pure parts'],
  ];
  for (const [folder, what] of packages) {
    say(`— ${folder}: ${what}`);
    const file = join(reports, `${folder}.json`);
    const code = await run(bin(folder, 'vitest'), [
      'run',
      '--root',
      folder,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args,
    ]);
    const counts = read(file, (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    }));
    add(folder, code, counts);
  }

  const chromium = findChromium();
  if (chromium === undefined && process.env.CI === 'true') {
    say('There is no Chromium on the path, and with CI=true the browser tests must run.');
    add('browser', 1, { ...nothing });
  } else if (chromium === undefined) {
    say(
      'SKIPPED: the browser tests, because there is no Chromium on the path (Debian: apt-get install chromium).',
    );
  } else {
    await buildPage();
    say(`— browser: the three roles in ${chromium}, with axe on every page`);
    const file = join(reports, 'browser.json');
    const code = await run(
      bin('web', 'playwright'),
      ['test', '--config', 'web/playwright.config.ts', '--reporter=list,json'],
      {
        env: { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM: chromium },
      },
    );
    const counts = read(file, ({ stats: { expected, unexpected, flaky, skipped } }) => ({
      passed: expected + flaky,
      failed: unexpected,
      skipped,
    }));
    add('browser', code, counts);
  }
  rmSync(reports, { recursive: true, force: true });
  process.stdout.write(
    `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}\n`,
  );
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function check() {
  const steps = [
    ['format', bin('', 'biome'), ['ci', '.']],
    ['lint and import direction', bin('', 'oxlint'), ['--type-aware', '--deny-warnings']],
    ['types', bin('', 'tsc'), ['-p', 'tsconfig.json']],
  ];
  let worst = 0;
  for (const [name, command, parameters] of steps) {
    const code = await run(command, parameters);
    say(`${code === 0 ? '✓' : '✗'} ${String(name)}`);
    worst ||= code;
  }
  return worst;
}

const tasks = {
  async start() {
    await buildPage();
    return run(node, [...frugally, 'server/src/main.ts', ...args]);
  },
  async dev() {
    const both = [run(node, ['--watch', 'server/src/main.ts', ...args]), run(bin('web', 'vite'), ['web'])];
    const code = await Promise.race(both);
    // Both end together: the page without its server, or the other way round, only puzzles.
    tellAll('SIGTERM');
    await Promise.all(both);
    return code;
  },
  test,
  check,
  async bench() {
    await buildPage();
    return run(node, ['server/bench/main.ts', ...args]);
  },
  async pictures() {
    await buildPage();
    return run(node, ['web/pictures/main.ts', ...args]);
  },
  'bench:patterns': () => run(node, ['server/bench/patterns/main.ts', ...args]),
  plumbline: () => run(node, [...frugally, 'server/src/cli.ts', ...args]),
};

const chosen = tasks[task];
if (chosen === undefined) fail(`Which? ${Object.keys(tasks).join(', ')}`);
install();
followNpm();
process.exit(await chosen());
