import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../domain/error-codes.ts';

export const Id = z.uuid();

/** What lies outside is a slip of the finger, and some of it (the year 0) no database stores. */
const isInReach = (at: string) => /^(19|20|21)/.test(at);
const years = 'expected a year from 1900 to 2199';

/** ISO 8601 with an offset or Z. */
export const Instant = z.iso.datetime({ offset: true, abort: true }).refine(isInReach, years);

/** A calendar day without a time: `2026-11-24`. */
export const Day = z.iso.date({ abort: true }).refine(isInReach, years);

/** Somebody, as lists name them. */
export const PersonRef = z.object({ id: Id, name: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;

/** RFC 9457 problem document. `errors` names the fields that are wrong, `code` is for programs. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string().optional(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** With 409: how the thing stands now, and what happened to it last; nobody's name where the source has none. */
  current: z
    .object({
      state: z.string(),
      version: z.int(),
      last: z.object({ event: z.string(), by: z.string().nullable(), at: Instant }).nullable(),
    })
    .optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Every list is paged by key: ask again with the `nextCursor` of the last answer; null means that was all. */
export const PageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** So long does the server know a request by its Idempotency-Key, in days. */
export const answersKeptDays = 7;

/** Words that are looked for in a list. */
export const Search = z.string().trim().min(1).max(100);

/** Rows of a CSV at most; what is cut off is said in its last line. */
export const mostExported = 100_000;

/** A page of some list. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), nextCursor: z.string().nullable() });
}

export const IdParams = z.object({ id: Id });

/** Trimmed text that is there: names, titles. */
export const ShortText = z.string().trim().min(1).max(300);

/** A remark somebody wrote; bounded. */
export const Note = z.string().trim().min(1).max(4000);
