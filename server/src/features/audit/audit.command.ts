import type { Command } from 'commander';
import { type CommandDeps, organizations } from '../../commands.ts';
import { StartError } from '../../errors.ts';
import { type Verification, verifyAudit } from './verify.ts';

interface Options {
  organization?: string;
  json?: true;
}

/** `plumbline audit verify`: proves that nobody changed what was written down. */
export function auditCommand(program: Command, deps: CommandDeps): void {
  program
    .command('audit')
    .description('the record of who did what')
    .command('verify')
    .description('work the chain of digests out anew and compare; exit code 1 where it is broken')
    .option('--organization <name>', 'which organisation; default: all')
    .option('--json', 'print JSON, and nothing else')
    .action(async ({ organization, json }: Options) => {
      const verified = await deps.withDatabase(async ({ database }) => {
        const all = await organizations(database.unscoped);
        const chosen = all.filter(({ name }) => organization === undefined || name === organization);
        if (chosen.length === 0)
          throw new StartError(
            organization === undefined
              ? 'There is no organisation yet.'
              : `No organisation is called "${organization}".`,
          );
        const results: ({ organization: string } & Verification)[] = [];
        for (const { id, name } of chosen)
          results.push({
            organization: name,
            ...(await verifyAudit(database, id)),
          });
        return results;
      });
      if (json) deps.print(JSON.stringify({ organizations: verified }));
      else for (const result of verified) deps.print(sentence(result));
      if (verified.some(({ broken }) => broken !== null)) process.exitCode = 1;
    });
}

function sentence({
  organization,
  sealed,
  unsealed,
  head,
  broken,
}: { organization: string } & Verification): string {
  const open = unsealed === 0 ? '' : ` ${unsealed} are not sealed yet.`;
  return broken === null
    ? `${organization}: ${sealed} entries, unbroken.${open} Newest seal ${head}.`
    : `${organization}: BROKEN at seal ${broken.position}, entry ${broken.entryId}: ${broken.reason}.${open}`;
}
