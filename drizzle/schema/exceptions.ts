import { numeric, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Fact: departures from policy that cost money, and who supported them. */
export const exceptions = pgTable(
  'exceptions',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    revision: smallint('revision').notNull().default(0),
    repId: uuid('rep_id').notNull(),
    accountId: uuid('account_id'),
    kind: text('kind', { enum: ['discount', 'credit_terms', 'return', 'policy'] }).notNull(),
    requestedAt: timestamp('requested_at', { withTimezone: true }).notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: timestamp('decided_at', { withTimezone: true }),
    decision: text('decision', { enum: ['supported', 'declined'] }),
    cost: numeric('cost', { precision: 18, scale: 2 }),
    knownAt: timestamp('known_at', { withTimezone: true }).notNull(),
    ingestedAt: timestamp('ingested_at', { withTimezone: true }).notNull().defaultNow(),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared'] }).notNull(),
    importRunId: uuid('import_run_id'),
    currency: text('currency'),
    note: text('note'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: what was said about an exception that a rep asked for. */
export const exceptionSteps = pgTable(
  'exception_steps',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    exceptionId: uuid('exception_id').notNull(),
    kind: text('kind', { enum: ['passed_up', 'supported', 'declined', 'withdrawn'] }).notNull(),
    actorId: uuid('actor_id').notNull(),
    reason: text('reason'),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
