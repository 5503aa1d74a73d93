import type { Role } from '@plumbline/shared/domain/roles.ts';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { FastifyInstance } from 'fastify';
import type { Actor, Database } from '../src/database/connect.ts';
import { newId } from '../src/database/ids.ts';
import { hashPassword } from '../src/features/identity/password.ts';

interface MadePerson {
  role: Role;
  manager: string | null;
  isAdmin?: boolean;
  leftOn?: string;
  hasPassword?: boolean;
}

/** Who there is in a made organisation, by their part in a test. */
const parts = {
  executive: { role: 'executive', manager: null },
  manager: { role: 'manager', manager: 'executive' },
  'other manager': { role: 'manager', manager: 'executive' },
  rep: { role: 'rep', manager: 'manager' },
  'other rep': { role: 'rep', manager: 'other manager' },
  admin: { role: 'rep', manager: 'other manager', isAdmin: true },
  leaver: { role: 'rep', manager: 'manager' },
  invited: { role: 'rep', manager: 'manager', hasPassword: false },
  gone: { role: 'rep', manager: 'manager', leftOn: '2025-06-01' },
} as const satisfies Record<string, MadePerson>;

export type Part = keyof typeof parts;

export const passwordOfAll = 'correct horse battery';

export interface MadePeople {
  organizationId: string;
  actor: Actor;
  idOf(part: Part): string;
}

export interface SignedIn {
  cookie: string;
}

let hashed: Promise<string> | null = null;

/** An organisation in UTC in which everybody can sign in as part@name.example.com. */
export async function makePeople(database: Database, name = 'home'): Promise<MadePeople> {
  const organizationId = newId();
  const actor = { organizationId, personId: null };
  const ids = new Map(Object.keys(parts).map((part) => [part, newId()]));
  const idOf = (part: string) => ids.get(part) ?? '';
  hashed ??= hashPassword(passwordOfAll);
  const passwordHash = await hashed;
  await database.transaction(actor, async ({ sql }) => {
    await sql`insert into organizations (id, name, time_zone) values (${organizationId}, ${name}, 'UTC')`;
    await sql`
      insert into policies (organization_id, version, in_force_from, norms)
      values (${organizationId}, 1, '2025-01-06', ${JSON.stringify(defaultNorms)}::text::jsonb)`;
    for (const [part, made] of Object.entries<MadePerson>(parts)) {
      const { role, manager, isAdmin = false, leftOn = null, hasPassword = true } = made;
      const email = `${part.replace(' ', '.')}@${name}.example.com`;
      const id = idOf(part);
      await sql`insert into people ${sql({ organizationId, id, name: part, email, role, isAdmin, leftOn, timeZone: 'UTC' })}`;
      if (hasPassword)
        await sql`insert into sign_ins ${sql({ email, organizationId, personId: id, passwordHash })}`;
      if (manager === null) continue;
      await sql`
        insert into reporting_lines (organization_id, id, person_id, manager_id, during)
        values (${organizationId}, ${newId()}, ${id}, ${idOf(manager)}, '[2025-01-01,)')`;
    }
  });
  return { organizationId, actor, idOf };
}

/** Signs in the usual way. */
export async function signIn(app: FastifyInstance, part: Part, organization = 'home'): Promise<SignedIn> {
  const email = `${part.replace(' ', '.')}@${organization}.example.com`;
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { email, password: passwordOfAll },
  });
  if (answer.statusCode !== 200) throw new Error(`${email} cannot sign in: ${answer.body}`);
  return { cookie: cookieOf(answer) };
}

/** The session that an answer gives, as the next request sends it. */
export function cookieOf({ headers }: { headers: { 'set-cookie'?: string | string[] } }): string {
  return String(headers['set-cookie']).split(';', 1)[0] ?? '';
}
