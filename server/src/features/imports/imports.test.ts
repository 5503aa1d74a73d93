import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../database/ids.ts';
import type { ImportResult } from './import-run.ts';
import { importService, type ImportService } from './imports.service.ts';
import { smallBundle, smallBundleRows, type TestBundle, writeBundleFolder, zipOf } from './testing/bundle.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';

let server: TestDatabase;
let imports: ImportService;
const evaluations: string[] = [];

beforeAll(async () => {
  server = await openTestDatabase();
  imports = importService({
    database: server.database,
    enqueueEvaluation: async (organizationId) => {
      evaluations.push(organizationId);
    },
  });
}, 60_000);
afterAll(() => server.close());

const at = new Date('2026-03-02T09:00:00Z');

/** Imports a bundle into an organisation, a new one unless it is given. */
async function bring(
  bundle: TestBundle,
  organizationId: string | null = null,
  name = 'Test',
): Promise<ImportResult & { organizationId: string }> {
  const folder = await writeBundleFolder(bundle);
  const id = organizationId ?? newId();
  try {
    const result = await imports.run({
      actor: { organizationId: id, personId: null },
      path: folder.path,
      fileName: 'bundle',
      origin: 'command',
      newOrganization:
        organizationId === null ? { name, timeZone: null, isSample: false, policyFrom: null } : null,
      at,
    });
    return { ...result, organizationId: id };
  } finally {
    await folder.remove();
  }
}

const actorOf = (organizationId: string) => ({ organizationId, personId: null });

/** Everything in every table of the organisation but runs and audit, to see that nothing changed. */
async function contents(organizationId: string): Promise<Record<string, unknown>> {
  const tables = [
    'people',
    'reporting_lines',
    'accounts',
    'account_owners',
    'opportunities',
    'opportunity_credits',
    'paperwork_types',
    'directives',
    'items',
    'item_events',
    'follow_ups',
    'follow_up_items',
    'follow_up_answers',
    'interventions',
    'exceptions',
    'absences',
    'holidays',
    'goals',
    'activities',
    'register_revisions',
    'superseded_facts',
  ];
  const all: Record<string, unknown> = {};
  for (const table of tables) {
    all[table] = await server.database.read(actorOf(organizationId), (sql) =>
      sql.unsafe(
        `select to_jsonb(t)::text as row from ${table} t where organization_id = current_organization() order by 1`,
      ),
    );
  }
  return all;
}

const one = async <T>(organizationId: string, query: string): Promise<T | undefined> => {
  const [row] = await server.database.read(actorOf(organizationId), (sql) => sql.unsafe<T[]>(query));
  return row;
};

const replaceRow = <R extends Record<string, string>>(rows: readonly R[], at: number, change: Partial<R>) =>
  rows.map((row, index) => (index === at ? { ...row, ...change } : row));

describe('a first import', () => {
  test('makes the organisation, its policy, and every row', async () => {
    const result = await bring(smallBundle);
    expect(result).toMatchObject({
      status: 'succeeded',
      inserted: smallBundleRows,
      updated: 0,
      unchanged: 0,
      kept: 0,
      problems: [],
    });
    expect(
      await one(
        result.organizationId,
        `select name, time_zone from organizations where id = current_organization()`,
      ),
    ).toEqual({
      name: 'Test',
      timeZone: 'Europe/Vienna',
    });
    expect(await one(result.organizationId, 'select version, in_force_from from policies')).toEqual({
      version: 1,
      inForceFrom: '2026-03-02',
    });
    expect(evaluations).toContain(result.organizationId);
  });

  test('projects items from what happened to them', async () => {
    const { organizationId } = await bring(smallBundle);
    expect(
      await one(organizationId, `select state, current_due_at, done_at from items where external_id = 'P1'`),
    ).toEqual({
      state: 'open',
      currentDueAt: new Date('2026-02-04T16:00:00Z'),
      doneAt: null,
    });
    expect(await one(organizationId, `select state, done_at from items where external_id = 'P2'`)).toEqual({
      state: 'done',
      doneAt: new Date('2026-02-03T09:00:00Z'),
    });
    expect(
      await one(
        organizationId,
        `select kind, relayed_at, acknowledged_at from items where external_id = 'D1:R1'`,
      ),
    ).toEqual({
      kind: 'directive',
      relayedAt: new Date('2026-02-02T12:00:00Z'),
      acknowledgedAt: null,
    });
  });

  test('gives facts the time at which their source could know them', async () => {
    const { organizationId } = await bring(smallBundle);
    expect(await one(organizationId, 'select known_at, provenance from follow_ups')).toEqual({
      knownAt: new Date('2026-02-05T10:00:00Z'),
      provenance: 'imported',
    });
  });

  test('that is rejected leaves no organisation', async () => {
    const { status, organizationId } = await bring({ ...smallBundle, people: 'id\nE1\n' });
    expect(status).toBe('rejected');
    expect(
      await one(organizationId, 'select count(*) as n from organizations where id = current_organization()'),
    ).toEqual({ n: 0 });
  });
});

describe('the same bundle again', () => {
  test('changes nothing, whatever the order of columns and rows', async () => {
    const { organizationId } = await bring(smallBundle);
    const before = await contents(organizationId);
    const shuffled = Object.fromEntries(
      Object.entries(smallBundle).map(([name, rows]) => [
        name,
        [...rows].reverse().map((row) => Object.fromEntries(Object.entries(row).reverse())),
      ]),
    );
    const again = await bring(shuffled, organizationId);
    expect(again).toMatchObject({
      status: 'succeeded',
      inserted: 0,
      updated: 0,
      unchanged: smallBundleRows,
      kept: 0,
    });
    expect(await contents(organizationId)).toEqual(before);
  });

  test('compares values as parsed, not as written', async () => {
    const { organizationId } = await bring(smallBundle);
    const people = replaceRow(smallBundle.people, 0, { email: 'EVA@Example.com' });
    const paperwork = replaceRow(smallBundle.paperwork, 1, { submitted_at: '2026-02-03T10:00:00.000+01:00' });
    const exceptions = replaceRow(smallBundle.exceptions, 0, { cost: '100.500' });
    expect(await bring({ people, paperwork, exceptions }, organizationId)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 7,
    });
  });

  test('changes nothing: any bundle', async () => {
    const instant = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2026-06-30'), noInvalidDate: true })
      .map((date) => date.toISOString());
    const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: '' as const });
    const person = fc.constantFrom('E1', 'M1', 'R1', 'R2');
    const numbered = <T extends Record<string, fc.Arbitrary<string>>>(prefix: string, shape: T) =>
      fc
        .array(fc.record(shape), { minLength: 1, maxLength: 6 })
        .map((rows) => rows.map((row, index) => ({ id: `${prefix}${index}`, ...row })));
    const bundles = fc.record({
      paperwork: numbered('P', {
        rep_id: person,
        type: fc.constantFrom('forecast', 'call_report', 'a "quoted", type'),
        due_at: instant,
        submitted_at: perhaps(instant),
        waived_at: perhaps(instant),
      }),
      activities: numbered('C', {
        occurred_at: instant,
        actor_id: person,
        kind: fc.constantFrom('call', 'email'),
        participant_ids: perhaps(fc.uniqueArray(person, { minLength: 1 }).map((ids) => ids.join(';'))),
      }),
      follow_ups: numbered('F', {
        manager_id: person,
        rep_id: person,
        item_id: perhaps(fc.constant('P0')),
        occurred_at: instant,
        recorded_at: instant,
        channel: fc.constantFrom('call', 'chat'),
        outcome: fc.constantFrom('reminder', 'coaching'),
        note: perhaps(
          fc.string({ maxLength: 20, unit: 'grapheme' }).map((note) => note.replaceAll('\0', '')),
        ),
        confirmed_at: perhaps(instant),
        disputed_at: perhaps(instant),
      }),
    });
    const { organizationId } = await bring({ people: smallBundle.people });
    await fc.assert(
      fc.asyncProperty(bundles, async (bundle) => {
        const first = await bring(bundle, organizationId);
        expect(first.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        const before = await contents(organizationId);
        const again = await bring(bundle, organizationId);
        expect(again).toMatchObject({
          status: 'succeeded',
          inserted: 0,
          updated: 0,
          kept: 0,
          unchanged: first.rows,
        });
        expect(await contents(organizationId)).toEqual(before);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('a newer bundle', () => {
  test('updates registers by id and keeps what they were', async () => {
    const { organizationId } = await bring(smallBundle);
    const people = replaceRow(smallBundle.people, 2, { name: 'Robert Rep' });
    expect(await bring({ people }, organizationId)).toMatchObject({ inserted: 0, updated: 1, unchanged: 3 });
    expect(await one(organizationId, `select name, version from people where external_id = 'R1'`)).toEqual({
      name: 'Robert Rep',
      version: 2,
    });
    expect(
      await one(
        organizationId,
        `select row_before->>'name' as before, row_after->>'name' as after from register_revisions where register = 'people'`,
      ),
    ).toEqual({ before: 'Rob Rep', after: 'Robert Rep' });
  });

  test('adds facts that supersede', async () => {
    const { organizationId } = await bring(smallBundle);
    const activities = replaceRow(smallBundle.activities, 0, { kind: 'meeting' });
    const follow_ups = replaceRow(smallBundle.follow_ups, 0, { note: 'rang twice' });
    expect(await bring({ activities, follow_ups }, organizationId)).toMatchObject({
      inserted: 0,
      updated: 2,
      unchanged: 1,
    });
    expect(
      await one(organizationId, `select kind, revision from live_activities where external_id = 'C1'`),
    ).toEqual({ kind: 'meeting', revision: 1 });
    expect(
      await one(organizationId, `select count(*) as n from activities where external_id = 'C1'`),
    ).toEqual({ n: 2 });
    // The rep's confirmation goes with the revision.
    expect(
      await one(
        organizationId,
        `select f.note, a.answer from live_follow_ups f join live_follow_up_answers a on a.follow_up_id = f.id`,
      ),
    ).toEqual({ note: 'rang twice', answer: 'confirmed' });
    expect(
      await one(
        organizationId,
        'select count(*) as n from follow_up_items fi join live_follow_ups f on f.id = fi.follow_up_id',
      ),
    ).toEqual({ n: 1 });
  });

  test('brings in, takes back and brings in again what a cell says', async () => {
    const { organizationId } = await bring(smallBundle);
    const submitted = (cell: string) => ({
      paperwork: replaceRow(smallBundle.paperwork, 0, { submitted_at: cell }),
    });
    const state = () =>
      one<{ state: string }>(organizationId, `select state from items where external_id = 'P1'`);
    for (const [cell, expected] of [
      ['2026-02-05T09:00:00Z', 'done'],
      ['', 'open'],
      ['2026-02-06T09:00:00Z', 'done'],
      ['', 'open'],
      ['2026-02-06T09:00:00Z', 'done'],
    ] as const) {
      expect(await bring(submitted(cell), organizationId)).toMatchObject({
        status: 'succeeded',
        inserted: 0,
        updated: 1,
        unchanged: 1,
      });
      expect(await state()).toEqual({ state: expected });
      expect(await bring(submitted(cell), organizationId)).toMatchObject({ updated: 0, unchanged: 2 });
    }
  });

  test('leaves absent rows and absent columns as they are', async () => {
    const { organizationId } = await bring(smallBundle);
    const paperwork = [{ id: 'P2', rep_id: 'R2', type: 'forecast', due_at: '2026-02-02T16:00:00Z' }];
    expect(await bring({ paperwork }, organizationId)).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await one(organizationId, `select state from items where external_id = 'P2'`)).toEqual({
      state: 'done',
    });
  });

  test('lets two people exchange their addresses, and sign in with the new ones', async () => {
    // An address signs in for one organisation only, so these are not the other tests' ones.
    const addressed = (addresses: Record<string, string>) =>
      smallBundle.people.map((person) => ({
        ...person,
        email: `${addresses[person.id] ?? person.id}@exchange.example`,
      }));
    const { organizationId } = await bring({ people: addressed({}) });
    await server.database.transaction(
      actorOf(organizationId),
      ({ sql }) => sql`
        insert into sign_ins (email, organization_id, person_id, password_hash)
        select email, organization_id, id, external_id from people where external_id in ('R1', 'R2')`,
    );
    expect(await bring({ people: addressed({ R1: 'R2', R2: 'R1' }) }, organizationId)).toMatchObject({
      status: 'succeeded',
      updated: 2,
    });
    expect(
      await one(organizationId, `select password_hash from sign_ins where email = 'r2@exchange.example'`),
    ).toEqual({ passwordHash: 'R1' });

    const elsewhere = await bring({ people: addressed({}) });
    expect(elsewhere.problems.map(({ column, value }) => `${column} ${value}`)).toEqual([
      'email r1@exchange.example',
      'email r2@exchange.example',
    ]);
  });

  test('moves a reporting line: the old one ends where the new one begins', async () => {
    const { organizationId } = await bring(smallBundle);
    const reporting_lines = [
      { person_id: 'R1', manager_id: 'E1', from: '2026-02-01', to: '' },
      { person_id: 'R1', manager_id: 'M1', from: '2026-01-01', to: '2026-02-01' },
    ];
    expect(await bring({ reporting_lines }, organizationId)).toMatchObject({
      status: 'succeeded',
      inserted: 1,
      updated: 1,
    });
  });
});

describe('what a person set in the product', () => {
  test('is kept: an edited register', async () => {
    const { organizationId } = await bring(smallBundle);
    await server.database.transaction(
      actorOf(organizationId),
      ({ sql }) => sql`update people set name = 'Rob R.', edited_at = now() where external_id = 'R1'`,
    );
    const people = replaceRow(smallBundle.people, 2, { name: 'Robert' });
    expect(await bring({ people }, organizationId)).toMatchObject({
      status: 'succeeded',
      updated: 0,
      kept: 1,
      unchanged: 3,
    });
    expect(await one(organizationId, `select name from people where external_id = 'R1'`)).toEqual({
      name: 'Rob R.',
    });
  });

  test('is kept: a submission that the product saw itself', async () => {
    const { organizationId } = await bring(smallBundle);
    await server.database.transaction(actorOf(organizationId), async ({ sql }) => {
      await sql`
        insert into item_events (organization_id, id, item_id, kind, actor_id, occurred_at, known_at, provenance)
        select organization_id, ${newId()}, id, 'submitted', rep_id, '2026-02-04T08:00:00Z', '2026-02-04T08:00:00Z', 'observed'
        from items where external_id = 'P1'`;
      await sql`update items set state = 'done', done_at = '2026-02-04T08:00:00Z' where external_id = 'P1'`;
    });
    const paperwork = replaceRow(smallBundle.paperwork, 0, { submitted_at: '2026-02-08T09:00:00Z' });
    for (let time = 0; time < 2; time++) {
      expect(await bring({ paperwork }, organizationId)).toMatchObject({
        status: 'succeeded',
        inserted: 0,
        updated: 0,
        kept: 1,
        unchanged: 1,
      });
    }
    expect(await one(organizationId, `select done_at from items where external_id = 'P1'`)).toEqual({
      doneAt: new Date('2026-02-04T08:00:00Z'),
    });
  });

  test('is kept: a follow-up that the rep answered', async () => {
    const { organizationId } = await bring(smallBundle);
    await server.database.transaction(
      actorOf(organizationId),
      ({ sql }) => sql`
        insert into follow_up_answers (organization_id, id, follow_up_id, person_id, answer, occurred_at, known_at, provenance)
        select organization_id, ${newId()}, id, rep_id, 'disputed', now(), now(), 'observed' from follow_ups`,
    );
    const follow_ups = replaceRow(smallBundle.follow_ups, 0, { note: 'never mind' });
    expect(await bring({ follow_ups }, organizationId)).toMatchObject({
      status: 'succeeded',
      updated: 0,
      kept: 1,
    });
  });

  test('is kept: a reporting line, and what would overlap it', async () => {
    const { organizationId } = await bring(smallBundle);
    // An admin ended the line to M1 and began one to E1; the source knows of neither.
    await server.database.transaction(actorOf(organizationId), async ({ sql }) => {
      await sql`
        update reporting_lines l set during = daterange('2026-01-01', '2026-03-01'), edited_at = now()
        from people p where p.id = l.person_id and p.external_id = 'R1'`;
      await sql`
        insert into reporting_lines (organization_id, id, person_id, manager_id, during, edited_at)
        select p.organization_id, ${newId()}, p.id, e.id, daterange('2026-03-01', null), now()
        from people p, people e where p.external_id = 'R1' and e.external_id = 'E1'`;
    });
    const reporting_lines = [
      ...smallBundle.reporting_lines,
      { person_id: 'R2', manager_id: 'E1', from: '2025-01-01', to: '2026-01-01' },
    ];
    expect(await bring({ reporting_lines }, organizationId)).toMatchObject({
      status: 'succeeded',
      inserted: 1,
      kept: 1,
      unchanged: 1,
    });
    const overlapping = [{ person_id: 'R1', manager_id: 'M1', from: '2026-04-01', to: '' }];
    expect(await bring({ reporting_lines: overlapping }, organizationId)).toMatchObject({
      status: 'succeeded',
      inserted: 0,
      kept: 1,
    });
  });

  test('is the same person: pasted first, imported later', async () => {
    const { organizationId } = await bring({ people: smallBundle.people.slice(0, 1) });
    await server.database.transaction(
      actorOf(organizationId),
      ({ sql }) => sql`
        insert into people (organization_id, id, name, email, role, time_zone, edited_at)
        values (${organizationId}, ${newId()}, 'Rob', 'rob@example.com', 'rep', 'UTC', now())`,
    );
    expect(await bring({ people: smallBundle.people }, organizationId)).toMatchObject({
      status: 'succeeded',
      inserted: 2,
      kept: 1,
      unchanged: 1,
    });
    expect(
      await one(organizationId, `select count(*) as n from people where email = 'rob@example.com'`),
    ).toEqual({ n: 1 });
  });
});

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

  test('a million wrong rows: 1,000 are kept, the rest counted, the memory stays', async () => {
    const wrong = `id,occurred_at,actor_id,kind\n${'C1,yesterday,R9,call\n'.repeat(1_000_000)}`;
    const heapBefore = process.memoryUsage().rss;
    const result = await bring({ people: smallBundle.people, activities: wrong });
    expect(result.problems).toHaveLength(1000);
    // Each row has a wrong time and a dangling person, and all but one the id of another.
    expect(result.problemCount).toBe(2_999_999);
    expect(process.memoryUsage().rss - heapBefore).toBeLessThan(300 * 1024 ** 2);
  }, 120_000);
});

test('a zip is as good as a folder', async () => {
  const { organizationId } = await bring(smallBundle);
  const folder = await writeBundleFolder({});
  const path = join(folder.path, 'bundle.zip');
  await writeFile(path, await zipOf(smallBundle));
  const result = await imports.run({
    actor: actorOf(organizationId),
    path,
    fileName: 'bundle.zip',
    origin: 'page',
    newOrganization: null,
    at,
  });
  expect(result).toMatchObject({ status: 'succeeded', unchanged: smallBundleRows });
  await folder.remove();
});

test('a process that is killed half-way leaves the database as it was, and the next import notes it', async () => {
  const { organizationId } = await bring(smallBundle, null, 'Killed');
  const before = await contents(organizationId);
  const rows = Array.from({ length: 500_000 }, (_, row) => `K${row},2026-02-02T10:00:00Z,R1,call`);
  const folder = await writeBundleFolder({
    activities: `id,occurred_at,actor_id,kind\n${rows.join('\n')}\n`,
  });
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../cli.ts'), 'import', folder.path, '--organization', 'Killed'],
    {
      env: { ...process.env, ...server.environment },
      stdio: 'ignore',
    },
  );
  const exited = once(child, 'exit');
  const latest = () =>
    one<{ status: string }>(organizationId, 'select status from import_runs order by id desc limit 1');
  while ((await latest())?.status !== 'running' && child.exitCode === null) await sleep(20);
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
  await folder.remove();
  expect(await contents(organizationId)).toEqual(before);

  await bring({ holidays: smallBundle.holidays }, organizationId);
  expect(await one(organizationId, `select count(*) as n from import_runs where status = 'failed'`)).toEqual({
    n: 1,
  });
}, 60_000);
