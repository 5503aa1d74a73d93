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
    /**
     * Begins a session of somebody who is still there; null: they have left. By the database's clock, like
     * `assert_session`: one clock says when a session ends, whichever server is asked.
     */
    async beginSession(personId: string): Promise<Viewer | null> {
      const [person] = await sql<{ role: Role; isAdmin: boolean }[]>`
        select p.role, p.is_admin from people p
        where p.organization_id = ${organizationId} and p.id = ${personId}
          and (p.left_on is null or p.left_on > current_date)`;
      if (person === undefined) return null;
      const sessionId = newId();
      await sql`
        insert into sessions (organization_id, id, person_id, role, is_admin, expires_at)
        values (${organizationId}, ${sessionId}, ${personId}, ${person.role}, ${person.isAdmin}, now() + make_interval(secs => ${sessionSeconds}))`;
      return { organizationId, personId, sessionId, ...person };
    },

    async endSession(sessionId: string): Promise<void> {
      await sql`
        update sessions set revoked_at = now()
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
