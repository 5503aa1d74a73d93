import { z } from 'zod';
import { RequestError } from './errors.ts';

/** PostgreSQL knows no year 0, and fails at one. */
const fromYearOne = /^(?!0000)/;
export const KeyDay = z.iso.date().regex(fromYearOne);

const IsoInstant = z.iso.datetime().regex(fromYearOne);

/** An instant as PostgreSQL writes it in UTC. As text, since a JavaScript Date would lose the microseconds. */
export const KeyInstant = z
  .string()
  .regex(/^\S{10} \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/)
  .refine((text) => IsoInstant.safeParse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`).success);

/**
 * Reads a cursor of a list that is paged by a key.
 * @param key the schema of the key's parts, in order
 * @returns null without a cursor: the first page
 * @throws RequestError invalid_cursor
 */
export function readCursor<Key>(cursor: string | undefined, key: z.ZodType<Key>): Key | null {
  if (cursor === undefined) return null;
  const parsed = key.safeParse(parsedJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw new RequestError('invalid_cursor', 'Begin again without the cursor.');
  return parsed.data;
}

/**
 * A page of rows that were asked for with `limit + 1`: one more than it holds says that there are more.
 * @param keyOf the key of a row, in the order that the list's cursor schema has it
 */
export function toPage<Row, Shown>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
  show: (row: Row) => Shown,
): { rows: Shown[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: shown.map(show),
    nextCursor: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null,
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
