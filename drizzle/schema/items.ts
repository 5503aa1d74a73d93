import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  integer,
  interval,
  pgTable,
  primaryKey,
  smallint,
  text,
  time,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/** Register: kinds of paperwork. */
export const paperworkTypes = pgTable(
  'paperwork_types',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    madeThrough: date('made_through'),
    version: integer('version').notNull().default(1),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: a version of when paperwork falls due, for whom. */
export const paperworkSchedules = pgTable(
  'paperwork_schedules',
  {
    organizationId: uuid('organization_id').notNull(),
    typeId: uuid('type_id').notNull(),
    version: integer('version').notNull(),
    inForceFrom: date('in_force_from').notNull(),
    rule: text('rule').notNull(),
    startsOn: date('starts_on').notNull(),
    endsBefore: date('ends_before'),
    businessDay: smallint('business_day'),
    onDayOff: text('on_day_off', { enum: ['before', 'after', 'keep'] }).notNull(),
    dueTime: time('due_time').notNull(),
    graceHours: smallint('grace_hours').notNull().default(0),
    owedBy: text('owed_by', { enum: ['reps', 'managers', 'team', 'branch', 'people'] }).notNull(),
    owedIds: uuid('owed_ids').array().notNull().default([]),
    isPaused: boolean('is_paused').notNull().default(false),
    createdBy: uuid('created_by'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.typeId, table.version] })],
);

/** Projection: paperwork and directives that reps owe, in their current state. */
export const items = pgTable(
  'items',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    kind: text('kind', { enum: ['paperwork', 'directive'] }).notNull(),
    repId: uuid('rep_id').notNull(),
    paperworkTypeId: uuid('paperwork_type_id'),
    directiveId: uuid('directive_id'),
    title: text('title').notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    currentDueAt: timestamp('current_due_at', { withTimezone: true }).notNull(),
    state: text('state', { enum: ['open', 'done', 'waived'] })
      .notNull()
      .default('open'),
    doneAt: timestamp('done_at', { withTimezone: true }),
    relayedAt: timestamp('relayed_at', { withTimezone: true }),
    acknowledgedAt: timestamp('acknowledged_at', { withTimezone: true }),
    handedInAt: timestamp('handed_in_at', { withTimezone: true }),
    lateBy: interval('late_by').generatedAlwaysAs(sql`handed_in_at - due_at`),
    returnedAt: timestamp('returned_at', { withTimezone: true }),
    acceptedAt: timestamp('accepted_at', { withTimezone: true }),
    version: integer('version').notNull().default(1),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared'] }).notNull(),
    importRunId: uuid('import_run_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: what happened to an item. */
export const itemEvents = pgTable(
  'item_events',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    itemId: uuid('item_id').notNull(),
    kind: text('kind', {
      enum: [
        'submitted',
        'completed',
        'withdrawn',
        'returned',
        'accepted',
        'verified',
        'relayed',
        'acknowledged',
        'waived',
        'excused',
        'reason_given',
        'committed',
        'extension_requested',
        'extension_granted',
        'extension_declined',
        'escalated',
        'escalated_by_rule',
        'insisted',
        'ruled_unclear',
        'put_off',
        'recalled',
      ],
    }).notNull(),
    actorId: uuid('actor_id'),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
    knownAt: timestamp('known_at', { withTimezone: true }).notNull(),
    ingestedAt: timestamp('ingested_at', { withTimezone: true }).notNull().defaultNow(),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared'] }).notNull(),
    importRunId: uuid('import_run_id'),
    sourceKey: text('source_key'),
    revision: smallint('revision').notNull().default(0),
    excuse: text('excuse', {
      enum: ['workload', 'customer_emergency', 'travel', 'system', 'absence', 'unclear', 'other'],
    }),
    note: text('note'),
    link: text('link'),
    newDueAt: timestamp('new_due_at', { withTimezone: true }),
    promisedAt: timestamp('promised_at', { withTimezone: true }),
    toId: uuid('to_id'),
    regardsId: uuid('regards_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
