import { hash, verify } from '@node-rs/argon2';

/** argon2id, which is the library's default, at the cost OWASP advises: 19 MiB, two passes, one lane; about 30 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The shortest password that is accepted. */
export const shortestPassword = 12;

/** Hashes with a salt of its own; the result names the algorithm and its cost. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Compares in constant time. */
export function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}
