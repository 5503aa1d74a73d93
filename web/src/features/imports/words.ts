import type { ImportRun, ImportStage, ImportStatus } from '@plumbline/shared/contracts/imports.ts';
import { count } from '../../lib/formats.ts';

export const statusWords: Record<ImportStatus, string> = {
  queued: 'waiting its turn',
  running: 'running',
  succeeded: 'imported',
  rejected: 'rejected, nothing was changed',
  failed: 'broken off, nothing was changed',
};

export const stageWords: Record<ImportStage, string> = {
  queued: 'Waiting for its turn',
  unpacking: 'Unpacking',
  reading: 'Reading the files',
  checking: 'Checking every row',
  writing: 'Writing',
  finished: 'Done',
};

export const originWords: Record<ImportRun['origin'], string> = {
  command: 'by the command line',
  page: 'on this page',
  sample: 'the sample',
};

/** Share of the rows read, 0 to 1; null while the number of rows is not known. */
export function progressOf({
  rowsRead,
  rowsTotal,
  finishedAt,
}: Pick<ImportRun, 'rowsRead' | 'rowsTotal' | 'finishedAt'>): number | null {
  if (finishedAt !== null) return 1;
  if (rowsTotal === null || rowsTotal === 0) return null;
  return Math.min(rowsRead / rowsTotal, 1);
}

/** "3 inserted, 2 updated, 40 unchanged", leaving out what did not happen; "nothing changed" where all else is zero. */
export function outcome(run: Pick<ImportRun, 'inserted' | 'updated' | 'unchanged' | 'kept'>): string {
  const parts = [
    [run.inserted, 'inserted'],
    [run.updated, 'updated'],
    [run.kept, 'kept as changed here'],
    [run.unchanged, 'unchanged'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, word]) => `${n.toLocaleString('en')} ${word}`);
  return said.length === 0 ? 'no rows' : said.join(', ');
}

/** "3 errors, 1 warning"; empty for none. */
export function problemsInWords({
  problemCount,
  warningCount,
}: Pick<ImportRun, 'problemCount' | 'warningCount'>): string {
  return [
    problemCount > 0 && count(problemCount, 'error'),
    warningCount > 0 && count(warningCount, 'warning'),
  ]
    .filter(Boolean)
    .join(', ');
}
