import { z } from 'zod';
import { Id, Instant, PageQuery, PersonRef, pageOf } from './common.ts';

export const importStatuses = ['queued', 'running', 'succeeded', 'rejected', 'failed'] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** What an import is doing, in this order; `finished` whatever came of it. */
export const importStages = ['queued', 'unpacking', 'reading', 'checking', 'writing', 'finished'] as const;
export type ImportStage = (typeof importStages)[number];

/** What became of the rows of a file. `kept`: a person changed the row in the product, so the import left it. */
export const ImportCounts = z.object({
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  kept: z.int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

export const ImportFile = ImportCounts.extend({
  name: z.string(),
  /** Of the file as it came, in hexadecimal; null where it could not be read to its end. */
  sha256: z.string().nullable(),
  rows: z.int(),
});
export type ImportFile = z.infer<typeof ImportFile>;

/** One import: who brought what, how far it is, and what it changed. Also the data of each `progress` event. */
export const ImportRun = ImportCounts.extend({
  id: Id,
  status: z.enum(importStatuses),
  stage: z.enum(importStages),
  /** The folder or zip. */
  fileName: z.string(),
  origin: z.enum(['command', 'page', 'sample']),
  startedBy: PersonRef.nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  rowsRead: z.int(),
  /** Reckoned from the bytes until everything is read; null before the first row. */
  rowsTotal: z.int().nullable(),
  /** Errors in all; only the first 1,000 problems are kept. */
  problemCount: z.int(),
  warningCount: z.int(),
  files: z.array(ImportFile),
});
export type ImportRun = z.infer<typeof ImportRun>;

export const ImportProblem = z.object({
  /** Place in the list, from 1. */
  position: z.int(),
  /** An error rejects the bundle, a warning does not. */
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  /** Line in the file as an editor counts it, from 1; null where the file as a whole is meant. */
  line: z.int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  expected: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/** Newest first. */
export const ImportRunsQuery = PageQuery;
export const ImportRunPage = pageOf(ImportRun);
export type ImportRunPage = z.infer<typeof ImportRunPage>;

/** In the order in which they were found. */
export const ImportProblemsQuery = PageQuery;
export const ImportProblemPage = pageOf(ImportProblem);
export type ImportProblemPage = z.infer<typeof ImportProblemPage>;

/** The answer to an upload (202): the run goes on by itself; follow it at `/imports/:id/events`. */
export const StartedImport = z.object({ id: Id });
export type StartedImport = z.infer<typeof StartedImport>;
