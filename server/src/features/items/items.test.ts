import type { Item, ItemHistory, ItemPage } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type MadeTeam, madeTeam } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());

const titles = (answer: Answer<ItemPage>) => answer.body.rows.map(({ title }) => title);

describe('lists', () => {
  it('shows a rep their own items, by due time, page after page', async () => {
    team.at('2026-02-12T10:00:00Z');
    for (const day of ['03', '02', '04'])
      await team.paperwork('ben', `2026-02-${day}T10:00:00Z`, `due ${day}`);
    await team.paperwork('ana', '2026-02-02T10:00:00Z', 'somebody else’s');
    const first = await team.as('ben').get<ItemPage>('/items?state=late&limit=2');
    expect(titles(first)).toEqual(['due 02', 'due 03']);
    const second = await team
      .as('ben')
      .get<ItemPage>(`/items?state=late&limit=2&cursor=${first.body.nextCursor}`);
    expect(titles(second)).toEqual(['due 04']);
    expect(second.body.nextCursor).toBeNull();
  });

  it('pages over items that fall due in the same microsecond range without losing one', async () => {
    for (const micro of ['000001', '000002', '000003'])
      await team.paperwork('max', `2026-02-02T10:00:00.${micro}Z`, micro);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await team.as('max').get<ItemPage>(`/items?state=late&limit=1${cursor}`);
      seen.push(...titles(page));
      if (page.body.nextCursor === null) break;
      cursor = `&cursor=${page.body.nextCursor}`;
    }
    expect(seen).toEqual(['000001', '000002', '000003']);
  });

  it('shows a manager those who reported to them, an executive all, and nobody another organisation', async () => {
    await team.paperwork('cyn', '2026-03-02T10:00:00Z', 'of Max’s');
    await team.paperwork('ana', '2026-03-02T10:00:00Z', 'of Mia’s');
    await team.elsewhere.paperwork('ana', '2026-03-02T10:00:00Z', 'elsewhere');
    expect(titles(await team.as('mia').get<ItemPage>('/items?scope=team'))).toEqual(['of Mia’s']);
    expect(titles(await team.as('eva').get<ItemPage>('/items?scope=team')).toSorted()).toEqual([
      'of Max’s',
      'of Mia’s',
    ]);
    expect(titles(await team.as('ana').get<ItemPage>('/items?scope=team'))).toEqual([]);
  });

  it('refuses a cursor that is not one of this list', async () => {
    for (const cursor of ['x', 'bnVsbA', Buffer.from('["2026-02-30","x"]').toString('base64url')]) {
      const answer = await team.as('ana').get(`/items?cursor=${cursor}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_cursor']);
    }
  });

  it('answers 404 for ids of others, of another organisation, and for none at all', async () => {
    const others = await team.paperwork('cyn', '2026-02-02T10:00:00Z');
    const foreign = await team.elsewhere.paperwork('ana', '2026-02-02T10:00:00Z');
    for (const id of [others, foreign, '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10']) {
      expect((await team.as('ana').get(`/items/${id}`)).status).toBe(404);
      expect((await team.as('ana').post(`/items/${id}/submission`, { version: 1 })).status).toBe(404);
      expect((await team.as('mia').get(`/items/${id}`)).status).toBe(404);
    }
    expect((await team.as('ana').get('/items/not-an-id')).status).toBe(400);
  });
});

describe('submitting', () => {
  it('is a fact, a projection and an audit entry, and can be undone for ten minutes', async () => {
    team.at('2026-02-12T10:00:00Z');
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const done = await team.as('ana').post<Item>(`/items/${id}/submission`, { version: 1, note: 'here' });
    expect(done.body).toMatchObject({
      state: 'done',
      businessDaysLate: 1,
      version: 2,
      can: { withdraw: true, submit: false },
    });
    team.at('2026-02-12T10:09:59Z');
    const undone = await team.as('ana').post<Item>(`/items/${id}/withdrawal`, { version: 2 });
    expect(undone.body).toMatchObject({
      state: 'late',
      doneAt: null,
      version: 3,
      can: { withdraw: false, submit: true },
    });
    const { body } = await team.as('mia').get<ItemHistory>(`/items/${id}`);
    expect(body.events.map(({ kind }) => kind)).toEqual(['submitted', 'withdrawn']);
    expect(await team.audited(id)).toEqual(['item.submitted', 'item.withdrawn']);
  });

  it('cannot be undone later, nor by somebody else', async () => {
    team.at('2026-02-12T10:00:00Z');
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    await team.as('ana').post(`/items/${id}/submission`, { version: 1 });
    expect((await team.as('mia').post(`/items/${id}/withdrawal`, { version: 2 })).status).toBe(403);
    team.at('2026-02-12T10:10:00Z');
    const late = await team.as('ana').post(`/items/${id}/withdrawal`, { version: 2 });
    expect([late.status, late.body.code]).toEqual([409, 'wrong_state']);
  });

  it('happens once when two arrive at the same time', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const answers = await Promise.all(
      [1, 2, 3].map(() => team.as('ana').post(`/items/${id}/submission`, { version: 1 })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
  });

  it('refuses a version that is not the present one', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const answer = await team.as('ana').post(`/items/${id}/submission`, { version: 7 });
    expect([answer.status, answer.body.code]).toEqual([409, 'conflict']);
  });

  it('gives a retried request the first answer, and refuses its key for another', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const other = await team.paperwork('ana', '2026-02-11T11:00:00Z');
    const headers = { 'idempotency-key': 'a key' };
    const submit = (item: string) =>
      team.as('ana').post(`/items/${item}/submission`, { version: 1 }, headers);
    const [first, second] = await Promise.all([submit(id), submit(id)]);
    expect(second).toEqual(first);
    expect(first.status).toBe(200);
    const reused = await submit(other);
    expect([reused.status, reused.body.code]).toEqual([409, 'idempotency_key_reused']);
    expect(await team.audited(id)).toEqual(['item.submitted']);
  });
});

describe('directives', () => {
  it('are acknowledged once, and completed', async () => {
    team.at('2026-02-12T10:00:00Z');
    const id = await team.directive('ana', 'eva', '2026-02-16T10:00:00Z');
    const taken = await team.as('ana').post<Item>(`/items/${id}/acknowledgement`, { version: 1 });
    expect(taken.body).toMatchObject({
      acknowledgedAt: '2026-02-12T10:00:00.000Z',
      can: { acknowledge: false },
    });
    expect((await team.as('ana').post(`/items/${id}/acknowledgement`, { version: 2 })).status).toBe(409);
    await team.as('ana').post(`/items/${id}/submission`, { version: 2 });
    const { body } = await team.as('ana').get<ItemHistory>(`/items/${id}`);
    expect(body.directive?.issuedBy.name).toBe('eva');
    expect(body.events.map(({ kind }) => kind)).toEqual(['acknowledged', 'completed']);
  });

  it('only they are acknowledged', async () => {
    const id = await team.paperwork('ana', '2026-02-16T10:00:00Z');
    expect((await team.as('ana').post(`/items/${id}/acknowledgement`, { version: 1 })).body.code).toBe(
      'wrong_state',
    );
  });
});

describe('more time', () => {
  const ask = async (dueAt: string, newDueAt: string) => {
    const id = await team.paperwork('ana', dueAt);
    const asked = await team.as('ana').post<Item>(`/items/${id}/extension-requests`, { newDueAt });
    return { id, asked };
  };

  it('granted in time moves the deadline, and says so beforehand', async () => {
    team.at('2026-02-12T10:00:00Z');
    const { id, asked } = await ask('2026-02-13T10:00:00Z', '2026-02-20T10:00:00Z');
    expect(asked.body.extensionRequest).toMatchObject({
      newDueAt: '2026-02-20T10:00:00.000Z',
      wouldMoveDeadline: false,
    });
    const granted = await team.as('mia').post<Item>(`/items/${id}/extension-decisions`, { grant: true });
    expect(granted.body).toMatchObject({
      dueAt: '2026-02-13T10:00:00.000Z',
      currentDueAt: '2026-02-20T10:00:00.000Z',
      extensionRequest: null,
    });
  });

  it.each([
    ['longer than five business days', '2026-02-13T10:00:00Z', '2026-02-20T10:00:01Z'],
    ['after it was due', '2026-02-11T10:00:00Z', '2026-02-13T10:00:00Z'],
  ])('%s is possible and counts as a moved deadline', async (_, dueAt, newDueAt) => {
    team.at('2026-02-12T10:00:00Z');
    const { id, asked } = await ask(dueAt, newDueAt);
    expect(asked.body.extensionRequest?.wouldMoveDeadline).toBe(true);
    expect((await team.as('mia').post(`/items/${id}/extension-decisions`, { grant: true })).status).toBe(200);
  });

  it('a second time counts as a moved deadline', async () => {
    team.at('2026-02-12T10:00:00Z');
    const { id } = await ask('2026-02-13T10:00:00Z', '2026-02-16T10:00:00Z');
    await team.as('mia').post(`/items/${id}/extension-decisions`, { grant: true });
    const again = await team
      .as('ana')
      .post<Item>(`/items/${id}/extension-requests`, { newDueAt: '2026-02-17T10:00:00Z' });
    expect(again.body.extensionRequest?.wouldMoveDeadline).toBe(true);
  });

  it('declined leaves the date, and the request stays on record', async () => {
    team.at('2026-02-12T10:00:00Z');
    const { id } = await ask('2026-02-13T10:00:00Z', '2026-02-16T10:00:00Z');
    expect(
      (await team.as('ana').post(`/items/${id}/extension-requests`, { newDueAt: '2026-02-17T10:00:00Z' }))
        .status,
    ).toBe(409);
    const declined = await team.as('mia').post<Item>(`/items/${id}/extension-decisions`, { grant: false });
    expect(declined.body).toMatchObject({ currentDueAt: '2026-02-13T10:00:00.000Z', extensionRequest: null });
    const { body } = await team.as('ana').get<ItemHistory>(`/items/${id}`);
    expect(body.events.map(({ kind }) => kind)).toEqual(['extension_requested', 'extension_declined']);
    expect((await team.as('mia').post(`/items/${id}/extension-decisions`, { grant: true })).body.code).toBe(
      'wrong_state',
    );
  });

  it('is for the manager in charge to decide', async () => {
    team.at('2026-02-12T10:00:00Z');
    const { id } = await ask('2026-02-13T10:00:00Z', '2026-02-16T10:00:00Z');
    expect((await team.as('ana').post(`/items/${id}/extension-decisions`, { grant: true })).status).toBe(403);
    expect((await team.as('max').post(`/items/${id}/extension-decisions`, { grant: true })).status).toBe(404);
    expect((await team.as('eva').post(`/items/${id}/extension-decisions`, { grant: true })).status).toBe(403);
  });

  it('wants a time to come, later than the present one', async () => {
    team.at('2026-02-12T10:00:00Z');
    const id = await team.paperwork('ana', '2026-02-20T10:00:00Z');
    for (const newDueAt of ['2026-02-11T10:00:00Z', '2026-02-19T10:00:00Z', '2028-02-19T10:00:00Z']) {
      const answer = await team.as('ana').post(`/items/${id}/extension-requests`, { newDueAt });
      expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, 'newDueAt']);
    }
  });
});

describe('reasons', () => {
  it('stand beside the item, with the rep’s own commitment', async () => {
    team.at('2026-02-12T10:00:00Z');
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const given = await team.as('ana').post<Item>(`/items/${id}/reasons`, {
      excuse: 'travel',
      note: 'Trade fair',
      committedTo: '2026-02-13T10:00:00Z',
    });
    expect(given.body).toMatchObject({ state: 'late', lastReason: { excuse: 'travel', note: 'Trade fair' } });
    const { body } = await team.as('mia').get<ItemHistory>(`/items/${id}`);
    expect(body.events.map(({ kind }) => kind)).toEqual(['reason_given', 'committed']);
    expect((await team.as('mia').post(`/items/${id}/reasons`, { excuse: 'travel' })).status).toBe(403);
  });
});
