import { bigint, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './column-types.ts';

/** Derived: files on their way into a submission; those that reach none are removed after a day. */
export const uploads = pgTable(
  'uploads',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    itemId: uuid('item_id').notNull(),
    personId: uuid('person_id').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    sha256: bytea('sha256').notNull(),
    storedAt: timestamp('stored_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: the files that were handed in. */
export const submissionFiles = pgTable(
  'submission_files',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    eventId: uuid('event_id').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    sha256: bytea('sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
