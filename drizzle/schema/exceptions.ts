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
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
