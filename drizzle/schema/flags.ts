import {
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/** Projection: where each flag stands; raised and cleared by evidence alone. */
export const flags = pgTable(
  'flags',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    managerId: uuid('manager_id').notNull(),
    pattern: text('pattern', { enum: ['friend', 'super'] }).notNull(),
    raisedAt: timestamp('raised_at', { withTimezone: true }).notNull(),
    notifiedAt: timestamp('notified_at', { withTimezone: true }).notNull(),
    openFrom: timestamp('open_from', { withTimezone: true }).notNull(),
    clearedAt: timestamp('cleared_at', { withTimezone: true }),
    clearedBy: text('cleared_by', { enum: ['evidence', 'review', 'left', 'no_team'] }),
    policyVersion: integer('policy_version').notNull(),
    methodVersion: text('method_version').notNull(),
    evidence: jsonb('evidence').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: the occasions a flag was raised on, frozen. */
export const flagTrials = pgTable(
  'flag_trials',
  {
    organizationId: uuid('organization_id').notNull(),
    flagId: uuid('flag_id').notNull(),
    signal: text('signal').notNull(),
    settledAt: timestamp('settled_at', { withTimezone: true }).notNull(),
    subjectId: uuid('subject_id').notNull(),
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
      columns: [table.organizationId, table.flagId, table.signal, table.settledAt, table.subjectId],
    }),
  ],
);

/** Fact: what became of a flag: raised, replied to, reviewed, cleared. */
export const flagSteps = pgTable(
  'flag_steps',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    flagId: uuid('flag_id').notNull(),
    step: text('step', {
      enum: ['raised', 'replied', 'review_begun', 'borne_out', 'not_borne_out', 'plan_agreed', 'cleared'],
    }).notNull(),
    authorId: uuid('author_id'),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
    words: text('words'),
    lookAgainOn: date('look_again_on'),
    clearedBy: text('cleared_by', { enum: ['evidence', 'review', 'left', 'no_team'] }),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: what a late import changed in the weeks that a flag was raised on; stands beside the frozen evidence. */
export const flagRevisions = pgTable(
  'flag_revisions',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    flagId: uuid('flag_id').notNull(),
    importRunId: uuid('import_run_id'),
    foundAt: timestamp('found_at', { withTimezone: true }).notNull(),
    signals: jsonb('signals').notNull(),
    logEBefore: doublePrecision('log_e_before').notNull(),
    logEAfter: doublePrecision('log_e_after').notNull(),
    stillRaised: boolean('still_raised').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
