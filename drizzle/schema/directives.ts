import { boolean, integer, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Register: what executives and managers asked for. */
export const directives = pgTable(
  'directives',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    title: text('title').notNull(),
    body: text('body'),
    issuedBy: uuid('issued_by').notNull(),
    issuedAt: timestamp('issued_at', { withTimezone: true }).notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    wantsVerification: boolean('wants_verification').notNull().default(false),
    mustBeRelayed: boolean('must_be_relayed').notNull().default(false),
    replacesId: uuid('replaces_id'),
    remindDaysBefore: smallint('remind_days_before'),
    escalateDaysAfter: smallint('escalate_days_after'),
    version: integer('version').notNull().default(1),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: directives that were taken back. */
export const directiveRecalls = pgTable(
  'directive_recalls',
  {
    organizationId: uuid('organization_id').notNull(),
    directiveId: uuid('directive_id').notNull(),
    recalledBy: uuid('recalled_by').notNull(),
    recalledAt: timestamp('recalled_at', { withTimezone: true }).notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.directiveId] })],
);
