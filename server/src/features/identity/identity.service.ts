import type { Database, Tx } from '../../database/connect.ts';
import { RequestError } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { findSignIn, identityStore } from './identity.store.ts';
import type { Passwords } from './passwords.ts';

export interface IdentityServiceDeps {
  database: Pick<Database, 'transaction' | 'unscoped'>;
  passwords: Passwords;
}

/** Signing in and out. */
export function identityService({ database, passwords }: IdentityServiceDeps) {
  return {
    /**
     * Begins a session. An unknown address, a wrong password and somebody who has left are one answer, and take as long.
     * @throws RequestError wrong_credentials, too_many_requests
     */
    async signIn({ email, password }: { email: string; password: string }): Promise<Viewer> {
      const known = await findSignIn(database.unscoped, email);
      const fits = await passwords.matches(known?.passwordHash ?? null, password);
      const viewer =
        known && fits ? await database.transaction(known, (tx) => begin(tx, known.personId)) : null;
      if (viewer === null)
        throw new RequestError(
          'wrong_credentials',
          'Nobody signs in with this address and this password. Check both, then try again.',
        );
      return viewer;
    },

    /** Ends the session; what still runs on it ends with its next look at the database. */
    async signOut(viewer: Viewer): Promise<void> {
      await database.transaction(viewer, async (tx) => {
        await identityStore(tx).endSession(viewer.sessionId);
        await tx.audit({
          action: 'session.ended',
          subjectType: 'session',
          subjectId: viewer.sessionId,
        });
      });
    },
  };
}

export type IdentityService = ReturnType<typeof identityService>;

/** Begins a session inside a transaction, with its audit entry; null where the person has left. */
export async function begin(tx: Tx, personId: string): Promise<Viewer | null> {
  const viewer = await identityStore(tx).beginSession(personId);
  if (viewer !== null)
    await tx.audit({
      action: 'session.begun',
      subjectType: 'session',
      subjectId: viewer.sessionId,
      details: { personId },
    });
  return viewer;
}
