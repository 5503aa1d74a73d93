import { jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Register: lists that people keep under a name, for themselves alone. */
export const savedViews = pgTable(
  'saved_views',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    list: text('list', { enum: ['items', 'follow-ups', 'directives', 'exceptions'] }).notNull(),
    name: text('name').notNull(),
    search: jsonb('search').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    removedAt: timestamp('removed_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
