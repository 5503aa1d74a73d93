#!/usr/bin/env node
import { Command } from 'commander';
import { type AddCommand, commandDeps } from './commands.ts';
import { StartError } from './errors.ts';
import { userCommand } from './features/identity/user.command.ts';
import { importCommand } from './features/imports/import.command.ts';
import { auditCommand } from './features/audit/audit.command.ts';
import { evaluateCommand } from './pipeline/evaluate.command.ts';
import { sampleCommand } from './simulation/sample.command.ts';

/** Every command, in the order in which `--help` lists them. Each lives with its feature. */
const commands: readonly AddCommand[] = [
  importCommand,
  evaluateCommand,
  sampleCommand,
  userCommand,
  auditCommand,
];

const program = new Command('plumbline')
  .description('Shows from the record, not from self-report, how a sales team is managed')
  .showHelpAfterError('(--help says more)');
for (const add of commands) add(program, commandDeps);

try {
  await program.parseAsync();
} catch (error) {
  // What we foresaw is one readable line; the rest is a defect and wants its stack.
  process.stderr.write(
    `${error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}
