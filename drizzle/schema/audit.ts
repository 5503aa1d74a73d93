import { bigint, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './column-types.ts';

/** Log: who did what to which row, in the same transaction as the row. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: uuid('subject_id'),
    details: jsonb('details').notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Log: the digest chain over the audit entries. */
export const auditSeals = pgTable(
  'audit_seals',
  {
    organizationId: uuid('organization_id').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    entryId: uuid('entry_id').notNull(),
    entryDigest: bytea('entry_digest').notNull(),
    digest: bytea('digest').notNull(),
    sealedAt: timestamp('sealed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.position] })],
);
