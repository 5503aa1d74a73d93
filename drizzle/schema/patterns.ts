import {
  bigint,
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/** Derived: one occasion each on which a manager could act well or badly, and did. */
export const trials = pgTable(
  'trials',
  {
    organizationId: uuid('organization_id').notNull(),
    managerId: uuid('manager_id').notNull(),
    signal: text('signal').notNull(),
    settledAt: timestamp('settled_at', { withTimezone: true }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    revision: smallint('revision').notNull().default(0),
    repId: uuid('rep_id').notNull(),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
    week: date('week').notNull(),
    outcome: real('outcome').notNull(),
    stratum: text('stratum'),
    reason: text('reason').notNull(),
    factIds: uuid('fact_ids').array().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.organizationId,
        table.managerId,
        table.signal,
        table.settledAt,
        table.subjectId,
        table.revision,
      ],
    }),
  ],
);

/** Derived: trials counted per manager, signal and week. */
export const readings = pgTable(
  'readings',
  {
    organizationId: uuid('organization_id').notNull(),
    managerId: uuid('manager_id').notNull(),
    signal: text('signal').notNull(),
    week: date('week').notNull(),
    revision: smallint('revision').notNull().default(0),
    k: doublePrecision('k').notNull(),
    n: integer('n').notNull(),
    reps: integer('reps').notNull(),
    norm: doublePrecision('norm').notNull(),
    policyVersion: integer('policy_version').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.organizationId, table.managerId, table.signal, table.week, table.revision],
    }),
  ],
);

/** Derived: what the readings say so far against the norm. */
export const evidence = pgTable(
  'evidence',
  {
    organizationId: uuid('organization_id').notNull(),
    managerId: uuid('manager_id').notNull(),
    pattern: text('pattern', { enum: ['friend', 'super'] }).notNull(),
    week: date('week').notNull(),
    logE: doublePrecision('log_e').notNull(),
    judgement: text('judgement', { enum: ['over', 'within', 'few_occasions', 'cannot_judge'] }).notNull(),
    reasons: jsonb('reasons').notNull().default([]),
    detail: jsonb('detail').notNull().default({}),
    policyVersion: integer('policy_version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.managerId, table.pattern, table.week] })],
);

/** Derived: where the evidence of a manager and pattern stands, for the next week to go on from. */
export const sheets = pgTable(
  'sheets',
  {
    organizationId: uuid('organization_id').notNull(),
    managerId: uuid('manager_id').notNull(),
    pattern: text('pattern', { enum: ['friend', 'super'] }).notNull(),
    state: jsonb('state').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.managerId, table.pattern] })],
);

/** Derived: when the record was evaluated and how far. */
export const evaluationRuns = pgTable(
  'evaluation_runs',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    asOf: timestamp('as_of', { withTimezone: true }).notNull(),
    reason: text('reason').notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    trials: integer('trials').notNull().default(0),
    flagsRaised: integer('flags_raised').notNull().default(0),
    flagsCleared: integer('flags_cleared').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Derived: who led a deal in a week, read from activities. */
export const dealWeeks = pgTable(
  'deal_weeks',
  {
    organizationId: uuid('organization_id').notNull(),
    opportunityId: uuid('opportunity_id').notNull(),
    week: date('week').notNull(),
    repId: uuid('rep_id').notNull(),
    managerId: uuid('manager_id').notNull(),
    ledBy: text('led_by', { enum: ['manager', 'rep', 'nobody'] }).notNull(),
    byRep: integer('by_rep').notNull(),
    byManagerAlone: integer('by_manager_alone').notNull(),
    counts: boolean('counts').notNull(),
    typed: boolean('typed').notNull(),
    activityIds: uuid('activity_ids').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.opportunityId, table.week] })],
);

/** Derived: whose record changed, and since when, that no evaluation has taken in yet. */
export const unreadChanges = pgTable(
  'unread_changes',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    subject: text('subject', { enum: ['person', 'account', 'record'] }).notNull(),
    subjectId: uuid('subject_id'),
    since: timestamp('since', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Derived: adjusted signals counted by manager and stratum, over all weeks evaluated. */
export const caseMixes = pgTable(
  'case_mixes',
  {
    organizationId: uuid('organization_id').notNull(),
    signal: text('signal').notNull(),
    managerId: uuid('manager_id').notNull(),
    stratum: text('stratum').notNull(),
    k: doublePrecision('k').notNull(),
    n: bigint('n', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.signal, table.managerId, table.stratum] })],
);
