import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { daterange } from './column-types.ts';

/** Register: one customer; outside row-level security, since it is what security goes by. */
export const organizations = pgTable('organizations', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  workingDays: smallint('working_days').array().notNull().default([1, 2, 3, 4, 5]),
  isSample: boolean('is_sample').notNull().default(false),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Register: reps, managers and executives. */
export const people = pgTable(
  'people',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    name: text('name').notNull(),
    email: text('email').notNull(),
    role: text('role', { enum: ['rep', 'manager', 'executive'] }).notNull(),
    isAdmin: boolean('is_admin').notNull().default(false),
    timeZone: text('time_zone').notNull(),
    hiredOn: date('hired_on'),
    leftOn: date('left_on'),
    version: integer('version').notNull().default(1),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Register: who reported to whom, when. */
export const reportingLines = pgTable(
  'reporting_lines',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    managerId: uuid('manager_id').notNull(),
    during: daterange('during').notNull(),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Calendar: when somebody was away and who covered; no reason is kept. */
export const absences = pgTable(
  'absences',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    during: daterange('during').notNull(),
    coverId: uuid('cover_id'),
    recordedBy: uuid('recorded_by'),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
    counts: boolean('counts').notNull().generatedAlwaysAs(sql`recorded_by is distinct from person_id`),
    version: integer('version').notNull().default(1),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Calendar: days on which nobody works. */
export const holidays = pgTable(
  'holidays',
  {
    organizationId: uuid('organization_id').notNull(),
    day: date('day').notNull(),
    name: text('name').notNull(),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.day] })],
);

/** Fact: days of leave that were taken back. */
export const withdrawnAbsences = pgTable(
  'withdrawn_absences',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    absenceId: uuid('absence_id').notNull(),
    personId: uuid('person_id').notNull(),
    during: daterange('during').notNull(),
    coverId: uuid('cover_id'),
    recordedBy: uuid('recorded_by'),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
    counts: boolean('counts').notNull().generatedAlwaysAs(sql`recorded_by is distinct from person_id`),
    withdrawnBy: uuid('withdrawn_by').notNull(),
    withdrawnAt: timestamp('withdrawn_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: holidays that were removed from the calendar. */
export const removedHolidays = pgTable(
  'removed_holidays',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    day: date('day').notNull(),
    name: text('name').notNull(),
    removedBy: uuid('removed_by').notNull(),
    removedAt: timestamp('removed_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Register: sales goals. */
export const goals = pgTable(
  'goals',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    during: daterange('during').notNull(),
    amount: numeric('amount', { precision: 18, scale: 2 }).notNull(),
    currency: text('currency'),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
