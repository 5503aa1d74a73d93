import { basename, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { type Command, Option } from 'commander';
import { chooseOrganization, type CommandDeps, organizations } from '../../commands.ts';
import type { Sql } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { StartError } from '../../errors.ts';
import { enqueueEvaluation, withQueue } from '../../jobs/queue.ts';
import { timeZone } from './bundle/cells.ts';
import type { ImportResult } from './import-run.ts';
import { importService } from './imports.service.ts';
import type { NewOrganization } from './organization.ts';
import { Progress } from './reading/progress.ts';
import type { FoundProblem } from './reading/problems.ts';

interface Options {
  organization?: string;
  timeZone?: string;
  from: 'bundle' | 'salesforce' | 'hubspot';
  json?: boolean;
}

/** `plumbline import DIR|ZIP` */
export function importCommand(program: Command, deps: CommandDeps): void {
  program
    .command('import')
    .description('bring in an organisation’s records; the same bundle again changes nothing (docs/import.md)')
    .argument('<bundle>', 'a folder of CSV files, or a zip of them')
    .option(
      '--organization <name>',
      'which organisation; needed where there are several, and names a new one',
    )
    .option('--time-zone <zone>', 'of a new organisation; else the one most of its people have')
    .addOption(
      new Option('--from <format>', 'what the files are')
        .choices(['bundle', 'salesforce', 'hubspot'])
        .default('bundle'),
    )
    .option('--json', 'print the result as JSON and nothing else')
    .action(async (path: string, options: Options) => {
      if (options.from !== 'bundle') {
        deps.remark(
          `--from ${options.from} is not available yet in this version. Bring the records as a bundle (docs/import.md).`,
        );
        process.exitCode = 2;
        return;
      }
      const result = await deps.withDatabase(async ({ database, servingUrl }) => {
        const { id, created } = await organizationFor(database.unscoped, path, options);
        const imports = importService({
          database,
          enqueueEvaluation: (organizationId) =>
            withQueue(servingUrl, (queue) => enqueueEvaluation(queue, organizationId, 'import')),
          onUnasked: () =>
            deps.remark(
              'The evaluation could not be asked for. A running server does it in the night; or: plumbline evaluate',
            ),
        });
        const progress = new Progress();
        const bar = options.json || !process.stderr.isTTY ? null : showBar(progress);
        try {
          return await imports.run(
            {
              actor: { organizationId: id, personId: null },
              path: resolve(path),
              fileName: basename(resolve(path)),
              origin: 'command',
              newOrganization: created,
              at: deps.now(),
            },
            progress,
          );
        } finally {
          bar?.stop();
        }
      });
      if (options.json) deps.print(JSON.stringify(asJson(result)));
      else describe(result, deps);
      if (result.status === 'rejected') process.exitCode = 1;
    });
}

/** The organisation that is there; a new one where there is none of the user's own yet. */
async function organizationFor(
  sql: Sql,
  path: string,
  options: Options,
): Promise<{ id: string; created: NewOrganization | null }> {
  const all = await organizations(sql);
  const isThere = all.some(({ name }) => name === options.organization);
  if (!isThere && all.every(({ isSample }) => isSample)) {
    if (options.timeZone !== undefined && timeZone.parse(options.timeZone) === undefined) {
      throw new StartError(`--time-zone should be ${timeZone.expected}.`);
    }
    const name = options.organization ?? basename(resolve(path)).replace(/\.zip$/i, '');
    return {
      id: newId(),
      created: { name, timeZone: options.timeZone ?? null, isSample: false, policyFrom: null },
    };
  }
  return { id: (await chooseOrganization(sql, options.organization)).id, created: null };
}

function showBar(progress: Progress): { stop(): void } {
  const bar = new SingleBar({
    format: '{stage} {bar} {value} of {total} rows, {duration_formatted}',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(0, 0, { stage: progress.stage });
  const update = () => {
    bar.setTotal(progress.rowsTotal ?? 0);
    bar.update(progress.rowsRead, { stage: progress.stage.padEnd(9) });
  };
  const timer = setInterval(update, 100);
  return {
    stop() {
      clearInterval(timer);
      update();
      bar.stop();
    },
  };
}

function asJson({
  status,
  inserted,
  updated,
  unchanged,
  kept,
  problems,
  problemCount,
  warningCount,
}: ImportResult) {
  return { status, inserted, updated, unchanged, kept, problemCount, warningCount, problems };
}

const shownProblems = 20;

function describe(result: ImportResult, { print, remark }: CommandDeps): void {
  for (const problem of result.problems.slice(0, shownProblems)) remark(inWords(problem));
  const hidden = result.problemCount + result.warningCount - shownProblems;
  if (hidden > 0) remark(`… and ${hidden.toLocaleString('en')} more (--json lists the first 1,000)`);
  if (result.status === 'rejected') {
    const problems =
      result.problemCount === 1 ? '1 problem' : `${result.problemCount.toLocaleString('en')} problems`;
    remark(`Rejected for ${problems}. Nothing was changed.`);
    return;
  }
  const counts = (['inserted', 'updated', 'unchanged', 'kept'] as const).map(
    (name) => `${result[name].toLocaleString('en')} ${name}`,
  );
  print(`Imported ${result.rows.toLocaleString('en')} rows: ${counts.join(', ')}.`);
}

/** As compilers do, so that editors jump there: `people.csv:12 email "x": expected an e-mail address`. */
function inWords({ severity, file, line, column, value, expected }: FoundProblem): string {
  const place = [line === null ? file : `${file}:${line}`, column, value === null ? null : `"${value}"`];
  return `${severity}: ${place.filter((part) => part !== null).join(' ')}: expected ${expected}`;
}
