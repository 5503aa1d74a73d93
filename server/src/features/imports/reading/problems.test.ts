import { expect, test } from 'vitest';
import { keptProblems, Problems } from './problems.ts';

test('a million problems take the room of a thousand', () => {
  const problems = new Problems();
  const before = process.memoryUsage().heapUsed;
  for (let line = 1; line <= 1_000_000; line++)
    problems.error('people.csv', { line, value: `cell ${line}` }, 'better');
  const grown = process.memoryUsage().heapUsed - before;
  expect(problems.errors).toBe(1_000_000);
  expect(problems.kept).toHaveLength(keptProblems);
  expect(problems.kept.at(-1)?.line).toBe(keptProblems);
  // All of them would take over 100 MB.
  expect(grown).toBeLessThan(50 * 1024 ** 2);
});

test('errors come before warnings, which must not crowd them out', () => {
  const problems = new Problems();
  for (let line = 1; line <= keptProblems; line++) problems.warning('people.csv', { line }, 'better');
  problems.error('people.csv', { line: 7 }, 'right');
  expect(problems.kept).toHaveLength(keptProblems);
  expect(problems.kept[0]).toMatchObject({ severity: 'error', line: 7 });
});

test('what the database cannot hold is replaced', () => {
  const problems = new Problems();
  problems.error('people.csv', { value: `a\0b${'x'.repeat(196)}😀` }, 'text');
  expect(problems.kept[0]?.value).toBe(`a\uFFFDb${'x'.repeat(196)}\uFFFD`);
});

test('stand file by file and line by line, whatever was found first', () => {
  const problems = new Problems();
  for (const [file, line] of [
    ['people.csv', 7],
    ['accounts.csv', 9],
    ['people.csv', 2],
    ['people.csv', null],
  ] as const)
    problems.error(file, { line }, 'a date');
  problems.warning('accounts.csv', { line: 1 }, 'a date');
  expect(problems.kept.map(({ file, line, severity }) => [severity, file, line])).toEqual([
    ['error', 'people.csv', null],
    ['error', 'people.csv', 2],
    ['error', 'people.csv', 7],
    ['error', 'accounts.csv', 9],
    ['warning', 'accounts.csv', 1],
  ]);
});
