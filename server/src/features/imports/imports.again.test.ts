import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallBundle, smallBundleRows } from './testing/bundle.ts';
import { actorOf, replaceRow, importTesting } from './testing/harness.ts';

const { bring, contents, database, one } = importTesting();

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

  test('takes nothing back for a column that is not there', async () => {
    const full = {
      ...smallBundle,
      paperwork: replaceRow(
        smallBundle.paperwork.map((row) => ({ ...row, waived_by: '' })),
        0,
        { waived_at: '2026-02-06T09:00:00Z', waived_by: 'M1' },
      ),
      extensions: smallBundle.extensions.map((row) => ({ ...row, reason: 'a fair' })),
      reasons: smallBundle.reasons.map((row) => ({ ...row, text: 'was abroad' })),
      follow_ups: smallBundle.follow_ups.map((row) => ({ ...row, excuse: 'workload' })),
      interventions: smallBundle.interventions.map((row) => ({
        ...row,
        reason: 'at risk',
        requested_by: 'E1',
      })),
      exceptions: smallBundle.exceptions.map((row) => ({
        ...row,
        decided_by: 'M1',
        decided_at: '2026-02-03T09:00:00Z',
        decision: 'supported',
      })),
      activities: smallBundle.activities.map((row) => ({ ...row, capture: 'synced' })),
    };
    const { organizationId } = await bring(full);
    const before = await contents(organizationId);
    const only = (rows: readonly Record<string, string>[], ...columns: string[]) =>
      rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? ''])));
    const less = {
      paperwork: only(full.paperwork, 'id', 'rep_id', 'type', 'due_at', 'waived_at'),
      extensions: only(full.extensions, 'item_id', 'granted_by', 'granted_at', 'new_due_at'),
      reasons: only(full.reasons, 'item_id', 'said_at', 'excuse'),
      escalations: only(full.escalations, 'item_id', 'escalated_by', 'escalated_at'),
      follow_ups: only(
        full.follow_ups,
        'id',
        'manager_id',
        'rep_id',
        'occurred_at',
        'recorded_at',
        'channel',
        'outcome',
      ),
      interventions: only(full.interventions, 'id', 'manager_id', 'opportunity_id', 'started_at'),
      exceptions: only(full.exceptions, 'id', 'rep_id', 'kind', 'requested_at'),
      activities: only(full.activities, 'id', 'occurred_at', 'actor_id', 'kind'),
    };
    expect(await bring(less, organizationId)).toMatchObject({ status: 'succeeded', inserted: 0, updated: 0 });
    expect(await contents(organizationId)).toEqual(before);

    // What else changed makes a further revision, which says the same where the file says nothing.
    const follow_ups = replaceRow(less.follow_ups, 0, { outcome: 'coaching' });
    const exceptions = replaceRow(less.exceptions, 0, { kind: 'return' });
    expect(await bring({ follow_ups, exceptions }, organizationId)).toMatchObject({ updated: 2 });
    expect(
      await one(
        organizationId,
        `select f.outcome, f.excuse, f.note, i.external_id as item, a.answer
        from live_follow_ups f
        join live_follow_up_answers a on a.follow_up_id = f.id
        join follow_up_items about on about.follow_up_id = f.id
        join items i on i.id = about.item_id`,
      ),
    ).toEqual({ outcome: 'coaching', excuse: 'workload', note: 'rang', item: 'P1', answer: 'confirmed' });
    expect(await one(organizationId, 'select kind, decision, cost, known_at from live_exceptions')).toEqual({
      kind: 'return',
      decision: 'supported',
      cost: 100.5,
      knownAt: new Date('2026-02-03T09:00:00Z'),
    });
  });

  test('moves the items of a directive with it, where only the directive comes again', async () => {
    const { organizationId } = await bring(smallBundle);
    const directives = replaceRow(smallBundle.directives, 0, {
      title: 'Call back today',
      due_at: '2026-02-11T09:00:00Z',
    });
    expect(await bring({ directives }, organizationId)).toMatchObject({ updated: 1 });
    expect(
      await one(
        organizationId,
        `select title, due_at, current_due_at from items where external_id = 'D1:R1'`,
      ),
    ).toEqual({
      title: 'Call back today',
      dueAt: new Date('2026-02-11T09:00:00Z'),
      currentDueAt: new Date('2026-02-11T09:00:00Z'),
    });
    expect(await bring({ directives }, organizationId)).toMatchObject({ updated: 0, unchanged: 1 });
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
    await database().transaction(
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
