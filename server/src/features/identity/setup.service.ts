import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Database, Sql, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { invalid, RequestError, wrongState } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { begin } from './identity.service.ts';
import { identityStore } from './identity.store.ts';
import type { Passwords } from './passwords.ts';

export interface NewOrganization {
  organizationName: string;
  timeZone: string;
  name: string;
  email: string;
  password: string;
  role: Role;
}

export interface SetUpServiceDeps {
  database: Pick<Database, 'transaction' | 'unscoped'>;
  passwords: Passwords;
  /** What the link printed at start carries; null: there was an organisation then. */
  token: string | null;
  /** Gives the organisation its first schedule; in the same transaction. */
  addFirstPaperwork(tx: Tx, at: Date): Promise<void>;
}

/** Any number; two set-ups at once go one after the other, and the second finds the first one's organisation. */
const setUpLock = 7_205_761;

/** A token for the one-time link. */
export const newSetUpToken = (): string => randomBytes(24).toString('base64url');

/** Whether nobody has set anything up: the sample does not count. */
export async function isEmpty(unscoped: Sql): Promise<boolean> {
  const [found] = await unscoped`select from organizations where not is_sample limit 1`;
  return found === undefined;
}

/** The first organisation with its first administrator, by the link that only whoever started the server has seen. */
export function setUpService({ database, passwords, token, addFirstPaperwork }: SetUpServiceDeps) {
  const digest = token === null ? null : sha256(token);

  return {
    isEmpty: () => isEmpty(database.unscoped),

    /** @throws RequestError not_found (a wrong link), wrong_state (already set up), invalid_request */
    async setUp(given: string, wanted: NewOrganization, at: Date): Promise<Viewer> {
      if (digest === null || !timingSafeEqual(digest, sha256(given))) {
        throw new RequestError(
          'not_found',
          'This link is not the one that the server printed when it last started.',
        );
      }
      const passwordHash = await passwords.hash(wanted.password);
      return database.transaction({ organizationId: newId(), personId: null }, async (tx) => {
        await tx.sql`select pg_advisory_xact_lock(${setUpLock})`;
        if (!(await isEmpty(tx.sql))) throw wrongState('It is set up already. Sign in instead.');
        const viewer = await makeOrganization(tx, { ...wanted, passwordHash }, at);
        await addFirstPaperwork(tx, at);
        return viewer;
      });
    },
  };
}

export type SetUpService = ReturnType<typeof setUpService>;

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** The organisation, its administrator, and its first policy: the default norms, in force from today. */
async function makeOrganization(
  tx: Tx,
  wanted: NewOrganization & { passwordHash: string },
  at: Date,
): Promise<Viewer> {
  const { sql, actor } = tx;
  const { organizationId } = actor;
  const { organizationName, timeZone, name, role, passwordHash } = wanted;
  const email = wanted.email.toLowerCase();
  const [zone] = await sql`select from pg_timezone_names z where z.name = ${timeZone}`;
  if (zone === undefined) throw invalid('timeZone', 'a time zone like Europe/Berlin');

  await sql`
    insert into organizations (id, name, time_zone, created_at) values (${organizationId}, ${organizationName}, ${timeZone}, ${at})`;
  await sql`
    insert into policies (organization_id, version, in_force_from, norms, created_at)
    values (${organizationId}, 1, (${at}::timestamptz at time zone ${timeZone})::date, ${JSON.stringify(defaultNorms)}::text::jsonb, ${at})`;
  const personId = newId();
  await sql`
    insert into people (organization_id, id, name, email, role, is_admin, time_zone, edited_at)
    values (${organizationId}, ${personId}, ${name}, ${email}, ${role}, true, ${timeZone}, ${at})`;
  if (!(await identityStore(tx).addSignIn(personId, email, passwordHash))) {
    throw invalid('email', 'an address that nobody here signs in with yet');
  }
  await tx.audit({ action: 'organization.created', subjectType: 'organization', subjectId: organizationId });
  await tx.audit({
    action: 'person.created',
    subjectType: 'person',
    subjectId: personId,
    details: { isAdmin: true, role },
  });
  const viewer = await begin(tx, personId);
  if (viewer === null) throw new Error('the person just made is there');
  return viewer;
}
