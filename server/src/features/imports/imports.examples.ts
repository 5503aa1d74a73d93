import type { ImportProblem, ImportRun } from '@plumbline/shared/contracts/imports.ts';

/** What the API's document shows; made up. */
export const exampleRun: ImportRun = {
  id: '01a20b2c-ff71-7001-b157-8800925b6b17',
  status: 'succeeded',
  stage: 'finished',
  fileName: 'records.zip',
  origin: 'page',
  startedBy: { id: '01a20b2c-0f11-7002-a0c3-1f9a5d2b7c44', name: 'Ana Lima' },
  createdAt: '2026-11-24T09:00:00.000Z',
  finishedAt: '2026-11-24T09:00:12.000Z',
  rowsRead: 5000,
  rowsTotal: 5000,
  inserted: 120,
  updated: 30,
  unchanged: 4849,
  kept: 1,
  problemCount: 0,
  warningCount: 1,
  files: [
    {
      name: 'people.csv',
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      rows: 361,
      inserted: 2,
      updated: 1,
      unchanged: 357,
      kept: 1,
    },
  ],
};

export const exampleProblem: ImportProblem = {
  position: 1,
  severity: 'error',
  file: 'paperwork.csv',
  line: 120,
  column: 'rep_id',
  value: 'R-77',
  expected: 'an id of people.csv, here or already imported',
};
