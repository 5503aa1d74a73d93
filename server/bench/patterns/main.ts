/**
 * What the method finds, and what it finds falsely, on simulated organisations whose managers' styles are known: every
 * style, trap and evasion, looked at as each week closes, through import and replay as the product does; beside plain
 * baselines on the same readings. Writes docs/method/results.json and the pictures of docs/method.md.
 *
 * Run: npm run bench:patterns [-- --share 0.2] (a share of the organisations, for a first look; writes nothing)
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { patterns } from '@plumbline/shared/domain/vocabulary.ts';
import { methodVersion } from '../../src/pipeline/method.ts';
import { baselines } from './baselines.ts';
import { type Scenario, scenarios } from './cast.ts';
import { checkGuarantee, worstOf } from './guarantee.ts';
import type { Observed } from './organization.ts';
import { draw } from './pictures.ts';
import { cannotJudge, leaningOver, nearness, type Share, type Summary, summarize } from './summary.ts';
import { guaranteeHolds, show, type Target, targets } from './targets.ts';
import type { Job } from './worker.ts';

/** Nothing was chosen by looking at what is reported: settings, and those near the norms, by the first, reports by others. */
const tunedOn = ['1 to 3', '801 to 814', '901 to 912', '1001 to 1016'] as const;
const firstSeed = 2001;

const { values } = parseArgs({ options: { share: { type: 'string', default: '1' } } });
const part = Number(values.share);
const started = Date.now();

const jobs: Job[] = scenarios(part).flatMap((scenario) =>
  Array.from({ length: scenario.organizations }, (_, at) => ({ scenario, seed: firstSeed + at })),
);
// The longest first, so that no worker is left alone with one at the end.
const observed = await work(jobs.toSorted((a, b) => b.scenario.options.weeks - a.scenario.options.weeks));
const over = leaningOver(observed);
const inScenario = ({ name }: Scenario) => observed.filter(({ scenario }) => scenario === name);

console.log(
  `method ${methodVersion}, ${jobs.length} organisations of 40 to 48 managers, seeds from ${firstSeed} (tuned on others: ${tunedOn.join(', ')})`,
);
console.log('found: share flagged [95 %] · weeks of record until half, and nine of ten, were flagged');
const worlds = scenarios(part).slice(0, 2);
const summaries = worlds.map((world) => ({
  world: world.name,
  summaries: (['Plumbline', ...baselines] as const).map((finder) =>
    summarize(finder, inScenario(world), over),
  ),
}));
for (const { world, summaries: ofWorld } of summaries) {
  console.log(`\n${world}, 26 weeks`);
  for (const summary of ofWorld) print(summary);
}

console.log('\ntargets');
const guarantee = checkGuarantee(part === 1 ? 1000 : 200);
const results: { world: string; target: Target; value: number; met: boolean }[] = summaries.flatMap(
  ({ world, summaries: [plumbline] }) =>
    plumbline === undefined
      ? []
      : targets.map((target) => {
          const value = target.read(plumbline);
          return { world, target, value, met: target.meets(value) };
        }),
);
for (const { name: world } of worlds) {
  const value = worstOf(guarantee.filter((one) => one.world === world));
  results.push({ world, target: guaranteeHolds, value, met: guaranteeHolds.meets(value) });
}
for (const { world, target, value, met } of results)
  console.log(
    `  ${met ? 'met    ' : 'NOT MET'} ${world.padEnd(12)} ${target.name.padEnd(44)} ${target.show(value).padStart(8)}  target ${target.wanted}`,
  );

console.log('\nother organisations, Plumbline');
const others = scenarios(part)
  .slice(2)
  .map((scenario) => ({ name: scenario.name, summary: summarize('Plumbline', inScenario(scenario), over) }));
for (const { name, summary } of others) {
  console.log(`${name}`);
  print(summary);
  const judged = patterns.map((pattern) => {
    const { k, n } = cannotJudge(
      observed.filter((person) => person.scenario === name),
      pattern,
    );
    return `${pattern} ${k} of ${n}`;
  });
  console.log(`  cannot judge at the end: ${judged.join(', ')}`);
}
console.log('\nyears at the norm that ever reached 20 : 1 and 100 : 1');
for (const { pattern, world, reps, runs, reached20, reached100 } of guarantee)
  console.log(
    `  ${pattern.padEnd(8)}${world.padEnd(12)} ${String(reps).padStart(2)} reps  ${show(reached20 / runs)}  ${show(reached100 / runs)}`,
  );
const near = nearness(observed);
console.log('\nthose calibrated to the norms, pooled rate over norm');
for (const { style, signals } of near)
  console.log(
    `  ${style.padEnd(13)} ${signals.map(({ signal, ofNorm }) => `${signal} ${ofNorm}`).join(', ')}`,
  );
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`\n${seconds} s on ${availableParallelism()} cores`);

if (part === 1) {
  const docs = resolve(import.meta.dirname, '../../../docs');
  await mkdir(join(docs, 'method'), { recursive: true });
  const json = {
    methodVersion,
    tunedOn,
    firstSeed,
    organizations: jobs.length,
    seconds,
    targets: results.map(plain),
    guarantee,
    near,
    worlds: summaries,
    others,
  };
  await writeFile(join(docs, 'method', 'results.json'), `${JSON.stringify(json, null, 1)}\n`);
  for (const [name, svg] of draw(observed, over, summaries))
    await writeFile(join(docs, 'method', `${name}.svg`), svg);
}

function plain({ world, target, value, met }: (typeof results)[number]) {
  return { world, target: target.name, wanted: target.wanted, value, met };
}

function print({ finder, kinds, falsely, falselyWithoutTheNear }: Summary): void {
  console.log(`  ${finder}`);
  for (const { kind, flagged, median, ninety, cannotJudge: unjudged } of kinds)
    console.log(
      `    ${kind.padEnd(20)} ${percent(flagged).padEnd(28)} ${String(flagged.n).padStart(4)} managers   half by ${median ?? '–'}, nine of ten by ${ninety ?? '–'}${unjudged.k > 0 ? `   cannot judge ${unjudged.k}` : ''}`,
    );
  for (const [whose, { discoveries, perManagerYear, managerYears }] of [
    ['all', falsely],
    ['without those near the norms', falselyWithoutTheNear],
  ] as const)
    console.log(
      `    ${whose}: false among all flags ${percent(discoveries)} of ${discoveries.n}; ${show(perManagerYear)} of managers within the norms a year (${Math.round(managerYears)} manager-years)`,
    );
}

function percent({ k, n, low, high }: Share): string {
  if (n === 0) return '–';
  return `${((100 * k) / n).toFixed(1)} % [${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}]`;
}

/** Gives the jobs to as many processes as there are cores, each with a database of its own. */
async function work(all: readonly Job[]): Promise<Observed[]> {
  const left = [...all];
  const done: Observed[] = [];
  let count = 0;
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), all.length) }, async () => {
      const worker = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts')], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const exit = once(worker, 'exit');
      const next = () => {
        const job = left.shift();
        if (job) worker.stdin.write(`${JSON.stringify(job)}\n`);
        else worker.stdin.end();
      };
      next();
      for await (const line of createInterface({ input: worker.stdout })) {
        const people: Observed[] = JSON.parse(line);
        done.push(...people);
        if (process.stderr.isTTY) process.stderr.write(`\r${++count} of ${all.length} organisations`);
        next();
      }
      const [code] = await exit;
      if (code !== 0) throw new Error(`a worker stopped with ${String(code)}`);
    }),
  );
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  return done;
}
