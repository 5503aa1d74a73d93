import type { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { chooseOrganization, type CommandDeps } from '../commands.ts';
import { StartError } from '../errors.ts';
import { type Evaluation, evaluate } from './evaluate.ts';

interface Options {
  organization?: string;
  asOf?: string;
  replayFrom?: string;
  json?: true;
}

/** A manager as the organisation knows them. */
interface Manager {
  id: string;
  externalId: string | null;
  name: string;
}

/** `plumbline evaluate`: from facts to flags, now or as it would have been. */
export function evaluateCommand(program: Command, deps: CommandDeps): void {
  program
    .command('evaluate')
    .description('read the patterns from the record: trials, readings, evidence, flags')
    .option('--organization <name>', 'which organisation; needed where there are several')
    .option('--as-of <date>', 'take the record as it was before this day (YYYY-MM-DD); default: today', day)
    .option('--replay-from <date>', 'replay week by week from this day, storing nothing', day)
    .option('--json', 'print JSON, and nothing else')
    .action(async (options: Options) => {
      await deps.withDatabase(async ({ database }) => {
        const organization = await chooseOrganization(database.unscoped, options.organization);
        const evaluation = await evaluate(database, {
          organizationId: organization.id,
          asOf: options.asOf,
          replayFrom: options.replayFrom,
          now: deps.now(),
          reason: 'command',
          withReadings: true,
        });
        const managers = await database.read(
          { organizationId: organization.id, personId: null },
          (sql) =>
            sql<
              Manager[]
            >`select id, external_id, name from people where organization_id = ${organization.id}`,
        );
        const byId = new Map(managers.map((manager) => [manager.id, manager]));
        if (options.json) deps.print(JSON.stringify(forMachines(evaluation, byId)));
        else for (const line of forPeople(evaluation, byId)) deps.print(line);
      });
    });
}

function day(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    throw new StartError(`${text} is not a day; write it as YYYY-MM-DD.`);
  }
}

function forMachines({ asOf, flags, readings }: Evaluation, managers: ReadonlyMap<string, Manager>) {
  const named = (managerId: string) => managers.get(managerId)?.externalId ?? managerId;
  return {
    asOf,
    flags: flags.map(({ managerId, pattern, raisedAt, clearedAt }) => ({
      manager: named(managerId),
      pattern,
      raisedAt: raisedAt.toISOString(),
      clearedAt: clearedAt?.toISOString() ?? null,
    })),
    readings: readings.map(({ managerId, signal, k, n, rate, low, high, norm, judgement }) => ({
      manager: named(managerId),
      signal,
      k,
      n,
      rate,
      low,
      high,
      norm,
      judgement,
    })),
  };
}

function* forPeople({ asOf, trials, flags, readings }: Evaluation, managers: ReadonlyMap<string, Manager>) {
  const named = (managerId: string) => managers.get(managerId)?.name ?? managerId;
  const over = readings.filter(({ judgement }) => judgement === 'over').length;
  yield `As of ${asOf}: ${trials} trials, ${readings.length} readings of which ${over} are over their norm, ${flags.length} flags.`;
  for (const { managerId, pattern, raisedAt, clearedAt } of flags) {
    const kind = pattern === 'friend' ? "the salesperson's friend" : 'the super salesperson';
    const cleared = clearedAt === null ? '' : `, cleared ${clearedAt.toISOString().slice(0, 10)}`;
    yield `  ${named(managerId)}: ${kind}, raised ${raisedAt.toISOString().slice(0, 10)}${cleared}`;
    for (const reading of readings) {
      if (reading.managerId === managerId && reading.judgement === 'over') yield `    ${reading.sentence}`;
    }
  }
}
