import { bigint, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Register: each import, who brought it, what it changed. */
export const importRuns = pgTable(
  'import_runs',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    startedBy: uuid('started_by'),
    origin: text('origin', { enum: ['command', 'page', 'sample'] }).notNull(),
    format: text('format', { enum: ['bundle', 'salesforce', 'hubspot'] })
      .notNull()
      .default('bundle'),
    fileName: text('file_name').notNull(),
    status: text('status', { enum: ['queued', 'running', 'succeeded', 'rejected', 'failed'] }).notNull(),
    stage: text('stage').notNull().default('queued'),
    rowsRead: bigint('rows_read', { mode: 'number' }).notNull().default(0),
    rowsTotal: bigint('rows_total', { mode: 'number' }),
    inserted: bigint('inserted', { mode: 'number' }).notNull().default(0),
    updated: bigint('updated', { mode: 'number' }).notNull().default(0),
    unchanged: bigint('unchanged', { mode: 'number' }).notNull().default(0),
    kept: bigint('kept', { mode: 'number' }).notNull().default(0),
    problemCount: bigint('problem_count', { mode: 'number' }).notNull().default(0),
    warningCount: bigint('warning_count', { mode: 'number' }).notNull().default(0),
    files: jsonb('files').notNull().default([]),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Log: what was wrong with an imported file, by line and column; the first 1,000 of a run. */
export const importProblems = pgTable(
  'import_problems',
  {
    organizationId: uuid('organization_id').notNull(),
    runId: uuid('run_id').notNull(),
    position: integer('position').notNull(),
    severity: text('severity', { enum: ['error', 'warning'] }).notNull(),
    file: text('file').notNull(),
    line: bigint('line', { mode: 'number' }),
    columnName: text('column_name'),
    value: text('value'),
    expected: text('expected').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.runId, table.position] })],
);

/** Fact: a revision of a register row brought by an import. */
export const registerRevisions = pgTable(
  'register_revisions',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    register: text('register').notNull(),
    rowId: uuid('row_id').notNull(),
    runId: uuid('run_id'),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull().defaultNow(),
    rowBefore: jsonb('row_before'),
    rowAfter: jsonb('row_after').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Fact: which fact replaced which, since when known. */
export const supersededFacts = pgTable(
  'superseded_facts',
  {
    organizationId: uuid('organization_id').notNull(),
    factId: uuid('fact_id').notNull(),
    byFactId: uuid('by_fact_id'),
    knownAt: timestamp('known_at', { withTimezone: true }).notNull(),
    ingestedAt: timestamp('ingested_at', { withTimezone: true }).notNull().defaultNow(),
    importRunId: uuid('import_run_id'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.factId] })],
);
