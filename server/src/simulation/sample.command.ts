import { type Command, InvalidArgumentError, Option } from 'commander';
import { Temporal } from 'temporal-polyfill';
import type { CommandDeps } from '../commands.ts';
import { loadSample } from '../load-sample.ts';
import { writeSample } from './write-sample.ts';

interface Options {
  managers: number;
  weeks: number;
  seed: number;
  world: 'independent' | 'bursty';
  until?: string;
  out?: string;
  truth?: true;
}

/** `plumbline sample`: an invented organisation, as files or loaded as the sample organisation. */
export function sampleCommand(program: Command, deps: CommandDeps): void {
  program
    .command('sample')
    .description('invent an organisation: as an import bundle (--out), or loaded as the sample organisation')
    .option('--managers <n>', 'how many managers', wholeNumber(1, 2000), 12)
    .option('--weeks <n>', 'how many weeks of record', wholeNumber(1, 520), 26)
    .option('--seed <n>', 'the same seed and day give the same organisation', wholeNumber(0, 2 ** 48), 7)
    .addOption(
      new Option('--world <kind>', 'whether reps have bad fortnights')
        .choices(['independent', 'bursty'])
        .default('bursty'),
    )
    .option('--until <date>', 'the day on which the record ends (YYYY-MM-DD); default: today', day)
    .option('--out <dir>', 'write the bundle there and load nothing')
    .option('--truth', 'with --out: also write truth.json, who manages how')
    .action(async ({ out, until, truth, ...options }: Options) => {
      const now = deps.now();
      const ending = until ?? now.toISOString().slice(0, 10);
      if (out !== undefined) {
        const written = await writeSample({ ...options, until: ending, folder: out, truth: truth ?? false });
        deps.print(
          `${written.people} people, ${options.weeks} weeks from ${written.firstDay} to ${ending}, in ${out}`,
        );
        deps.print(`Replay with: plumbline evaluate --replay-from ${written.firstDay} --as-of ${ending}`);
        return;
      }
      await deps.withDatabase(async ({ database }) => {
        await loadSample({
          database,
          now,
          write: (folder) => writeSample({ ...options, until: ending, folder }),
        });
      });
      deps.print('The sample organisation is loaded. npm start, then enter it from the page.');
    });
}

function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= low && number <= high) return number;
    throw new InvalidArgumentError(`a whole number from ${low} to ${high}`);
  };
}

function day(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    throw new InvalidArgumentError('a day as YYYY-MM-DD');
  }
}
