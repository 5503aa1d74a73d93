import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { roles, type Role } from '@plumbline/shared/domain/roles.ts';
import { chooseOrganization, type CommandDeps } from '../../commands.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { StartError } from '../../errors.ts';
import { hashPassword, shortestPassword } from './password.ts';

interface Options {
  email: string;
  organization?: string;
  name?: string;
  role?: Role;
  admin?: boolean;
  json?: boolean;
}

/** `plumbline user create|set-password --email E` */
export function userCommand(program: Command, deps: CommandDeps): void {
  const user = program
    .command('user')
    .description('let people sign in; the password comes from standard input');
  const shared = (name: string, description: string) =>
    user
      .command(name)
      .description(description)
      .requiredOption('--email <address>', 'whose')
      .option('--organization <name>', 'which organisation; needed where there are several')
      .option('--json', 'print the result as JSON and nothing else');

  shared('create', 'let somebody sign in: one who is there already (by e-mail address), or a new person')
    .option('--name <name>', 'of a new person')
    .addOption(new Option('--role <role>', 'of a new person').choices(roles))
    .option('--admin', 'may also manage people and imports')
    .action((options: Options) => run(deps, options, createUser));

  shared('set-password', 'give somebody who can sign in a new password, and end their sessions').action(
    (options: Options) => run(deps, options, setPassword),
  );
}

interface Wanted extends Options {
  passwordHash: string;
  timeZone: string;
}

async function run(
  deps: CommandDeps,
  options: Options,
  work: (tx: Tx, wanted: Wanted) => Promise<string>,
): Promise<void> {
  const email = options.email.trim().toLowerCase();
  const passwordHash = await hashPassword(await passwordFromInput());
  const personId = await deps.withDatabase(async ({ database }) => {
    const { id, timeZone } = await chooseOrganization(database.unscoped, options.organization);
    return database.transaction({ organizationId: id, personId: null }, (tx) =>
      work(tx, { ...options, email, passwordHash, timeZone }),
    );
  });
  deps.print(options.json ? JSON.stringify({ personId, email }) : `${email} can sign in.`);
}

async function passwordFromInput(): Promise<string> {
  if (process.stdin.isTTY)
    throw new StartError(
      'Give the password on standard input, for example: plumbline user create --email E < password.txt',
    );
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (password.length < shortestPassword)
    throw new StartError(`A password has at least ${shortestPassword} characters.`);
  return password;
}

async function createUser(
  { sql, actor, audit }: Tx,
  { email, name, role, admin, passwordHash, timeZone }: Wanted,
): Promise<string> {
  let [person] = await sql<{ id: string }[]>`
    select id from people where organization_id = ${actor.organizationId} and email = ${email}`;
  if (person === undefined) {
    if (name === undefined || role === undefined) {
      throw new StartError(`Nobody has the address ${email} yet. Give --name and --role for a new person.`);
    }
    person = { id: newId() };
    await sql`
      insert into people (organization_id, id, name, email, role, time_zone, edited_at)
      values (${actor.organizationId}, ${person.id}, ${name}, ${email}, ${role}, ${timeZone}, now())`;
    await audit({ action: 'person.created', subjectType: 'person', subjectId: person.id });
  }
  if (admin) {
    await sql`
      update people set is_admin = true, edited_at = now(), version = version + 1
      where organization_id = ${actor.organizationId} and id = ${person.id} and not is_admin`;
  }
  const [added] = await sql`
    insert into sign_ins (email, organization_id, person_id, password_hash)
    values (${email}, ${actor.organizationId}, ${person.id}, ${passwordHash})
    on conflict do nothing
    returning email`;
  if (added === undefined)
    throw new StartError(`${email} can sign in already. Use plumbline user set-password.`);
  await audit({
    action: 'sign_in.created',
    subjectType: 'person',
    subjectId: person.id,
    details: { isAdmin: admin === true },
  });
  return person.id;
}

async function setPassword({ sql, actor, audit }: Tx, { email, passwordHash }: Wanted): Promise<string> {
  const [changed] = await sql<{ personId: string }[]>`
    update sign_ins set password_hash = ${passwordHash}, changed_at = now()
    where organization_id = ${actor.organizationId} and email = ${email}
    returning person_id`;
  if (changed === undefined) throw new StartError(`${email} cannot sign in yet. Use plumbline user create.`);
  await sql`
    update sessions set revoked_at = now()
    where organization_id = ${actor.organizationId} and person_id = ${changed.personId} and revoked_at is null`;
  await audit({ action: 'sign_in.password_changed', subjectType: 'person', subjectId: changed.personId });
  return changed.personId;
}
