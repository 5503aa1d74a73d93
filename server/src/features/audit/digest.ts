import { createHash } from 'node:crypto';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';

/**
 * SQL: the digest of the entry `e` (a row of audit_entries). Over the fields as a JSON array, so that no two entries
 * read the same, with the time spelled out in UTC, so that no setting changes it.
 */
export const entryDigest = (sql: Sql): Fragment => sql`
  sha256(convert_to(jsonb_build_array(
    e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_id, e.action, e.subject_type, e.subject_id, e.details
  )::text, 'UTF8'))`;

/** The next digest of the chain. */
export const chained = (before: Buffer, entry: Buffer): Buffer =>
  createHash('sha256').update(before).update(entry).digest();

/** What the first entry is chained to. */
export const beginning = Buffer.alloc(32);
