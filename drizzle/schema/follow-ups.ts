import { pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Fact: a manager spoke to a rep about items. */
export const followUps = pgTable(
  'follow_ups',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    revision: smallint('revision').notNull().default(0),
    managerId: uuid('manager_id').notNull(),
    repId: uuid('rep_id').notNull(),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
    knownAt: timestamp('known_at', { withTimezone: true }).notNull(),
    ingestedAt: timestamp('ingested_at', { withTimezone: true }).notNull().defaultNow(),
    channel: text('channel', { enum: ['one_on_one', 'call', 'email', 'chat', 'meeting', 'app'] }).notNull(),
    outcome: text('outcome', {
      enum: ['reminder', 'excuse_accepted', 'new_commitment', 'coaching', 'firm_expectation', 'escalated'],
    }).notNull(),
    excuse: text('excuse', {
      enum: ['workload', 'customer_emergency', 'travel', 'system', 'absence', 'unclear', 'other'],
    }),
    commitmentAt: timestamp('commitment_at', { withTimezone: true }),
    note: text('note'),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared'] }).notNull(),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: which items a follow-up was about; one without items answers nothing. */
export const followUpItems = pgTable(
  'follow_up_items',
  {
    organizationId: uuid('organization_id').notNull(),
    followUpId: uuid('follow_up_id').notNull(),
    itemId: uuid('item_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.followUpId, table.itemId] })],
);

/** Fact: the rep confirmed or disputed a follow-up; the latest counts. */
export const followUpAnswers = pgTable(
  'follow_up_answers',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    followUpId: uuid('follow_up_id').notNull(),
    personId: uuid('person_id').notNull(),
    answer: text('answer', { enum: ['confirmed', 'disputed'] }).notNull(),
    note: text('note'),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
    knownAt: timestamp('known_at', { withTimezone: true }).notNull(),
    ingestedAt: timestamp('ingested_at', { withTimezone: true }).notNull().defaultNow(),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared'] }).notNull(),
    importRunId: uuid('import_run_id'),
    sourceKey: text('source_key'),
    revision: smallint('revision').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
