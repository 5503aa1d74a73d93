import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Sql, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { sessionSeconds } from '../../plugins/session.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** By address, in the whole installation: sign-in comes before the organisation is known. */
export interface SignIn {
  organizationId: string;
  personId: string;
  passwordHash: string;
}

/** Takes the connection outside any organisation, where alone sign-ins can be found by address. */
export async function findSignIn(unscoped: Sql, email: string): Promise<SignIn | null> {
  const [found] = await unscoped<SignIn[]>`
    select s.organization_id, s.person_id, s.password_hash from sign_ins s where s.email = ${email.toLowerCase()}`;
  return found ?? null;
}

/** Writes sign-ins and sessions. */
export function identityStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId } = actor;
  return {
    /** Begins a session of somebody who is still there; null: they have left. */
    async beginSession(personId: string, at: Date): Promise<Viewer | null> {
      const [person] = await sql<{ role: Role; isAdmin: boolean }[]>`
        select p.role, p.is_admin from people p
        where p.organization_id = ${organizationId} and p.id = ${personId}
          and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)`;
      if (person === undefined) return null;
      const sessionId = newId();
      await sql`
        insert into sessions (organization_id, id, person_id, created_at, expires_at)
        values (${organizationId}, ${sessionId}, ${personId}, ${at}, ${new Date(at.getTime() + sessionSeconds * 1000)})`;
      return { organizationId, personId, sessionId, ...person };
    },

    async endSession(sessionId: string, at: Date): Promise<void> {
      await sql`
        update sessions set revoked_at = ${at}
        where organization_id = ${organizationId} and id = ${sessionId} and revoked_at is null`;
    },

    /** @returns false where the address, or the person, has a password already */
    async addSignIn(personId: string, email: string, passwordHash: string): Promise<boolean> {
      const added = await sql`
        insert into sign_ins (email, organization_id, person_id, password_hash)
        values (${email}, ${organizationId}, ${personId}, ${passwordHash})
        on conflict do nothing`;
      return added.count === 1;
    },
  };
}
