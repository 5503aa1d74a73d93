import type { Database, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { notFound, RequestError, wrongState } from '../../errors.ts';
import { digestOf, newToken, organizationOf } from '../../policies/secret-token.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { begin } from '../identity/identity.service.ts';
import { identityStore } from '../identity/identity.store.ts';
import type { Passwords } from '../identity/passwords.ts';

/** How long an invitation can be accepted, in milliseconds. */
const validity = 7 * 86_400_000;

export interface IssuedInvitation {
  person: { id: string; name: string };
  email: string;
  /** Shown once; only its digest is kept. */
  token: string;
  expiresAt: Date;
}

interface Invited {
  id: string;
  personId: string;
  name: string;
  email: string;
  organizationName: string;
}

export interface InvitationServiceDeps {
  database: Pick<Database, 'transaction'>;
  passwords: Passwords;
}

/** One-time links by which people choose their password. */
export function invitationService({ database, passwords }: InvitationServiceDeps) {
  return {
    /**
     * A new link for each; an older one of the same person ends with it.
     * @throws RequestError not_found, or wrong_state for somebody who has a password or has left
     */
    issue: (viewer: Viewer, personIds: readonly string[], at: Date): Promise<IssuedInvitation[]> =>
      database.transaction(viewer, async (tx) => {
        const people = await mayBeInvited(tx, [...new Set(personIds)], at);
        const issued = people.map((person) => ({
          ...person,
          invitationId: newId(),
          token: newToken(viewer.organizationId),
        }));
        const expiresAt = new Date(at.getTime() + validity);
        await tx.sql`
          update invitations set expires_at = ${at}
          where organization_id = ${viewer.organizationId} and person_id = any (${people.map(({ id }) => id)})
            and used_at is null and expires_at > ${at}`;
        const rows = issued.map(({ id, invitationId, token }) => ({
          organizationId: viewer.organizationId,
          id: invitationId,
          personId: id,
          tokenDigest: digestOf(token),
          createdBy: viewer.personId,
          createdAt: at,
          expiresAt,
        }));
        await tx.sql`insert into invitations ${tx.sql(rows)}`;
        // Sent one behind the other, and waited for once.
        await Promise.all(
          issued.map(({ id }) =>
            tx.audit({ action: 'invitation.issued', subjectType: 'person', subjectId: id }),
          ),
        );
        return issued.map(({ id, name, email, token }) => ({
          person: { id, name },
          email,
          token,
          expiresAt,
        }));
      }),

    /** Whom a link is for. @throws RequestError not_found: used, replaced, run out, or never given */
    welcome: (token: string, at: Date): Promise<Invited> =>
      database.transaction(actorOf(token), async (tx) => findOpen(tx, token, at)),

    /** Sets the password, uses the link up, begins a session. @throws RequestError not_found, wrong_state */
    async accept(token: string, password: string, at: Date): Promise<Viewer> {
      const actor = actorOf(token);
      const passwordHash = await passwords.hash(password);
      return database.transaction(actor, async (tx) => {
        const invited = await findOpen(tx, token, at);
        await tx.sql`
          update invitations set used_at = ${at}
          where organization_id = ${actor.organizationId} and id = ${invited.id}`;
        if (!(await identityStore(tx).addSignIn(invited.personId, invited.email, passwordHash))) {
          throw wrongState(
            'Somebody signs in with this address already. Ask your administrator for another one.',
          );
        }
        await tx.audit({
          action: 'invitation.accepted',
          subjectType: 'person',
          subjectId: invited.personId,
        });
        const viewer = await begin(tx, invited.personId);
        if (viewer === null) throw gone();
        return viewer;
      });
    },
  };
}

export type InvitationService = ReturnType<typeof invitationService>;

const gone = () =>
  new RequestError('not_found', 'This invitation was used, replaced or has run out. Ask for a new link.');

function actorOf(token: string): { organizationId: string; personId: null } {
  const organizationId = organizationOf(token);
  if (organizationId === null) throw gone();
  return { organizationId, personId: null };
}

async function findOpen({ sql, actor }: Tx, token: string, at: Date): Promise<Invited> {
  const [invited] = await sql<Invited[]>`
    select i.id, i.person_id, p.name, p.email, o.name as organization_name
    from invitations i
    join people p on p.organization_id = i.organization_id and p.id = i.person_id
    join organizations o on o.id = i.organization_id
    where i.organization_id = ${actor.organizationId} and i.token_digest = ${digestOf(token)}
      and i.used_at is null and i.expires_at > ${at}
    for update of i`;
  if (invited === undefined) throw gone();
  return invited;
}

async function mayBeInvited({ sql, actor }: Tx, personIds: readonly string[], at: Date) {
  const people = await sql<
    {
      id: string;
      name: string;
      email: string;
      canSignIn: boolean;
      hasLeft: boolean;
    }[]
  >`
    select p.id, p.name, p.email,
      exists (select from sign_ins s where s.organization_id = p.organization_id and s.person_id = p.id) as can_sign_in,
      coalesce(p.left_on <= (${at}::timestamptz at time zone p.time_zone)::date, false) as has_left
    from people p
    where p.organization_id = ${actor.organizationId} and p.id = any (${[...personIds]})
    order by p.name, p.id`;
  if (people.length < personIds.length) throw notFound('person');
  const signedUp = people.filter(({ canSignIn }) => canSignIn).map(({ name }) => name);
  // Else an administrator could take over anybody's sign-in, and with it what administration does not include.
  if (signedUp.length > 0) throw wrongState(`${signedUp.slice(0, 5).join(', ')} can sign in already.`);
  const left = people.filter(({ hasLeft }) => hasLeft).map(({ name }) => name);
  if (left.length > 0) throw wrongState(`${left.slice(0, 5).join(', ')} has left.`);
  return people;
}
