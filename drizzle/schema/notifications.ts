import { date, jsonb, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './column-types.ts';

/** Register: what people are told, and when they read it. */
export const notices = pgTable(
  'notices',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    kind: text('kind').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: uuid('subject_id').notNull(),
    data: jsonb('data').notNull(),
    occasion: text('occasion'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    readAt: timestamp('read_at', { withTimezone: true }),
    spreadAt: timestamp('spread_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Register: what reaches whom where, and when. */
export const notificationSettings = pgTable(
  'notification_settings',
  {
    organizationId: uuid('organization_id').notNull(),
    personId: uuid('person_id').notNull(),
    preferences: jsonb('preferences').notNull(),
    slackUrl: text('slack_url'),
    teamsUrl: text('teams_url'),
    calendarDigest: bytea('calendar_digest'),
    calendarSince: timestamp('calendar_since', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.personId] })],
);

/** Register: notices and digests on their way to mail and chat. */
export const deliveries = pgTable(
  'deliveries',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    channel: text('channel', { enum: ['mail', 'slack', 'teams'] }).notNull(),
    noticeId: uuid('notice_id'),
    digestDay: date('digest_day'),
    state: text('state', { enum: ['waiting', 'sending', 'sent', 'dead', 'dropped'] })
      .notNull()
      .default('waiting'),
    attempts: smallint('attempts').notNull().default(0),
    nextAt: timestamp('next_at', { withTimezone: true }).notNull(),
    claimedAt: timestamp('claimed_at', { withTimezone: true }),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    error: text('error'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Register: acts that a digest offers, each once. */
export const singleUseLinks = pgTable(
  'single_use_links',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    itemId: uuid('item_id').notNull(),
    act: text('act', { enum: ['submit', 'say_why', 'acknowledge'] }).notNull(),
    tokenDigest: bytea('token_digest').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
