import { describe, expect, test } from 'vitest';
import { smallBundle, type TestBundle } from './testing/bundle.ts';
import { replaceRow, importTesting } from './testing/harness.ts';

const { bring, contents, one } = importTesting();

test('a range that overlaps one imported earlier is a problem', async () => {
  const { organizationId } = await bring(smallBundle);
  const result = await bring(
    { reporting_lines: [{ person_id: 'R1', manager_id: 'E1', from: '2026-02-01', to: '' }] },
    organizationId,
  );
  expect(result).toMatchObject({
    status: 'rejected',
    problems: [{ file: 'reporting_lines.csv', line: 2, column: 'from', value: '2026-02-01' }],
  });
});

describe('problems', () => {
  const cases: [name: string, bundle: TestBundle, problem: Record<string, unknown>][] = [
    [
      'a required cell',
      { people: replaceRow(smallBundle.people, 1, { name: '' }) },
      { file: 'people.csv', line: 3, column: 'name', value: null },
    ],
    [
      'a wrong word',
      { people: replaceRow(smallBundle.people, 1, { role: 'boss' }) },
      { line: 3, column: 'role', value: 'boss', expected: 'one of rep, manager, executive' },
    ],
    [
      'a date off the calendar',
      { holidays: 'date,name\n2026-02-30,Never\n' },
      { file: 'holidays.csv', line: 2, column: 'date', value: '2026-02-30' },
    ],
    [
      'a time without offset',
      { paperwork: replaceRow(smallBundle.paperwork, 0, { due_at: '2026-02-02T16:00:00' }) },
      { line: 2, column: 'due_at' },
    ],
    [
      'a duplicate id',
      { accounts: 'id,name\nA1,"one\nline"\nA2,two\nA1,three\n' },
      { file: 'accounts.csv', line: 5, column: 'id', value: 'A1' },
    ],
    [
      'a duplicate address',
      { people: replaceRow(smallBundle.people, 1, { email: 'eva@example.com' }) },
      { line: 3, column: 'email' },
    ],
    [
      'a dangling reference',
      { paperwork: replaceRow(smallBundle.paperwork, 1, { rep_id: 'R9' }) },
      { file: 'paperwork.csv', line: 3, column: 'rep_id', value: 'R9' },
    ],
    [
      'a dangling item',
      { reasons: [{ item_id: 'P9', said_at: '2026-02-10T09:00:00Z', excuse: 'travel' }] },
      { file: 'reasons.csv', line: 2, column: 'item_id' },
    ],
    [
      'a dangling participant',
      { activities: replaceRow(smallBundle.activities, 0, { participant_ids: 'R1;R9' }) },
      { line: 2, column: 'participant_ids', value: 'R9' },
    ],
    [
      'overlapping ranges',
      {
        reporting_lines: [
          ...smallBundle.reporting_lines,
          { person_id: 'R1', manager_id: 'E1', from: '2026-06-01', to: '' },
        ],
      },
      { line: 4, column: 'from' },
    ],
    [
      'a line to oneself',
      { reporting_lines: [{ person_id: 'R1', manager_id: 'R1', from: '2026-01-01' }] },
      { line: 2, column: 'manager_id' },
    ],
    [
      'a range that ends before it begins',
      { absences: [{ person_id: 'R1', from: '2026-02-09', to: '2026-02-09' }] },
      { file: 'absences.csv', line: 2, column: 'to' },
    ],
    ['broken quoting', { accounts: 'id,name\nA1,"Acme\n' }, { file: 'accounts.csv', line: 2 }],
    ['a missing column', { accounts: 'id\nA1\n' }, { file: 'accounts.csv', line: 1, column: 'name' }],
    [
      'a column that is there twice',
      { accounts: 'id,name,name\nA1,a,b\n' },
      { file: 'accounts.csv', line: 1, column: 'name' },
    ],
    [
      'a row that is too short',
      { accounts: 'id,name\nA1,Acme\nA2\n' },
      { file: 'accounts.csv', line: 3, value: '1 cells' },
    ],
    ['an empty file', { accounts: '' }, { file: 'accounts.csv', line: 1 }],
    [
      'UTF-16',
      { accounts: Buffer.from('\uFEFFid,name\n', 'utf16le') },
      { file: 'accounts.csv', expected: expect.stringContaining('UTF-16') },
    ],
    [
      'Latin-1',
      { accounts: Buffer.from('id,name\nA1,Jos\xe9\n', 'latin1') },
      { file: 'accounts.csv', line: 2 },
    ],
    [
      'a NUL',
      { accounts: 'id,name\nA1,a\0b\n' },
      { file: 'accounts.csv', line: 2, column: 'name', value: 'a\uFFFDb' },
    ],
  ];

  test.each(cases)('%s', async (_name, change, problem) => {
    const result = await bring({ ...smallBundle, ...change });
    expect(result.status).toBe('rejected');
    expect(result.problems).toContainEqual(expect.objectContaining({ severity: 'error', ...problem }));
  });

  test('an unreadable file is one problem, and the others are still checked', async () => {
    const result = await bring({
      ...smallBundle,
      people: 'id,name\n"E1,Eva\n',
      holidays: 'date,name\nsoon,Easter\n',
    });
    expect(result.problems.map(({ file, line }) => ({ file, line }))).toEqual(
      [
        { file: 'people.csv', line: expect.any(Number) },
        { file: 'people.csv', line: 1 },
        { file: 'people.csv', line: 1 },
        { file: 'holidays.csv', line: 2 },
      ].slice(-result.problems.length),
    );
    expect(result.problems.filter(({ file }) => !['people.csv', 'holidays.csv'].includes(file))).toEqual([]);
  });

  test('oddities are warnings, and the bundle is taken', async () => {
    const result = await bring({
      ...smallBundle,
      people: replaceRow(smallBundle.people, 1, { left_on: '2026-01-31' }),
      accounts: [{ id: 'A1', name: 'Acme', colour: 'red' }],
      notes: 'x\n',
    });
    expect(result.status).toBe('succeeded');
    expect(result.problems.map(({ severity, file, column }) => `${severity} ${file} ${column}`)).toEqual(
      expect.arrayContaining([
        'warning accounts.csv colour',
        'warning notes.csv null',
        'warning activities.csv occurred_at',
        'warning follow_ups.csv occurred_at',
      ]),
    );
  });

  test('of a rejected run are kept, and nothing of its bundle', async () => {
    const { organizationId } = await bring(smallBundle);
    const before = await contents(organizationId);
    const result = await bring(
      {
        people: [
          ...smallBundle.people,
          { id: 'R3', name: 'New', email: 'new@example.com', role: 'rep', timezone: '', left_on: '' },
        ],
        holidays: 'date,name\nnever,x\n',
      },
      organizationId,
    );
    expect(result.status).toBe('rejected');
    expect(await contents(organizationId)).toEqual(before);
    expect(
      await one(
        organizationId,
        `select status, problem_count, finished_at is not null as ended from import_runs order by id desc limit 1`,
      ),
    ).toEqual({
      status: 'rejected',
      problemCount: 1,
      ended: true,
    });
    expect(await one(organizationId, 'select file, line, column_name, value from import_problems')).toEqual({
      file: 'holidays.csv',
      line: 2,
      columnName: 'date',
      value: 'never',
    });
  });

  test('a million wrong rows: 1,000 are kept, the rest counted', async () => {
    const wrong = `id,occurred_at,actor_id,kind\n${'C1,yesterday,R9,call\n'.repeat(1_000_000)}`;
    const result = await bring({ people: smallBundle.people, activities: wrong });
    expect(result.problems).toHaveLength(1000);
    // Each row has a wrong time and a dangling person, and all but one the id of another.
    expect(result.problemCount).toBe(2_999_999);
  }, 120_000);
});
