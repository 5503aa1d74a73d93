import { expect, it } from 'vitest';
import { outcome, problemsInWords, progressOf } from './words.ts';

it('leaves out of the outcome what did not happen', () => {
  expect(outcome({ inserted: 1240, updated: 0, unchanged: 39_948, kept: 3 })).toBe(
    '1,240 inserted, 3 kept as changed here, 39,948 unchanged',
  );
  expect(outcome({ inserted: 0, updated: 0, unchanged: 0, kept: 0 })).toBe('no rows');
});

it('counts errors and warnings apart', () => {
  expect(problemsInWords({ problemCount: 1, warningCount: 2 })).toBe('1 error, 2 warnings');
  expect(problemsInWords({ problemCount: 0, warningCount: 0 })).toBe('');
});

it('knows no progress before it knows the number of rows', () => {
  expect(progressOf({ rowsRead: 10, rowsTotal: null, finishedAt: null })).toBeNull();
  expect(progressOf({ rowsRead: 10, rowsTotal: 40, finishedAt: null })).toBe(0.25);
  expect(progressOf({ rowsRead: 10, rowsTotal: null, finishedAt: '2026-11-24T09:00:00Z' })).toBe(1);
});
