import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Fact: calls that a manager says to have held together with a rep; no evidence. */
export const jointCalls = pgTable(
  'joint_calls',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    managerId: uuid('manager_id').notNull(),
    repId: uuid('rep_id').notNull(),
    accountId: uuid('account_id').notNull(),
    opportunityId: uuid('opportunity_id'),
    heldAt: timestamp('held_at', { withTimezone: true }).notNull(),
    ledBy: text('led_by', { enum: ['rep', 'manager'] }).notNull(),
    coached: text('coached').notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: the rep confirmed or disputed a joint call; the latest counts. */
export const jointCallAnswers = pgTable(
  'joint_call_answers',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    jointCallId: uuid('joint_call_id').notNull(),
    personId: uuid('person_id').notNull(),
    answer: text('answer', { enum: ['confirmed', 'disputed'] }).notNull(),
    note: text('note'),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
