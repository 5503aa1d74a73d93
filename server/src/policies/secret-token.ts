import { createHash, randomBytes } from 'node:crypto';

/**
 * A secret for a link that is used without signing in: 256 random bits. It names its organisation, since what it opens
 * stands behind row-level security and is found before anybody is known. Only its digest is kept.
 */
export const newToken = (organizationId: string): string =>
  `${Buffer.from(organizationId.replaceAll('-', ''), 'hex').toString('base64url')}.${randomBytes(32).toString('base64url')}`;

export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The organisation that a token names; null for what is none of ours. */
export function organizationOf(token: string): string | null {
  const hex = Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('hex');
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex);
  return parts?.slice(1).join('-') ?? null;
}
