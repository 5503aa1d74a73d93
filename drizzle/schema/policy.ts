import { date, integer, jsonb, pgTable, primaryKey, smallint, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Fact: versions of the norms and times, and from when each is in force. */
export const policies = pgTable(
  'policies',
  {
    organizationId: uuid('organization_id').notNull(),
    version: integer('version').notNull(),
    inForceFrom: date('in_force_from').notNull(),
    norms: jsonb('norms').notNull(),
    responseBusinessDays: smallint('response_business_days').notNull().default(3),
    replyBusinessDays: smallint('reply_business_days').notNull().default(5),
    createdBy: uuid('created_by'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.version] })],
);
