import type { Directive } from '@plumbline/shared/contracts/directives.ts';
import type {
  Item,
  ItemHistory,
  ItemPage,
  Reviews,
  TeamWeeks,
  Today,
} from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MadeOrganization, type MadeTeam, madeTeam } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
afterAll(() => made.close());
beforeEach(async () => {
  // A Thursday.
  made.at('2026-02-12T10:00:00Z');
  team = await made.another();
});

const reason = 'The visit to Brandt is missing';
const submit = async (id: string, version = 1, more: object = {}) =>
  (await team.as('ana').post<Item>(`/items/${id}/submission`, { version, ...more })).body;
const giveBack = (id: string, version: number) =>
  team.as('mia').post<Item>(`/items/${id}/return`, { version, reason });
const kinds = async (id: string) =>
  (await team.as('ana').get<ItemHistory>(`/items/${id}`)).body.events.map(({ kind }) => kind);

/** A directive whose issuer wants to see that it is done. */
async function verifiedDirective(dueAt = '2026-02-16T10:00:00Z') {
  const id = await team.directive('ana', 'eva', dueAt);
  await team.write(
    (sql) => sql`
      update directives d set wants_verification = true
      from items i where i.organization_id = d.organization_id and i.directive_id = d.id and i.id = ${id}`,
  );
  return id;
}

describe('what was handed in', () => {
  it('waits for the manager with its note and link, and is accepted for good', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    await submit(id, 1, { note: 'Two visits', link: 'https://crm.example.com/42' });
    const { body } = await team.as('mia').get<Reviews>('/reviews');
    expect(body).toMatchObject({
      waiting: 1,
      rows: [
        {
          item: { id, can: { accept: true, return: true } },
          note: 'Two visits',
          link: 'https://crm.example.com/42',
        },
      ],
    });
    const accepted = await team.as('mia').post<Item>(`/items/${id}/acceptance`, { version: 2 });
    expect(accepted.body).toMatchObject({
      state: 'done',
      acceptedAt: '2026-02-12T10:00:00.000Z',
      can: { accept: false, return: false },
    });
    expect((await team.as('mia').get<Reviews>('/reviews')).body).toMatchObject({ waiting: 0, rows: [] });
    expect((await giveBack(id, 3)).body).toMatchObject({ code: 'wrong_state' });
    expect((await team.as('ana').post(`/items/${id}/withdrawal`, { version: 3 })).body.code).toBe(
      'wrong_state',
    );
    expect(await team.audited(id)).toEqual(['item.submitted', 'item.accepted']);
  });

  it('comes back with a reason, and is owed again by the time it was due', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    await submit(id);
    const returned = await giveBack(id, 2);
    expect(returned.body).toMatchObject({
      state: 'open',
      doneAt: null,
      handedInAt: '2026-02-12T10:00:00.000Z',
      currentDueAt: '2026-02-12T17:00:00.000Z',
      returned: { by: { name: 'mia' }, reason },
    });
    expect((await team.as('ana').get<ItemHistory>(`/items/${id}`)).body.item.can).toMatchObject({
      submit: true,
    });
    made.at('2026-02-12T11:00:00Z');
    expect(await submit(id, 3)).toMatchObject({
      state: 'done',
      doneAt: '2026-02-12T11:00:00.000Z',
      returned: null,
    });
    expect(await kinds(id)).toEqual(['submitted', 'returned', 'submitted']);
    expect((await team.as('mia').get<Reviews>('/reviews')).body).toMatchObject({ waiting: 1 });
  });

  it('stands by itself after a fortnight', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    await submit(id);
    made.at('2026-02-26T10:00:00Z');
    expect((await team.as('mia').get<Reviews>('/reviews')).body).toMatchObject({ waiting: 0 });
    for (const path of ['acceptance', 'return']) {
      const late = await team.as('mia').post(`/items/${id}/${path}`, { version: 2, reason });
      expect([late.status, late.body.code]).toEqual([409, 'wrong_state']);
    }
  });

  it('is not looked at twice when it came with an import', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    await team.write(async (sql) => {
      await sql`
        insert into item_events (organization_id, id, item_id, kind, actor_id, occurred_at, known_at, provenance)
        values (${team.organizationId}, ${id}, ${id}, 'submitted', ${team.idOf('ana')}, '2026-02-12T09:00:00Z', '2026-02-12T09:00:00Z', 'imported')`;
      await sql`
        update items set state = 'done', done_at = '2026-02-12T09:00:00Z', handed_in_at = '2026-02-12T09:00:00Z'
        where organization_id = ${team.organizationId} and id = ${id}`;
    });
    expect((await team.as('mia').get<Reviews>('/reviews')).body).toMatchObject({ waiting: 0 });
    expect((await giveBack(id, 1)).body.can === undefined).toBe(true);
    expect(await kinds(id)).toEqual(['submitted']);
  });

  it('is nobody else’s to accept or return', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    await submit(id);
    for (const [who, status] of [
      ['ana', 403],
      ['ben', 403],
      ['max', 404],
      ['eva', 403],
    ] as const) {
      for (const path of ['acceptance', 'return']) {
        const answer = await team.as(who).post(`/items/${id}/${path}`, { version: 2, reason });
        expect([who, path, answer.status]).toEqual([who, path, status]);
      }
    }
  });

  it('of a directive that wants verification is verified by its issuer, not by the manager', async () => {
    const id = await verifiedDirective();
    await submit(id);
    expect((await team.as('mia').get<Reviews>('/reviews')).body.waiting).toBe(0);
    expect((await team.as('mia').post(`/items/${id}/acceptance`, { version: 2 })).status).toBe(403);
    expect((await team.as('eva').get<Reviews>('/reviews')).body).toMatchObject({
      waiting: 1,
      rows: [{ item: { id } }],
    });
    const returned = await team.as('eva').post<Item>(`/items/${id}/return`, { version: 2, reason });
    expect(returned.body).toMatchObject({ state: 'open', returned: { by: { name: 'eva' } } });
    await submit(id, 3);
    await team.as('eva').post(`/items/${id}/acceptance`, { version: 4 });
    expect(await kinds(id)).toEqual(['completed', 'returned', 'completed', 'verified']);
  });

  it('of a directive is verified by a manager who issued it further down than their own team', async () => {
    // Max and his team have come under Mia.
    await team.write(
      (sql) => sql`
        update reporting_lines set manager_id = ${team.idOf('mia')}
        where organization_id = ${team.organizationId} and person_id = ${team.idOf('max')}`,
    );
    const { body: directive } = await team.as('mia').post<Directive>('/directives', {
      title: 'Show the new list',
      to: { people: [team.idOf('cyn')] },
      dueAt: '2026-02-16T10:00',
      wantsVerification: true,
    });
    const { body: open } = await team.as('cyn').get<ItemPage>('/items');
    const { id = '', version } = open.rows[0] ?? {};
    expect((await team.as('mia').get<ItemHistory>(`/items/${id}`)).body.item.title).toBe(directive.title);
    await team.as('cyn').post(`/items/${id}/submission`, { version });
    const { body } = await team.as('mia').get<Reviews>('/reviews');
    expect(body.rows).toMatchObject([{ item: { id, can: { accept: true, return: true } } }]);
    expect((await team.as('max').post(`/items/${id}/acceptance`, { version: 2 })).status).toBe(403);
    expect((await team.as('mia').post<Item>(`/items/${id}/acceptance`, { version: 2 })).status).toBe(200);
    expect((await team.as('ana').get(`/items/${id}`)).status).toBe(404);
    expect(
      (await team.as('mia').get(`/items/${await team.paperwork('cyn', '2026-02-16T10:00:00Z')}`)).status,
    ).toBe(404);
  });

  it('takes a link to a page, and nothing that could be something else', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    for (const link of [
      'http://example.com',
      'javascript:alert(1)',
      'example.com',
      `https://${'a'.repeat(2000)}.example`,
    ]) {
      const answer = await team.as('ana').post(`/items/${id}/submission`, { version: 1, link });
      expect([link.slice(0, 30), answer.status, answer.body.errors?.[0]?.path]).toEqual([
        link.slice(0, 30),
        400,
        'link',
      ]);
    }
  });

  it('is paged, oldest first, with the count of all', async () => {
    for (const minute of ['01', '02', '03']) {
      const id = await team.paperwork('ana', '2026-02-12T17:00:00Z', minute);
      made.at(`2026-02-12T10:${minute}:00Z`);
      await submit(id);
    }
    const first = (await team.as('mia').get<Reviews>('/reviews?limit=2')).body;
    const second = (await team.as('mia').get<Reviews>(`/reviews?limit=2&cursor=${first.nextCursor}`)).body;
    expect([first, second].map(({ rows }) => rows.map(({ item }) => item.title))).toEqual([
      ['01', '02'],
      ['03'],
    ]);
    expect([first.waiting, second.waiting, second.nextCursor]).toEqual([3, 3, null]);
  });
});

describe('a return', () => {
  it('makes nobody late: Today and Team go by when it was first handed in', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    await submit(id);
    made.at('2026-02-13T10:00:00Z');
    await giveBack(id, 2);
    made.at('2026-02-17T10:00:00Z');
    expect((await team.as('mia').get<Today>('/today')).body).toMatchObject({ unanswered: 0, rows: [] });
    const rows = (await team.as('mia').get<TeamWeeks>('/team')).body.reps.find(
      ({ rep }) => rep.name === 'ana',
    );
    expect(rows).toMatchObject({ lapsesIn60Days: 0, openLate: 1 });
    expect(rows?.cells.at(-2)).toEqual({ onTime: 1, late: 0, open: 0 });
  });

  it('takes no lapse back', async () => {
    const id = await team.paperwork('ana', '2026-02-11T17:00:00Z');
    await submit(id);
    await giveBack(id, 2);
    expect((await team.as('mia').get<Today>('/today')).body).toMatchObject({ unanswered: 1 });
    await submit(id, 3);
    const rows = (await team.as('mia').get<TeamWeeks>('/team')).body.reps.find(
      ({ rep }) => rep.name === 'ana',
    );
    expect(rows).toMatchObject({ lapsesIn60Days: 1 });
  });

  it('does not count the days on which it lay with the manager as the rep’s', async () => {
    const id = await team.paperwork('ana', '2026-02-11T17:00:00Z');
    // One business day late.
    expect(await submit(id)).toMatchObject({ businessDaysLate: 1 });
    made.at('2026-02-18T10:00:00Z');
    // Six days with the manager; it came back the same day.
    expect((await giveBack(id, 2)).body).toMatchObject({ state: 'late', businessDaysLate: 1 });
    made.at('2026-02-20T10:00:00Z');
    expect(await submit(id, 3)).toMatchObject({ businessDaysLate: 3 });
  });

  it('of what came in on time leaves the day of the return free', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    await submit(id);
    made.at('2026-02-18T10:00:00Z');
    await giveBack(id, 2);
    made.at('2026-02-18T16:00:00Z');
    const { body } = await team.as('ana').get<ItemHistory>(`/items/${id}`);
    expect(body.item).toMatchObject({ state: 'late', businessDaysLate: 0 });
  });
});

it('tells the rep what came back, was let go or got more time, with why', async () => {
  const [returned, waived, extended] = [
    await team.paperwork('ana', '2026-02-12T17:00:00Z', 'returned'),
    await team.paperwork('ana', '2026-02-12T17:00:00Z', 'waived'),
    await team.paperwork('ana', '2026-02-12T17:00:00Z', 'extended'),
  ];
  await submit(returned);
  await giveBack(returned, 2);
  await team.as('mia').post(`/items/${waived}/waiver`, { version: 1, reason });
  await team
    .as('mia')
    .post(`/items/${extended}/extensions`, { version: 1, newDueAt: '2026-02-13T17:00:00Z' });
  const told = await team.write(
    (sql) => sql`
      select person_id, kind, data ->> 'title' as title, data ->> 'note' as note from notices
      where organization_id = ${team.organizationId} order by id`,
  );
  const personId = team.idOf('ana');
  expect(told).toEqual([
    { personId, kind: 'item_returned', title: 'returned', note: reason },
    { personId, kind: 'item_waived', title: 'waived', note: reason },
    { personId, kind: 'extension_answered', title: 'extended', note: null },
  ]);
});

describe('letting go, and more time', () => {
  it('is the manager’s, with a reason, and stays on record', async () => {
    const id = await team.paperwork('ana', '2026-02-11T17:00:00Z');
    const waived = await team.as('mia').post<Item>(`/items/${id}/waiver`, { version: 1, reason: 'Closed' });
    expect(waived.body).toMatchObject({ state: 'waived', can: { waive: false } });
    const again = await team.as('mia').post(`/items/${id}/waiver`, { version: 2, reason: 'Closed' });
    expect([again.status, again.body.code]).toEqual([409, 'wrong_state']);
    const team60 = (await team.as('mia').get<TeamWeeks>('/team')).body.reps.find(
      ({ rep }) => rep.name === 'ana',
    );
    expect(team60).toMatchObject({ lapsesIn60Days: 1, openLate: 0 });
  });

  it('is given without being asked, and says up to when that is in order', async () => {
    const id = await team.paperwork('ana', '2026-02-13T10:00:00Z');
    const { body } = await team.as('mia').get<ItemHistory>(`/items/${id}`);
    expect(body.item).toMatchObject({
      extendableUntil: '2026-02-20T10:00:00.000Z',
      can: { grantExtension: true },
    });
    const granted = await team
      .as('mia')
      .post<Item>(`/items/${id}/extensions`, { version: 1, newDueAt: '2026-02-18T10:00:00Z' });
    expect(granted.body).toMatchObject({ currentDueAt: '2026-02-18T10:00:00.000Z', extendableUntil: null });
  });

  it('after the due time takes nothing from how late it is', async () => {
    const id = await team.paperwork('ana', '2026-02-10T10:00:00Z');
    const granted = await team
      .as('mia')
      .post<Item>(`/items/${id}/extensions`, { version: 1, newDueAt: '2026-02-18T10:00:00Z' });
    expect(granted.body).toMatchObject({ state: 'open', businessDaysLate: 2 });
    expect(await submit(id, 2)).toMatchObject({ state: 'done', businessDaysLate: 2 });
  });

  it('answers the request that waits', async () => {
    const id = await team.paperwork('ana', '2026-02-13T10:00:00Z');
    await team.as('ana').post(`/items/${id}/extension-requests`, { newDueAt: '2026-02-17T10:00:00Z' });
    await team.as('mia').post(`/items/${id}/extensions`, { version: 1, newDueAt: '2026-02-18T10:00:00Z' });
    expect((await team.as('mia').post(`/items/${id}/extension-decisions`, { grant: true })).body.code).toBe(
      'wrong_state',
    );
  });

  it('is not the rep’s, nor another manager’s', async () => {
    const id = await team.paperwork('ana', '2026-02-13T10:00:00Z');
    const bodies = {
      waiver: { version: 1, reason },
      extensions: { version: 1, newDueAt: '2026-02-18T10:00:00Z' },
    };
    for (const [path, body] of Object.entries(bodies)) {
      for (const [who, status] of [
        ['ana', 403],
        ['max', 404],
        ['eva', 403],
      ] as const)
        expect([who, (await team.as(who).post(`/items/${id}/${path}`, body)).status]).toEqual([who, status]);
    }
  });
});

describe('whoever comes second', () => {
  it('is told how the item stands now, and what happened', async () => {
    const id = await team.paperwork('ana', '2026-02-12T17:00:00Z');
    await submit(id);
    const answers = await Promise.all([
      team.as('mia').post(`/items/${id}/acceptance`, { version: 2 }),
      team.as('ana').post(`/items/${id}/withdrawal`, { version: 2 }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [loser] = answers.filter(({ status }) => status === 409);
    const isAccepted = answers[0]?.status === 200;
    expect(loser?.body).toMatchObject({
      code: 'wrong_state',
      current: {
        state: isAccepted ? 'done' : 'late',
        version: 3,
        last: isAccepted ? { event: 'accepted', by: 'mia' } : { event: 'withdrawn', by: 'ana' },
      },
    });
    expect(loser?.body.detail).toContain(isAccepted ? 'accepted by mia' : 'withdrawn by ana');
  });
});
