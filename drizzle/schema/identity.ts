import { boolean, jsonb, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './column-types.ts';

/** Register: argon2id hashes by e-mail; outside row-level security. */
export const signIns = pgTable('sign_ins', {
  email: text('email').primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  personId: uuid('person_id').notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Register: signed-in browsers; revoked, never deleted. */
export const sessions = pgTable(
  'sessions',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
    /** What they were when it began; another role ends it. */
    role: text('role'),
    isAdmin: boolean('is_admin'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Register: one-time links by which a person sets a password. */
export const invitations = pgTable(
  'invitations',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    tokenDigest: bytea('token_digest').notNull(),
    createdBy: uuid('created_by'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Derived: answers given, so that a retried request gets the same one; gone after a week. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    organizationId: uuid('organization_id').notNull(),
    personId: uuid('person_id').notNull(),
    key: text('key').notNull(),
    requestDigest: bytea('request_digest').notNull(),
    status: smallint('status').notNull(),
    body: jsonb('body'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.personId, table.key] })],
);
