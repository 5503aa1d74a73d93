import type { BulkAnswer, OwnBulkAnswer } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item, ItemHistory } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeTeam, madeTeam } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());
beforeEach(() => team.at('2026-02-12T10:00:00Z'));

const bulk = (action: object, headers?: Record<string, string>) =>
  team.as('mia').post<BulkAnswer>('/items/bulk', action, headers);
const history = async (id: string) => (await team.as('eva').get<ItemHistory>(`/items/${id}`)).body;
const events = async (id: string) => (await history(id)).events.map(({ kind }) => kind);
const reasons = ({ refused }: BulkAnswer) =>
  Object.fromEntries(refused.map(({ id, reason }) => [id, reason]));

async function submitted(): Promise<string> {
  const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
  await team.as('ana').post(`/items/${id}/submission`, { version: 1 });
  return id;
}

async function withRequest(newDueAt: string): Promise<string> {
  const id = await team.paperwork('ben', '2026-02-20T10:00:00Z');
  await team.as('ben').post(`/items/${id}/extension-requests`, { newDueAt });
  return id;
}

describe('accepting several at once', () => {
  it('accepts what can be, and says of each other why not', async () => {
    const [good, open, others, changed] = [
      await submitted(),
      await team.paperwork('ana', '2026-02-11T10:00:00Z'),
      await team.paperwork('cyn', '2026-02-11T10:00:00Z'),
      await submitted(),
    ];
    const unknown = newId();
    const { status, body } = await bulk({
      action: 'accept',
      items: [
        { id: good, version: 2 },
        { id: open, version: 1 },
        { id: others, version: 1 },
        { id: changed, version: 1 },
        { id: unknown, version: 1 },
      ],
    });
    expect([status, body.done]).toEqual([200, [good]]);
    expect(reasons(body)).toEqual({
      [open]: 'Nothing is handed in.',
      [others]: 'No such item, or not one you can see.',
      [changed]: expect.stringMatching(/^Somebody changed it in the meantime/),
      [unknown]: 'No such item, or not one you can see.',
    });
    expect(await events(good)).toEqual(['submitted', 'accepted']);
    expect(await events(changed)).toEqual(['submitted']);
    expect(await team.audited(good)).toEqual(['item.submitted', 'item.accepted']);
  });

  it('happens once, however often it is sent and named', async () => {
    const id = await submitted();
    const action = {
      action: 'accept',
      items: [
        { id, version: 2 },
        { id, version: 2 },
      ],
    };
    const headers = { 'idempotency-key': newId() };
    const [first, second] = await Promise.all([bulk(action, headers), bulk(action, headers)]);
    expect([first.body.done, second.body]).toEqual([[id], first.body]);
    expect(await events(id)).toEqual(['submitted', 'accepted']);
  });

  it('of the same items in another order by two at once is done by one, and told to the other', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => submitted()));
    const items = ids.map((id) => ({ id, version: 2 }));
    const answers = await Promise.all([
      bulk({ action: 'accept', items }),
      bulk({ action: 'accept', items: items.toReversed() }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.flatMap(({ body }) => body.done).toSorted()).toEqual(ids.toSorted());
  });

  it('is 404 where one sees none of them, 403 for whom it is never, 400 above a hundred', async () => {
    const id = await team.paperwork('cyn', '2026-02-11T10:00:00Z');
    const action = { action: 'accept', items: [{ id, version: 1 }] };
    expect((await bulk(action)).status).toBe(404);
    expect((await team.as('ana').post('/items/bulk', action)).status).toBe(403);
    const many = Array.from({ length: 101 }, () => ({ id: newId(), version: 1 }));
    expect((await bulk({ action: 'accept', items: many })).status).toBe(400);
  });
});

it('grants each the time that it asks for', async () => {
  const [first, second] = [
    await withRequest('2026-02-23T10:00:00Z'),
    await withRequest('2026-02-24T10:00:00Z'),
  ];
  const none = await team.paperwork('ben', '2026-02-20T10:00:00Z');
  const { body } = await bulk({
    action: 'grant',
    note: 'The fair',
    items: [first, second, none].map((id) => ({ id, version: 1 })),
  });
  expect(body.done.toSorted()).toEqual([first, second].toSorted());
  expect(reasons(body)).toEqual({ [none]: 'Nobody is waiting for an answer here.' });
  const dueAt = async (id: string) => (await history(id)).item.currentDueAt;
  expect([await dueAt(first), await dueAt(second)]).toEqual([
    '2026-02-23T10:00:00.000Z',
    '2026-02-24T10:00:00.000Z',
  ]);
});

it('asks each rep once about all of theirs, and not about what was done in time', async () => {
  const [ofAna, alsoOfAna, ofBen] = [
    await team.paperwork('ana', '2026-02-11T10:00:00Z'),
    await team.paperwork('ana', '2026-02-10T10:00:00Z'),
    await team.paperwork('ben', '2026-02-11T10:00:00Z'),
  ];
  const early = await team.paperwork('ben', '2026-02-20T10:00:00Z');
  await team.as('ben').post(`/items/${early}/submission`, { version: 1 });
  const { body } = await bulk({
    action: 'ask',
    note: 'By noon, please.',
    items: [ofAna, alsoOfAna, ofBen, early].map((id) => ({ id, version: 1 })),
  });
  expect(body.done.toSorted()).toEqual([ofAna, alsoOfAna, ofBen].toSorted());
  expect(reasons(body)).toEqual({ [early]: expect.stringMatching(/nothing to ask/) });
  const asked = async (id: string) => (await history(id)).item.lastFollowUp?.id;
  expect(await asked(ofAna)).toBe(await asked(alsoOfAna));
  expect(await asked(ofBen)).not.toBe(await asked(ofAna));
});

it('logs what was said with each rep, and nothing where the words are not whole', async () => {
  const [ofAna, ofBen] = [
    await team.paperwork('ana', '2026-02-11T10:00:00Z'),
    await team.paperwork('ben', '2026-02-11T10:00:00Z'),
  ];
  const items = [ofAna, ofBen].map((id) => ({ id, version: 1 }));
  const said = { action: 'log', items, occurredAt: '2026-02-12T09:00:00Z', channel: 'meeting' };
  const promised = await bulk({ ...said, outcome: 'new_commitment' });
  expect([promised.status, await events(ofAna)]).toEqual([400, []]);
  const { body } = await bulk({ ...said, outcome: 'coaching', note: 'In the Monday round' });
  expect(body.done).toHaveLength(2);
  for (const id of [ofAna, ofBen]) {
    const { item, events: happened } = await history(id);
    expect(item.lastFollowUp?.asked).toBe(false);
    expect(happened.map(({ kind, note, provenance }) => [kind, note, provenance])).toEqual([
      ['follow_up', 'In the Monday round', 'declared'],
    ]);
  }
  const seen = await team.as('mia').get<{ rows: Item[] }>('/items?scope=team&state=late&search=ana');
  expect(seen.body.rows.length).toBeGreaterThan(0);
});

describe('several of one’s own at once', () => {
  const own = (path: string, items: readonly object[], headers?: Record<string, string>) =>
    team.as('ana').post<OwnBulkAnswer>(path, { items }, headers);

  it('are handed in, taken back as they stand then, and handed in again', async () => {
    const ids = [
      await team.paperwork('ana', '2026-02-11T10:00:00Z'),
      await team.paperwork('ana', '2026-02-20T10:00:00Z'),
    ];
    const handedIn = await own(
      '/submissions',
      ids.map((id) => ({ id, version: 1 })),
    );
    expect(handedIn.body).toEqual({ done: ids.toSorted().map((id) => ({ id, version: 2 })), refused: [] });
    const takenBack = await own('/withdrawals', handedIn.body.done);
    expect(takenBack.body.done).toEqual(ids.toSorted().map((id) => ({ id, version: 3 })));
    for (const id of ids) {
      expect((await history(id)).item.doneAt).toBeNull();
      expect(await team.audited(id)).toEqual(['item.submitted', 'item.withdrawn']);
    }
    expect((await own('/submissions', takenBack.body.done)).body.done).toHaveLength(2);
  });

  it('as far as each can be: not what is done, changed or somebody else’s; nor after ten minutes, nor once accepted', async () => {
    const [open, done, ofBen] = [
      await team.paperwork('ana', '2026-02-11T10:00:00Z'),
      await submitted(),
      await team.paperwork('ben', '2026-02-11T10:00:00Z'),
    ];
    const { body } = await own(
      '/submissions',
      [open, done, ofBen].map((id) => ({ id, version: id === done ? 2 : 1 })),
    );
    expect(body.done).toEqual([{ id: open, version: 2 }]);
    expect(body.refused.map(({ id }) => id).toSorted()).toEqual([done, ofBen].toSorted());
    await team.as('mia').post(`/items/${done}/acceptance`, { version: 2 });
    const accepted = await own('/withdrawals', [
      { id: open, version: 2 },
      { id: done, version: 3 },
    ]);
    expect(accepted.body.done.map(({ id }) => id)).toEqual([open]);
    expect(accepted.body.refused).toEqual([{ id: done, reason: expect.stringMatching(/^It was accepted/) }]);
    const again = await own('/submissions', [{ id: open, version: 3 }]);
    team.at('2026-02-12T10:10:00Z');
    const late = await own('/withdrawals', again.body.done);
    expect(late.body.refused).toEqual([{ id: open, reason: expect.stringMatching(/within 10 minutes/) }]);
  });

  it('happens once, however often it is sent', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const headers = { 'idempotency-key': newId() };
    const answers = await Promise.all([1, 2].map(() => own('/submissions', [{ id, version: 1 }], headers)));
    expect(answers.map(({ body }) => body.done)).toEqual([[{ id, version: 2 }], [{ id, version: 2 }]]);
    expect(await events(id)).toEqual(['submitted']);
  });
});
