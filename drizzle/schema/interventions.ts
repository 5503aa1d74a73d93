import { date, numeric, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { daterange } from './column-types.ts';

/** Register: customers and prospects. */
export const accounts = pgTable(
  'accounts',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    name: text('name').notNull(),
    segment: text('segment'),
    annualValue: numeric('annual_value', { precision: 18, scale: 2 }),
    currency: text('currency'),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Register: whose account it was, when. */
export const accountOwners = pgTable(
  'account_owners',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    during: daterange('during').notNull(),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Register: deals. */
export const opportunities = pgTable(
  'opportunities',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    accountId: uuid('account_id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    name: text('name').notNull(),
    amount: numeric('amount', { precision: 18, scale: 2 }),
    currency: text('currency'),
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull(),
    closedAt: timestamp('closed_at', { withTimezone: true }),
    outcome: text('outcome', { enum: ['open', 'won', 'lost'] }).notNull(),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Register: who got the credit for a deal. */
export const opportunityCredits = pgTable(
  'opportunity_credits',
  {
    organizationId: uuid('organization_id').notNull(),
    opportunityId: uuid('opportunity_id').notNull(),
    personId: uuid('person_id').notNull(),
    share: numeric('share', { precision: 6, scale: 5 }).notNull(),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.opportunityId, table.personId] })],
);

/** Fact: a call, meeting, e-mail, … with a customer; known when it occurred. */
export const activities = pgTable(
  'activities',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id').notNull(),
    revision: smallint('revision').notNull().default(0),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
    actorId: uuid('actor_id').notNull(),
    accountId: uuid('account_id'),
    opportunityId: uuid('opportunity_id'),
    kind: text('kind', {
      enum: [
        'call',
        'meeting',
        'email',
        'demo',
        'proposal',
        'negotiation',
        'entertainment',
        'stage_change',
        'note',
      ],
    }).notNull(),
    participantIds: uuid('participant_ids').array().notNull().default([]),
    capture: text('capture', { enum: ['synced', 'typed'] }),
    createdById: uuid('created_by_id'),
    ingestedAt: timestamp('ingested_at', { withTimezone: true }).notNull().defaultNow(),
    importRunId: uuid('import_run_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: takeovers that managers declared; what counts is read from activities. */
export const interventions = pgTable(
  'interventions',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    revision: smallint('revision').notNull().default(0),
    managerId: uuid('manager_id').notNull(),
    opportunityId: uuid('opportunity_id').notNull(),
    accountId: uuid('account_id'),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    handedBackAt: timestamp('handed_back_at', { withTimezone: true }),
    reason: text('reason'),
    requestedBy: uuid('requested_by'),
    knownAt: timestamp('known_at', { withTimezone: true }).notNull(),
    ingestedAt: timestamp('ingested_at', { withTimezone: true }).notNull().defaultNow(),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared'] }).notNull(),
    importRunId: uuid('import_run_id'),
    repId: uuid('rep_id'),
    missingSkill: text('missing_skill'),
    plannedHandBackOn: date('planned_hand_back_on'),
    askedBy: uuid('asked_by'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: what was said about a takeover that a manager declared. */
export const interventionSteps = pgTable(
  'intervention_steps',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    interventionId: uuid('intervention_id').notNull(),
    kind: text('kind', { enum: ['confirmed', 'denied', 'handed_back'] }).notNull(),
    actorId: uuid('actor_id').notNull(),
    note: text('note'),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
