import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type MadePeople, makePeople, type Part } from '../../test/people.ts';
import type { Tx } from '../database/connect.ts';
import { newId } from '../database/ids.ts';
import type { DigestReader } from '../features/notifications/deliver.ts';
import { asHtml, asText } from '../features/notifications/letter.ts';
import { notify } from '../features/notifications/notify.ts';
import { digestLetters } from './digest-letter.ts';
import { scheduleDigests } from './digests.ts';

let server: TestDatabase;
let people: MadePeople;
let organizations = 0;
beforeAll(async () => {
  server = await openTestDatabase();
});
beforeEach(async () => {
  people = await makePeople(server.database, `home${organizations++}`);
});
afterAll(() => server.close());

const write = <T>(work: (tx: Tx) => Promise<T>) => server.database.transaction(people.actor, work);
const run = (at: string) => write((tx) => scheduleDigests(tx, new Date(at)));
const daysOf = (part: Part) =>
  write(async ({ sql }) => {
    const rows = await sql<{ day: string }[]>`
      select digest_day as day from deliveries
      where organization_id = ${people.organizationId} and person_id = ${people.idOf(part)} order by 1`;
    return rows.map(({ day }) => day);
  });
const move = (part: Part, timeZone: string) =>
  write(
    ({ sql }) => sql`
    update people set time_zone = ${timeZone} where organization_id = ${people.organizationId} and id = ${people.idOf(part)}`,
  );

describe('the morning', () => {
  it('is each one’s own, also when clocks change', async () => {
    await move('rep', 'America/New_York');
    // Daylight saving time begins there on Sunday, 8 March 2026.
    await run('2026-03-06T11:59:00Z');
    expect(await daysOf('rep')).toEqual([]);
    expect(await daysOf('other rep')).toEqual(['2026-03-06']);
    await run('2026-03-06T12:00:00Z');
    expect(await daysOf('rep')).toEqual(['2026-03-06']);
    await run('2026-03-09T10:59:00Z');
    expect(await daysOf('rep')).toEqual(['2026-03-06']);
    await run('2026-03-09T11:00:00Z');
    expect(await daysOf('rep')).toEqual(['2026-03-06', '2026-03-09']);
  });

  it('brings one digest, however often and beside itself the job runs', async () => {
    await Promise.all([run('2026-03-06T08:00:00Z'), run('2026-03-06T08:00:00Z')]);
    await run('2026-03-06T16:00:00Z');
    expect(await daysOf('rep')).toEqual(['2026-03-06']);
  });

  it('takes the place of one before that could not be sent yet, and of no other', async () => {
    const states = () =>
      write(
        ({ sql }) => sql<{ digestDay: string; state: string }[]>`
          select digest_day, state from deliveries
          where organization_id = ${people.organizationId} and person_id = ${people.idOf('rep')} order by digest_day`,
      );
    await run('2026-03-04T08:00:00Z');
    await write(
      ({ sql }) => sql`update deliveries set state = 'sent' where organization_id = ${people.organizationId}`,
    );
    // The mail server is down for a day.
    await run('2026-03-05T08:00:00Z');
    await run('2026-03-06T06:00:00Z');
    expect((await states()).map(({ state }) => state)).toEqual(['sent', 'waiting']);
    await run('2026-03-06T08:00:00Z');
    expect((await states()).map(({ state }) => state)).toEqual(['sent', 'dropped', 'waiting']);
  });

  it('is a working day on which one is not away; an executive’s is Monday', async () => {
    await write(async ({ sql }) => {
      const { organizationId } = people;
      await sql`insert into holidays ${sql({ organizationId, day: '2026-03-10', name: 'a day off' })}`;
      await sql`
        insert into absences (organization_id, id, person_id, during, recorded_at)
        values (${organizationId}, ${newId()}, ${people.idOf('rep')}, '[2026-03-09,2026-03-12)', '2026-03-01')`;
    });
    // Leave that somebody entered for themselves and nobody confirmed yet.
    await write(
      ({ sql }) => sql`
        insert into absences (organization_id, id, person_id, during, recorded_by, recorded_at)
        values (
          ${people.organizationId}, ${newId()}, ${people.idOf('manager')}, '[2026-03-09,2026-03-12)',
          ${people.idOf('manager')}, '2026-03-01'
        )`,
    );
    for (const day of ['07', '08', '09', '10', '11', '12', '13']) await run(`2026-03-${day}T09:00:00Z`);
    expect(await daysOf('rep')).toEqual(['2026-03-12', '2026-03-13']);
    expect(await daysOf('manager')).toEqual(['2026-03-09', '2026-03-11', '2026-03-12', '2026-03-13']);
    expect(await daysOf('executive')).toEqual(['2026-03-09']);
  });

  it('is nobody’s who wants no digest, cannot sign in, or has left', async () => {
    await write(
      ({ sql }) => sql`
      insert into notification_settings ${sql({ organizationId: people.organizationId, personId: people.idOf('rep'), preferences: sql.json({ work: { when: 'never', where: [] } }) })}`,
    );
    await run('2026-03-06T09:00:00Z');
    for (const part of ['rep', 'invited', 'gone'] as const) expect(await daysOf(part)).toEqual([]);
    expect(await daysOf('leaver')).toEqual(['2026-03-06']);
  });
});

describe('what it says', () => {
  const at = new Date('2026-03-06T08:00:00Z');
  const readers = { rep: 'rep', manager: 'manager', executive: 'executive' } as const;
  async function letter(part: keyof typeof readers, when = at) {
    const reader: DigestReader = {
      personId: people.idOf(part),
      name: part,
      role: part,
      timeZone: 'UTC',
      day: when.toISOString().slice(0, 10),
    };
    return digestLetters(server.database, 'https://plumbline.example.com')(people.actor, reader, when);
  }
  const said = async (part: keyof typeof readers, when = at) => {
    const found = await letter(part, when);
    return found === null ? null : asText(found, 'https://plumbline.example.com/notifications');
  };

  async function item(title: string, dueAt: string): Promise<string> {
    const id = newId();
    const { organizationId } = people;
    await write(async ({ sql }) => {
      await sql`insert into paperwork_types ${sql({ organizationId, id, code: id, name: title })}`;
      await sql`
        insert into items ${sql({ organizationId, id, kind: 'paperwork', repId: people.idOf('rep'), paperworkTypeId: id, title, dueAt, currentDueAt: dueAt, provenance: 'observed' })}`;
    });
    return id;
  }

  it('is nothing when there is nothing, and then no mail goes out', async () => {
    for (const part of Object.values(readers)) expect(await letter(part)).toBeNull();
  });

  it('tells the rep what is late and due, with links that act, and what was logged about them', async () => {
    await item('Forecast <north>', '2026-03-05T17:00:00Z');
    await item('Call report', '2026-03-07T17:00:00Z');
    await item('Expense report', '2026-03-08T00:00:00Z');
    await write(
      ({ sql }) => sql`
      insert into follow_ups ${sql({ organizationId: people.organizationId, id: newId(), managerId: people.idOf('manager'), repId: people.idOf('rep'), occurredAt: '2026-03-05T09:00:00Z', recordedAt: '2026-03-05T09:00:00Z', knownAt: '2026-03-05T09:00:00Z', channel: 'call', outcome: 'coaching', provenance: 'declared' })}`,
    );
    const text = await said('rep');
    expect(text).toContain('LATE\nForecast <north>, was due Thu 5 Mar, 17:00\n');
    expect(text).toMatch(
      / {2}Submit: https:\/\/plumbline\.example\.com\/act#[\w-]{22}\.[\w-]{43}\n {2}Say why: /,
    );
    expect(text).toContain('DUE TODAY AND TOMORROW\nCall report, due Sat 7 Mar, 17:00\n');
    expect(text).not.toContain('Expense report');
    expect(text).toContain('manager logged a follow-up of Thu 5 Mar, 09:00');
    const found = await letter('rep');
    const html = found === null ? '' : asHtml(found, 'https://plumbline.example.com/notifications');
    expect(html).toContain('Forecast &lt;north&gt;');
    expect(html).not.toMatch(/<img|<script|http:/);
  });

  it('tells the manager whom to answer, and which promises were broken', async () => {
    const id = await item('Forecast', '2026-03-04T17:00:00Z');
    await write(
      ({ sql }) => sql`
      insert into item_events ${sql({ organizationId: people.organizationId, id: newId(), itemId: id, kind: 'committed', actorId: people.idOf('rep'), occurredAt: '2026-03-04T18:00:00Z', knownAt: '2026-03-04T18:00:00Z', provenance: 'observed', promisedAt: '2026-03-05T12:00:00Z' })}`,
    );
    const text = await said('manager');
    expect(text).toContain('UNANSWERED LAPSES: 1');
    expect(text).toContain('rep: Forecast, answer by');
    expect(text).toContain('BROKEN COMMITMENTS\nrep: Forecast, promised for Thu 5 Mar, 12:00');
  });

  it('counts what was promised in a follow-up as well, unless the rep disputes it', async () => {
    const { organizationId } = people;
    const [itemId, followUpId] = [await item('Forecast', '2026-03-04T17:00:00Z'), newId()];
    const heldAt = '2026-03-04T18:00:00Z';
    await write(async ({ sql }) => {
      await sql`
        insert into follow_ups ${sql({ organizationId, id: followUpId, managerId: people.idOf('manager'), repId: people.idOf('rep'), occurredAt: heldAt, recordedAt: heldAt, knownAt: heldAt, channel: 'call', outcome: 'new_commitment', commitmentAt: '2026-03-05T12:00:00Z', provenance: 'declared' })}`;
      await sql`insert into follow_up_items ${sql({ organizationId, followUpId, itemId })}`;
    });
    expect(await said('manager')).toContain('rep: Forecast, promised for Thu 5 Mar, 12:00');
    await write(
      ({ sql }) => sql`
      insert into follow_up_answers ${sql({ organizationId, id: newId(), followUpId, personId: people.idOf('rep'), answer: 'disputed', occurredAt: heldAt, knownAt: heldAt, provenance: 'observed' })}`,
    );
    expect(await said('manager')).not.toContain('BROKEN COMMITMENTS');
  });

  it('tells the executive where directives died, and of flags only when the reply window has passed', async () => {
    const { organizationId } = people;
    const [directiveId, atOnceId, flagId] = [newId(), newId(), newId()];
    await write(async ({ sql }) => {
      await sql`insert into directives ${sql({ organizationId, id: directiveId, title: 'Visit the north', issuedBy: people.idOf('executive'), issuedAt: '2026-02-20T10:00:00Z', dueAt: '2026-03-05T10:00:00Z' })}`;
      for (const [repId, relayedAt] of [
        [people.idOf('rep'), '2026-02-21T10:00:00Z'],
        [people.idOf('other rep'), null],
      ])
        await sql`
          insert into items ${sql({ organizationId, id: newId(), kind: 'directive', repId, directiveId, relayedAt, title: 'Visit the north', dueAt: '2026-03-05T10:00:00Z', currentDueAt: '2026-03-05T10:00:00Z', provenance: 'observed' })}`;
      await sql`insert into directives ${sql({ organizationId, id: atOnceId, title: 'Call the south', issuedBy: people.idOf('executive'), issuedAt: '2026-02-20T10:00:00Z', dueAt: '2026-03-05T10:00:00Z' })}`;
      await sql`
        insert into items ${sql({ organizationId, id: newId(), kind: 'directive', repId: people.idOf('rep'), directiveId: atOnceId, title: 'Call the south', dueAt: '2026-03-05T10:00:00Z', currentDueAt: '2026-03-05T10:00:00Z', provenance: 'observed' })}`;
      await sql`
        insert into flags ${sql({ organizationId, id: flagId, managerId: people.idOf('manager'), pattern: 'friend', raisedAt: '2026-03-02T00:00:00Z', notifiedAt: '2026-03-02T02:00:00Z', openFrom: '2026-03-09T00:00:00Z', policyVersion: 1, methodVersion: 'test', evidence: sql.json({}) })}`;
    });
    const before = await said('executive');
    expect(before).toContain('Visit the north: 1 never relayed, 1 with the rep');
    expect(before).toMatch(/^Call the south: 1 with the rep$/m);
    expect(before).not.toContain('manager');
    expect(await said('executive', new Date('2026-03-09T08:00:00Z'))).toContain(
      'FLAGS TO REVIEW\nAbout manager\n',
    );
  });

  it('adds what was left for it, unless it was read', async () => {
    const told = async (title: string) =>
      write((tx) =>
        notify(tx, [
          {
            to: people.idOf('rep'),
            kind: 'directive_recalled',
            subject: { type: 'item', id: newId() },
            at,
            data: { title, by: 'eva' },
          },
        ]),
      );
    await told('Visit the north');
    expect(await said('rep')).toContain('ALSO\nRecalled: Visit the north\n');
    await write(
      ({ sql }) => sql`update notices set read_at = ${at} where organization_id = ${people.organizationId}`,
    );
    expect(await letter('rep')).toBeNull();
  });
});
