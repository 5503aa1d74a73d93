import { describe, expect, test } from 'vitest';
import { newId } from '../../database/ids.ts';
import { smallBundle } from './testing/bundle.ts';
import { actorOf, replaceRow, importTesting } from './testing/harness.ts';

const { bring, database, one } = importTesting();

describe('what a person set in the product', () => {
  test('is kept: an edited register', async () => {
    const { organizationId } = await bring(smallBundle);
    await database().transaction(
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

  test('keeps nothing else of that person: who has left has left', async () => {
    const { organizationId } = await bring(smallBundle);
    await database().transaction(
      actorOf(organizationId),
      ({ sql }) => sql`update people set is_admin = true, edited_at = now() where external_id = 'R1'`,
    );
    const people = replaceRow(smallBundle.people, 2, {
      name: 'Robert',
      timezone: 'Europe/London',
      left_on: '2026-02-27',
    });
    expect(await bring({ people }, organizationId)).toMatchObject({ updated: 1, kept: 0, unchanged: 3 });
    expect(
      await one(
        organizationId,
        `select name, is_admin, time_zone, left_on from people where external_id = 'R1'`,
      ),
    ).toEqual({ name: 'Rob Rep', isAdmin: true, timeZone: 'Europe/London', leftOn: '2026-02-27' });
  });

  test('is kept: a holiday that was removed, and leave that was taken back', async () => {
    const { organizationId } = await bring(smallBundle);
    await database().transaction(actorOf(organizationId), async ({ sql }) => {
      await sql`
        insert into removed_holidays (organization_id, id, day, name, removed_by, removed_at)
        select h.organization_id, ${newId()}, h.day, h.name, p.id, now()
        from holidays h join people p on p.organization_id = h.organization_id and p.external_id = 'R1'`;
      await sql`delete from holidays`;
      await sql`
        insert into withdrawn_absences (
          organization_id, id, absence_id, person_id, during, recorded_at, withdrawn_by, withdrawn_at
        )
        select a.organization_id, ${newId()}, a.id, a.person_id, a.during, a.recorded_at, a.person_id, now() from absences a`;
      await sql`delete from absences`;
    });
    const { holidays, absences } = smallBundle;
    expect(await bring({ holidays, absences }, organizationId)).toMatchObject({
      inserted: 0,
      kept: holidays.length + absences.length,
    });
    expect(
      await one(
        organizationId,
        `select (select count(*) from holidays) + (select count(*) from absences) as rows`,
      ),
    ).toEqual({ rows: 0 });
  });

  test('is kept: a submission that the product saw itself', async () => {
    const { organizationId } = await bring(smallBundle);
    await database().transaction(actorOf(organizationId), async ({ sql }) => {
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
    await database().transaction(
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
    await database().transaction(actorOf(organizationId), async ({ sql }) => {
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
    await database().transaction(
      actorOf(organizationId),
      ({ sql }) => sql`
        insert into people (organization_id, id, name, email, role, time_zone, edited_at)
        values (${organizationId}, ${newId()}, 'Rob', 'rob@example.com', 'rep', 'UTC', now())`,
    );
    expect(await bring({ people: smallBundle.people }, organizationId)).toMatchObject({
      status: 'succeeded',
      inserted: 2,
      updated: 1,
      kept: 0,
      unchanged: 1,
    });
    expect(
      await one(
        organizationId,
        `select count(*) as n, min(name) as name, min(time_zone) as time_zone from people where email = 'rob@example.com'`,
      ),
    ).toEqual({ n: 1, name: 'Rob', timeZone: 'Europe/Vienna' });
  });
});
