import type { ItemHistory, TeamWeeks, Today } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  // A Thursday.
  made.at('2026-02-12T10:00:00Z');
  team = await made.another();
});
afterAll(() => made.close());

const today = async (who: Who = 'mia', query = '') => (await team.as(who).get<Today>(`/today${query}`)).body;
const titles = (answer: Today) => answer.rows.map(({ item }) => item.title);

async function absent(who: Who, during: string, cover: Who | null, recordedBy: Who | null = null) {
  await team.write(
    (sql) => sql`
      insert into absences (organization_id, id, person_id, during, cover_id, recorded_by, recorded_at)
      values (${team.organizationId}, ${newId()}, ${team.idOf(who)}, ${during}, ${cover && team.idOf(cover)},
        ${recordedBy && team.idOf(recordedBy)}, '2026-02-01T00:00:00Z')`,
  );
}

describe('Today', () => {
  it('queues unanswered lapses by the end of their response time, and counts them', async () => {
    await team.paperwork('ana', '2026-02-11T10:00:00Z', 'due Wednesday');
    await team.paperwork('ben', '2026-02-09T15:00:00Z', 'due Monday afternoon');
    await team.paperwork('ana', '2026-02-06T09:00:00Z', 'due last Friday');
    await team.paperwork('ana', '2026-02-13T09:00:00Z', 'not due yet');
    await team.paperwork('cyn', '2026-02-09T09:00:00Z', 'of Max’s');
    const answer = await today();
    expect(titles(answer)).toEqual(['due last Friday', 'due Monday afternoon', 'due Wednesday']);
    expect(answer.rows.map(({ urgency, answerBy }) => [urgency, answerBy])).toEqual([
      ['passed', '2026-02-11T09:00:00.000Z'],
      ['today', '2026-02-12T15:00:00.000Z'],
      ['later', '2026-02-16T10:00:00.000Z'],
    ]);
    expect(answer).toMatchObject({
      unanswered: 3,
      breachToday: 1,
      answerTimePassed: 1,
      responseBusinessDays: 3,
    });
    expect(answer.rows[0]?.item.can).toMatchObject({ ask: true, submit: false });
  });

  it('is paged, with the counts of the whole queue on each page', async () => {
    for (const day of ['09', '10', '11']) await team.paperwork('ana', `2026-02-${day}T10:00:00Z`, day);
    const first = await today('mia', '?limit=2');
    const second = await today('mia', `?limit=2&cursor=${first.nextCursor}`);
    expect([titles(first), titles(second)]).toEqual([['09', '10'], ['11']]);
    expect(second).toMatchObject({ unanswered: 3, nextCursor: null });
  });

  it('is empty for a manager whose people are in time, with the response time all the same', async () => {
    expect(await today('max')).toMatchObject({ rows: [], unanswered: 0, responseBusinessDays: 3 });
  });

  it('lets go of what was asked about, escalated, or whose request was declined', async () => {
    const asked = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'asked');
    await team.paperwork('ana', '2026-02-11T11:00:00Z', 'not asked');
    await team.as('mia').post(`/items/${asked}/asks`);
    expect(titles(await today())).toEqual(['not asked']);
  });

  it('keeps what was followed up before it was due, backdated, disputed, or by somebody else', async () => {
    const before = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'before');
    const backdated = await team.paperwork('ana', '2026-02-06T10:00:00Z', 'backdated');
    const disputed = await team.paperwork('ana', '2026-02-11T12:00:00Z', 'disputed');
    const log = (itemId: string, occurredAt: string) =>
      team.as('mia').post<{ id: string }>('/follow-ups', {
        repId: team.idOf('ana'),
        itemIds: [itemId],
        occurredAt,
        channel: 'call',
        outcome: 'coaching',
      });
    await log(before, '2026-02-11T09:00:00Z');
    await log(backdated, '2026-02-10T09:59:59Z');
    const { body } = await log(disputed, '2026-02-12T09:00:00Z');
    expect(titles(await today())).toEqual(['backdated', 'before']);
    await team.as('ana').post(`/follow-ups/${body.id}/dispute`, { note: 'We did not talk' });
    expect(titles(await today())).toEqual(['backdated', 'before', 'disputed']);
    await team.as('ana').post(`/follow-ups/${body.id}/confirmation`);
    expect(titles(await today())).toEqual(['backdated', 'before']);
  });

  it('keeps a lapse whose date was moved after it had passed', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'moved');
    await team.as('ana').post(`/items/${id}/extension-requests`, { newDueAt: '2026-02-20T10:00:00Z' });
    await team.as('mia').post(`/items/${id}/extension-decisions`, { grant: true });
    const answer = await today();
    expect(answer.rows.map(({ item, answerBy }) => [item.title, item.state, answerBy])).toEqual([
      ['moved', 'open', '2026-02-16T10:00:00.000Z'],
    ]);
  });

  it('keeps a lapse that was given more time after it had passed, and then put off by leave', async () => {
    const id = await team.paperwork('ana', '2026-02-10T10:00:00Z', 'passed');
    await team.write(async (sql) => {
      for (const [kind, at, newDue] of [
        ['extension_granted', '2026-02-11T09:00:00Z', '2026-02-18T10:00:00Z'],
        ['put_off', '2026-02-12T09:00:00Z', '2026-02-25T10:00:00Z'],
      ] as const)
        await sql`
          insert into item_events (
            organization_id, id, item_id, kind, actor_id, occurred_at, known_at, provenance, new_due_at
          )
          values (
            ${team.organizationId}, ${newId()}, ${id}, ${kind}, ${team.idOf('mia')}, ${at}, ${at}, 'observed', ${newDue}
          )`;
      await sql`update items set current_due_at = '2026-02-25T10:00:00Z' where id = ${id}`;
    });
    expect((await today()).rows.map(({ item, answerBy }) => [item.title, answerBy])).toEqual([
      ['passed', '2026-02-13T10:00:00.000Z'],
    ]);
  });

  it('asks for an answer to the third lapse in 60 days even when it was done meanwhile', async () => {
    for (const day of ['02', '03', '11']) {
      const id = await team.paperwork('ana', `2026-02-${day}T10:00:00Z`, `due ${day}`);
      await team.as('ana').post(`/items/${id}/submission`, { version: 1 });
    }
    const answer = await today();
    expect(answer.rows.map(({ item, lapseNumber }) => [item.title, lapseNumber])).toEqual([['due 11', 3]]);
    made.at('2026-02-16T10:00:01Z');
    expect(titles(await today())).toEqual([]);
  });

  it('lets a repeated lapse be asked about that was moved afterwards and done by then', async () => {
    for (const day of ['02', '03', '11']) {
      const id = await team.paperwork('ana', `2026-02-${day}T10:00:00Z`, `due ${day}`);
      await team.as('ana').post(`/items/${id}/extension-requests`, { newDueAt: '2026-02-20T10:00:00Z' });
      await team.as('mia').post(`/items/${id}/extension-decisions`, { grant: true });
      const { body } = await team.as('ana').get<ItemHistory>(`/items/${id}`);
      await team.as('ana').post(`/items/${id}/submission`, { version: body.item.version });
    }
    const [lapse] = (await today()).rows;
    expect(lapse?.item).toMatchObject({
      title: 'due 11',
      state: 'done',
      can: { ask: true, logFollowUp: true },
    });
    expect((await team.as('mia').post(`/items/${lapse?.item.id}/asks`)).status).toBe(201);
    expect(titles(await today())).toEqual([]);
  });

  it('waits while the rep or the manager is away, unless they recorded it themselves', async () => {
    await team.paperwork('ana', '2026-02-11T10:00:00Z', 'away');
    await team.paperwork('cyn', '2026-02-11T10:00:00Z', 'said so herself');
    await absent('ana', '[2026-02-12,2026-02-14)', null);
    await absent('cyn', '[2026-02-12,2026-02-14)', null, 'cyn');
    expect((await today()).rows[0]?.answerBy).toBe('2026-02-18T10:00:00.000Z');
    expect((await today('max')).rows[0]?.answerBy).toBe('2026-02-16T10:00:00.000Z');
  });

  it('goes to the cover while the manager is away', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'covered');
    expect(titles(await today('max'))).toEqual([]);
    await absent('mia', '[2026-02-12,2026-02-14)', 'max');
    expect(titles(await today('max'))).toEqual(['covered']);
    expect((await team.as('max').post(`/items/${id}/asks`)).status).toBe(201);
    expect(titles(await today('mia'))).toEqual([]);
  });

  it('takes a cover’s refusal of more time for an answer, on days of an absence that counts', async () => {
    const happened = (itemId: string, kind: string, at: string, knownAt = at) =>
      team.write(
        (sql) => sql`
          insert into item_events (organization_id, id, item_id, kind, actor_id, occurred_at, known_at, provenance)
          values (${team.organizationId}, ${newId()}, ${itemId}, ${kind}, ${team.idOf('max')}, ${at}, ${knownAt}, 'imported')`,
      );
    const declined = await team.paperwork('ana', '2026-02-10T10:00:00Z', 'declined');
    const before = await team.paperwork('ana', '2026-02-10T11:00:00Z', 'before the absence');
    await happened(declined, 'extension_declined', '2026-02-11T09:00:00Z');
    await happened(before, 'escalated', '2026-02-10T12:00:00Z');
    await absent('mia', '[2026-02-11,2026-02-12)', 'max', 'mia');
    expect(titles(await today('mia'))).toEqual(['declined', 'before the absence']);
    await team.write(
      (sql) => sql`update absences set recorded_by = null where organization_id = ${team.organizationId}`,
    );
    expect(titles(await today('mia'))).toEqual(['before the absence']);
  });

  it('does not take a follow-up for an answer that was recorded before it was held', async () => {
    const id = await team.paperwork('ana', '2026-02-10T10:00:00Z', 'clock back');
    await team.write(async (sql) => {
      const followUp = newId();
      await sql`
        insert into follow_ups (
          organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, provenance
        )
        values (
          ${team.organizationId}, ${followUp}, ${team.idOf('mia')}, ${team.idOf('ana')}, '2026-02-11T09:00:00Z',
          '2026-02-11T08:00:00Z', '2026-02-11T08:00:00Z', 'call', 'reminder', 'imported'
        )`;
      await sql`
        insert into follow_up_items (organization_id, follow_up_id, item_id)
        values (${team.organizationId}, ${followUp}, ${id})`;
    });
    expect(titles(await today())).toEqual(['clock back']);
  });
});

describe('Team', () => {
  it('counts what fell due by week: on time, late (also when still open), not due yet', async () => {
    const submit = async (dueAt: string, at: string) => {
      made.at(at);
      await team.as('ana').post(`/items/${await team.paperwork('ana', dueAt)}/submission`, { version: 1 });
    };
    await submit('2026-02-03T10:00:00Z', '2026-02-03T09:00:00Z');
    await submit('2026-02-04T10:00:00Z', '2026-02-06T09:00:00Z');
    made.at('2026-02-12T10:00:00Z');
    await team.paperwork('ana', '2026-02-11T10:00:00Z');
    await team.paperwork('ana', '2026-02-13T10:00:00Z');
    const { body } = await team.as('mia').get<TeamWeeks>('/team?weeks=4');
    expect(body.weeks).toEqual(['2026-01-19', '2026-01-26', '2026-02-02', '2026-02-09']);
    const none = { onTime: 0, late: 0, open: 0 };
    expect(body.reps).toMatchObject([
      {
        rep: { name: 'ana' },
        cells: [none, none, { onTime: 1, late: 1, open: 0 }, { onTime: 0, late: 1, open: 1 }],
        lapsesIn60Days: 2,
        openLate: 1,
      },
      { rep: { name: 'ben' }, cells: [none, none, none, none], lapsesIn60Days: 0, openLate: 0 },
    ]);
    expect((await team.as('ana').get('/team')).status).toBe(403);
  });
});
