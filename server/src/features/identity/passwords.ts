import { randomBytes } from 'node:crypto';
import { RequestError } from '../../errors.ts';
import { hashPassword, passwordMatches } from './password.ts';

/** Hashes at a time: each keeps a core busy for about 30 ms and takes 19 MiB. */
const atOnce = 2;
/** Beyond this many waiting, a caller is told to come back: about a second's worth. */
const mayWait = 64;

/**
 * Hashing and checking, a few at a time, so that a flood of sign-ins takes neither all memory nor all cores from
 * everybody else.
 */
export function passwords() {
  let running = 0;
  const waiting: (() => void)[] = [];
  let nobodysHash: Promise<string> | null = null;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < atOnce) running++;
    else {
      if (waiting.length >= mayWait)
        throw new RequestError('too_many_requests', 'Many people are signing in. Try again in a moment.');
      // Whoever goes hands the place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  }

  return {
    hash: (password: string): Promise<string> => inTurn(() => hashPassword(password)),

    /**
     * Whether the password is the one of the hash. Without a hash it compares with one that nothing fits, so that an
     * unknown address takes as long as a wrong password.
     */
    matches: (passwordHash: string | null, password: string): Promise<boolean> =>
      inTurn(async () => {
        nobodysHash ??= hashPassword(randomBytes(32).toString('base64'));
        return (
          (await passwordMatches(passwordHash ?? (await nobodysHash), password)) && passwordHash !== null
        );
      }),
  };
}

export type Passwords = ReturnType<typeof passwords>;
