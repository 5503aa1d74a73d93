import type { Command } from 'commander';
import { readConfig } from './config.ts';
import type { Sql } from './database/connect.ts';
import { type OpenDatabase, openDatabase } from './database/open.ts';
import { StartError } from './errors.ts';

/** What every command is given, so that it can be run against another database in a test. */
export interface CommandDeps {
  /** Opens the database, does the work and closes it whatever happened. Joins a running embedded database. */
  withDatabase<T>(work: (open: OpenDatabase) => Promise<T>): Promise<T>;
  /** Standard output: the answer, and with --json nothing else. */
  print(line: string): void;
  /** Standard error: progress, remarks, problems. */
  remark(line: string): void;
  now(): Date;
}

/** A file that adds its command to the program. */
export type AddCommand = (program: Command, deps: CommandDeps) => void;

export const commandDeps: CommandDeps = {
  async withDatabase(work) {
    const open = await openDatabase(readConfig(), 'command');
    // Interrupted, a command takes the database that it started down with it; what it was at is undone.
    // Ctrl-C comes twice, from the terminal and from the script that runs us.
    let isStopping = false;
    const interrupted = () => {
      if (isStopping) return;
      isStopping = true;
      void open.close().finally(() => process.exit(130));
    };
    process.on('SIGINT', interrupted);
    process.on('SIGTERM', interrupted);
    try {
      return await work(open);
    } finally {
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      await open.close();
    }
  },
  print: (line) => process.stdout.write(`${line}\n`),
  remark: (line) => process.stderr.write(`${line}\n`),
  now: () => new Date(),
};

export interface NamedOrganization {
  id: string;
  name: string;
  timeZone: string;
  isSample: boolean;
}

/** Every organisation of the installation, by name. */
export async function organizations(sql: Sql): Promise<NamedOrganization[]> {
  return sql<NamedOrganization[]>`select id, name, time_zone, is_sample from organizations order by name, id`;
}

/**
 * The organisation that a command is about: the one named, or the only one; the sample only where there is no other.
 *
 * @param name as given by --organization
 * @throws StartError that says which there are
 */
export async function chooseOrganization(sql: Sql, name: string | undefined): Promise<NamedOrganization> {
  const all = await organizations(sql);
  const own = all.filter(({ isSample }) => !isSample);
  // Beside the sample, one's own is meant.
  const usual = own.length > 0 ? own : all;
  const fitting = name === undefined ? usual : all.filter((organization) => organization.name === name);
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  if (all.length === 0)
    throw new StartError(
      'There is no organisation yet. Import one (plumbline import DIR) or set it up on the page.',
    );
  const names = all.map((organization) => `"${organization.name}"`).join(', ');
  if (name === undefined)
    throw new StartError(
      `There are several organisations: choose one with --organization. There are ${names}.`,
    );
  throw new StartError(
    only
      ? `Several organisations are called "${name}".`
      : `No organisation is called "${name}". There are ${names}.`,
  );
}
