import { describe, expect, test } from 'vitest';
import type { ImportResult } from './import-run.ts';
import { smallBundle, type TestBundle } from './testing/bundle.ts';
import { replaceRow, importTesting } from './testing/harness.ts';

const { bring, contents, database, one } = importTesting();

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

describe('reporting lines that lead back to the person', () => {
  const everyYear = (...lines: string[]) =>
    lines.map((line) => {
      const [person_id = '', manager_id = '', from = '2026-01-01', to = ''] = line.split(' ');
      return { person_id, manager_id, from, to };
    });
  const loops = ({ problems }: ImportResult) =>
    problems.map(({ line, column, value }) => [line, column, value]);

  test('are refused with the names of those on the way', async () => {
    const two = await bring({
      ...smallBundle,
      reporting_lines: everyYear('R1 M1', 'M1 R1 2026-06-01 2026-07-01', 'R2 M1'),
    });
    expect(two.status).toBe('rejected');
    // Ria, who reports to somebody in the circle, is not in it.
    expect(loops(two)).toEqual([
      [2, 'manager_id', 'Rob Rep → Mia Manager → Rob Rep'],
      [3, 'manager_id', 'Mia Manager → Rob Rep → Mia Manager'],
    ]);
    const three = await bring({ ...smallBundle, reporting_lines: everyYear('R1 M1', 'M1 E1', 'E1 R1') });
    expect(loops(three)[0]).toEqual([2, 'manager_id', 'Rob Rep → Mia Manager → Eva Exec → Rob Rep']);
  });

  test('are fine on days that do not overlap', async () => {
    const turns = everyYear('R1 M1 2026-01-01 2026-02-01', 'M1 R1 2026-02-01');
    expect((await bring({ ...smallBundle, reporting_lines: turns })).status).toBe('succeeded');
  });

  test('are found through lines imported earlier, unless the bundle replaces them', async () => {
    const { organizationId } = await bring(smallBundle);
    const closing = { reporting_lines: everyYear('M1 R1 2026-03-01') };
    expect(loops(await bring(closing, organizationId))).toEqual([
      [2, 'manager_id', 'Mia Manager → Rob Rep → Mia Manager'],
    ]);
    const replaced = everyYear('M1 R1 2026-03-01', 'R1 M1 2026-01-01 2026-03-01');
    expect((await bring({ reporting_lines: replaced }, organizationId)).status).toBe('succeeded');
  });

  test('do not count where a line set in the product keeps them out', async () => {
    const { organizationId } = await bring({ ...smallBundle, reporting_lines: everyYear('M1 E1', 'R1 M1') });
    await database().transaction(
      { organizationId, personId: null },
      ({ sql }) =>
        sql`update reporting_lines set edited_at = now() where organization_id = ${organizationId}`,
    );
    const result = await bring({ reporting_lines: everyYear('M1 R1') }, organizationId);
    expect(result).toMatchObject({ status: 'succeeded', kept: 1 });
  });

  test('are looked for a hundred steps up', async () => {
    const people = Array.from({ length: 150 }, (_, at) => ({
      id: `P${at}`,
      name: `P${at}`,
      email: `p${at}@example.com`,
      role: 'manager',
    }));
    const chain = (length: number) => ({
      people,
      reporting_lines: everyYear(...people.slice(1, length).map((_, at) => `P${at} P${at + 1}`)),
    });
    expect((await bring(chain(101))).status).toBe('succeeded');
    const { problems } = await bring(chain(102));
    expect(problems.map(({ line }) => line)).toEqual([2]);
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
      'a year that was mistyped',
      { holidays: 'date,name\n0206-01-05,Long ago\n' },
      { file: 'holidays.csv', line: 2, column: 'date', value: '0206-01-05' },
    ],
    [
      'a due time in a mistyped year',
      { paperwork: replaceRow(smallBundle.paperwork, 0, { due_at: '0206-01-05T16:00:00Z' }) },
      {
        file: 'paperwork.csv',
        line: 2,
        column: 'due_at',
        expected: expect.stringContaining('from 1970 to 2099'),
      },
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
    expect(result).toMatchObject({
      status: 'rejected',
      problemCount: 1,
      problems: [{ severity: 'error', ...problem }],
    });
    expect(result.problems).toHaveLength(1);
  });

  describe('of a file that cannot be read are one a cause, and the other files are still checked:', () => {
    const places = ({ problems }: ImportResult) =>
      problems.map(({ file, line, column, value }) => [file, line, column, value]);

    test('a quote that is never closed', async () => {
      const result = await bring({
        ...smallBundle,
        people: 'id,name,email,role\nE1,Eva,eva@example.com,executive\nM1,"Mia,mia@example.com,manager\n',
        holidays: 'date,name\nsoon,Easter\n',
      });
      // Not one of the rows that refer to people is called dangling: nobody knows who stood behind the quote.
      expect(places(result)).toEqual([
        ['people.csv', 3, null, 'Mia,mia@example.com,manager\n'],
        ['holidays.csv', 2, 'date', 'soon'],
      ]);
      expect(result.problems[0]?.expected).toContain('a closing quote');
      expect(result.problemCount).toBe(2);
    });

    test('columns that are missing', async () => {
      const result = await bring({
        ...smallBundle,
        people: 'id,name\n"E1,Eva\n',
        holidays: 'date,name\nsoon,Easter\n',
      });
      expect(places(result)).toEqual([
        ['people.csv', 1, 'email', null],
        ['people.csv', 1, 'role', null],
        ['holidays.csv', 2, 'date', 'soon'],
      ]);
    });
  });

  test('oddities are warnings, and the bundle is taken', async () => {
    const result = await bring({
      ...smallBundle,
      people: replaceRow(smallBundle.people, 1, { left_on: '2026-01-31' }),
      accounts: [{ id: 'A1', name: 'Acme', colour: 'red' }],
      notes: 'x\n',
      follow_ups: replaceRow(smallBundle.follow_ups, 0, { recorded_at: '2026-01-01T09:00:00Z' }),
      goals: [{ person_id: 'R1', from: '2026-01-01', to: '2026-04-01', amount: '-100' }],
    });
    expect(result.status).toBe('succeeded');
    expect(
      result.problems.map(({ severity, file, column, value }) => [severity, file, column, value]),
    ).toEqual([
      ['warning', 'accounts.csv', 'colour', 'colour'],
      ['warning', 'notes.csv', null, null],
      ['warning', 'activities.csv', 'occurred_at', '2026-02-03 10:00:00+00'],
      ['warning', 'follow_ups.csv', 'occurred_at', '2026-02-05 09:00:00+00'],
      ['warning', 'follow_ups.csv', 'recorded_at', '2026-01-01 09:00:00+00'],
      ['warning', 'goals.csv', 'amount', '-100.00'],
    ]);
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
