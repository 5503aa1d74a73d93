import type { Asked, FollowUp, FollowUpPage } from '@plumbline/shared/contracts/follow-ups.ts';
import type { ItemHistory } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdBack } from '../../../test/held-back.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
beforeEach(() => team.at('2026-02-12T10:00:00Z'));
afterAll(() => team.close());

const spoken = (itemIds: string[], rep: Who = 'ana') => ({
  repId: team.idOf(rep),
  itemIds,
  occurredAt: '2026-02-12T09:00:00Z',
  channel: 'one_on_one',
  outcome: 'coaching',
});

describe('asking', () => {
  it('is observed, shows on the item and in the rep’s follow-ups, and needs nobody’s word', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const asked = await team.as('mia').post<FollowUp>(`/items/${id}/asks`, { note: 'Anything in the way?' });
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      provenance: 'observed',
      channel: 'app',
      outcome: 'reminder',
      can: { confirm: false, dispute: false },
    });
    const { body } = await team.as('ana').get<ItemHistory>(`/items/${id}`);
    expect(body.item.lastFollowUp).toMatchObject({ id: asked.body.id, asked: true, by: { name: 'mia' } });
    const mine = await team.as('ana').get<FollowUpPage>('/follow-ups');
    expect(mine.body.rows.map((row) => row.id)).toContain(asked.body.id);
    expect((await team.as('ana').post(`/follow-ups/${asked.body.id}/dispute`, { note: 'no' })).status).toBe(
      409,
    );
    expect(await team.audited(asked.body.id)).toEqual(['follow_up.asked']);
  });

  it('twice within a minute is once, also at the same time; later it is another', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const ask = () => team.as('mia').post<FollowUp>(`/items/${id}/asks`);
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second.body.id).toBe(first.body.id);
    team.at('2026-02-12T10:01:01Z');
    expect((await ask()).body.id).not.toBe(first.body.id);
  });

  it('is for whoever answers for the rep, about what is open or was late', async () => {
    const id = await team.paperwork('ana', '2026-02-13T10:00:00Z');
    expect((await team.as('max').post(`/items/${id}/asks`)).status).toBe(404);
    expect((await team.as('eva').post(`/items/${id}/asks`)).status).toBe(404);
    expect((await team.as('ana').post(`/items/${id}/asks`)).status).toBe(403);
    await team.as('ana').post(`/items/${id}/submission`, { version: 1 });
    expect((await team.as('mia').post(`/items/${id}/asks`)).body.code).toBe('wrong_state');
  });
});

describe('asking about several at once', () => {
  const askAbout = (itemIds: string[], more: { note?: string } = {}, headers = {}) =>
    team.as('mia').post<Asked>('/asks', { itemIds, ...more }, headers);

  it('sends each rep one message about theirs, in the words given, and is one follow-up a rep', async () => {
    const [first, second, other] = [
      await team.paperwork('ana', '2026-02-11T10:00:00Z', 'Forecast'),
      await team.paperwork('ana', '2026-02-10T10:00:00Z', 'Expense report'),
      await team.paperwork('ben', '2026-02-10T10:00:00Z'),
    ];
    const { status, body } = await askAbout([first, other, second], { note: 'What is in the way?' });
    expect(status).toBe(201);
    expect(body.followUps.map(({ rep, items }) => [rep.name, items.length])).toEqual([
      ['ana', 2],
      ['ben', 1],
    ]);
    for (const followUp of body.followUps)
      expect(followUp).toMatchObject({
        provenance: 'observed',
        channel: 'app',
        note: 'What is in the way?',
      });
    const inbox = await team.as('ana').get<{ rows: { title: string; text: string }[] }>('/inbox');
    expect(inbox.body.rows).toContainEqual(
      expect.objectContaining({
        title: 'mia asks about “Forecast” and more',
        text: 'What is in the way? Also about: “Expense report”.',
      }),
    );
    expect(await team.audited(body.followUps[0]?.id ?? '')).toEqual(['follow_up.asked']);
  });

  it('asks nobody where one of them is not one’s own to ask about', async () => {
    const own = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const foreign = await team.paperwork('cyn', '2026-02-11T10:00:00Z');
    expect((await askAbout([own, foreign])).status).toBe(404);
    const { body } = await team.as('mia').get<ItemHistory>(`/items/${own}`);
    expect(body.item.lastFollowUp).toBeNull();
  });

  it('leaves out what was asked a moment ago in the same words, and asks it in other words', async () => {
    const [asked, fresh] = [
      await team.paperwork('ana', '2026-02-11T10:00:00Z'),
      await team.paperwork('ana', '2026-02-10T10:00:00Z'),
    ];
    const before = await askAbout([asked]);
    const both = await askAbout([asked, fresh]);
    expect(both.body.followUps.map(({ items }) => items.map(({ id }) => id))).toEqual([[fresh]]);
    expect((await askAbout([asked])).body.followUps[0]?.id).toBe(before.body.followUps[0]?.id);
    const inWords = await askAbout([asked], { note: 'Before noon, please.' });
    expect(inWords.body.followUps[0]?.id).not.toBe(before.body.followUps[0]?.id);
  });

  it('is done once for a retried request', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const ask = () => askAbout([id], {}, { 'idempotency-key': 'ask once' });
    const first = await ask();
    team.at('2026-02-12T10:05:00Z');
    expect((await ask()).body).toEqual(first.body);
  });
});

describe('logging', () => {
  it('serves several items of one rep at once, as declared', async () => {
    const items = [
      await team.paperwork('ana', '2026-02-11T10:00:00Z'),
      await team.paperwork('ana', '2026-02-10T10:00:00Z'),
    ];
    const logged = await team.as('mia').post<FollowUp>('/follow-ups', spoken(items));
    expect(logged.body).toMatchObject({
      provenance: 'declared',
      backdated: false,
      manager: { name: 'mia' },
      rep: { name: 'ana' },
    });
    expect(logged.body.items.map(({ id }) => id).toSorted()).toEqual(items.toSorted());
  });

  it('says when it was logged more than 48 hours later', async () => {
    const id = await team.paperwork('ana', '2026-02-05T10:00:00Z');
    const at = (occurredAt: string) =>
      team.as('mia').post<FollowUp>('/follow-ups', { ...spoken([id]), occurredAt });
    expect((await at('2026-02-10T10:00:00Z')).body.backdated).toBe(false);
    expect((await at('2026-02-10T09:59:59Z')).body.backdated).toBe(true);
  });

  it.each([
    ['occurredAt', { occurredAt: '2026-02-12T10:10:00Z' }],
    ['occurredAt', { occurredAt: '2025-02-10T10:00:00Z' }],
    ['commitmentAt', { outcome: 'new_commitment' }],
    ['commitmentAt', { outcome: 'new_commitment', commitmentAt: '2026-02-12T08:00:00Z' }],
    ['excuse', { outcome: 'excuse_accepted' }],
  ])('refuses a wrong %s: %j', async (path, wrong) => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const answer = await team.as('mia').post('/follow-ups', { ...spoken([id]), ...wrong });
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path]);
  });

  it('refuses items of another rep, of another team, of another organisation', async () => {
    const wrong = [
      await team.paperwork('ben', '2026-02-11T10:00:00Z'),
      await team.paperwork('cyn', '2026-02-11T10:00:00Z'),
      await team.elsewhere.paperwork('ana', '2026-02-11T10:00:00Z'),
    ];
    const own = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    for (const id of wrong)
      expect((await team.as('mia').post('/follow-ups', spoken([own, id]))).status).toBe(404);
    expect((await team.as('mia').post('/follow-ups', spoken(wrong.slice(1, 2), 'cyn'))).status).toBe(404);
  });

  it('is done once for a retried request', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const log = () =>
      team.as('mia').post<FollowUp>('/follow-ups', spoken([id]), { 'idempotency-key': 'log once' });
    expect((await log()).body.id).toBe((await log()).body.id);
  });
});

describe('the rep’s word', () => {
  it('is a fact each time; the latest counts', async () => {
    const id = await team.paperwork('ben', '2026-02-11T10:00:00Z');
    const { body } = await team.as('mia').post<FollowUp>('/follow-ups', spoken([id], 'ben'));
    const unanswered = async () =>
      (await team.as('ben').get<FollowUpPage>('/follow-ups?answer=none')).body.rows.length;
    expect(await unanswered()).toBe(1);
    const disputed = await team
      .as('ben')
      .post<FollowUp>(`/follow-ups/${body.id}/dispute`, { note: 'That was last week' });
    expect(disputed.body).toMatchObject({
      answer: { answer: 'disputed', note: 'That was last week' },
      can: { confirm: true, dispute: false },
    });
    expect((await team.as('ben').post(`/follow-ups/${body.id}/dispute`, { note: 'again' })).status).toBe(409);
    const confirmed = await team.as('ben').post<FollowUp>(`/follow-ups/${body.id}/confirmation`);
    expect(confirmed.body).toMatchObject({
      answer: { answer: 'confirmed' },
      can: { confirm: false, dispute: true },
    });
    expect(await unanswered()).toBe(0);
    expect(await team.audited(body.id)).toEqual([
      'follow_up.logged',
      'follow_up.disputed',
      'follow_up.confirmed',
    ]);
  });

  it('is given once, also where it is sent twice at the same moment', async () => {
    const id = await team.paperwork('ben', '2026-02-11T10:00:00Z');
    const { body } = await team.as('mia').post<FollowUp>('/follow-ups', spoken([id], 'ben'));
    const held = await holdBack(team.database, {
      organizationId: team.organizationId,
      personId: team.idOf('ben'),
    });
    const confirm = (headers = {}) => team.as('ben').post(`/follow-ups/${body.id}/confirmation`, {}, headers);
    const first = confirm(held.headers);
    await held.reached();
    const second = confirm();
    await held.meanwhile(second);
    await held.release();
    expect([(await first).status, (await second).status]).toEqual([200, 409]);
    expect(await team.audited(body.id)).toEqual(['follow_up.logged', 'follow_up.confirmed']);
  });

  it('is nobody else’s to give', async () => {
    const id = await team.paperwork('ben', '2026-02-11T10:00:00Z');
    const { body } = await team.as('mia').post<FollowUp>('/follow-ups', spoken([id], 'ben'));
    expect((await team.as('mia').post(`/follow-ups/${body.id}/confirmation`)).status).toBe(403);
    expect((await team.as('ana').post(`/follow-ups/${body.id}/confirmation`)).status).toBe(404);
    expect((await team.elsewhere.as('ben').post(`/follow-ups/${body.id}/confirmation`)).status).toBe(404);
  });
});

describe('lists', () => {
  it('are paged, newest first, and refuse a foreign cursor', async () => {
    const id = await team.paperwork('max', '2026-02-11T10:00:00Z');
    for (const hour of ['07', '08', '09']) {
      await team
        .as('eva')
        .post('/follow-ups', { ...spoken([id], 'max'), occurredAt: `2026-02-12T${hour}:00:00Z` });
    }
    const page = async (query = '') =>
      (await team.as('max').get<FollowUpPage>(`/follow-ups?limit=2${query}`)).body;
    const first = await page();
    const second = await page(`&cursor=${first.nextCursor}`);
    expect([...first.rows, ...second.rows].map(({ occurredAt }) => occurredAt.slice(11, 13))).toEqual([
      '09',
      '08',
      '07',
    ]);
    expect((await team.as('max').get('/follow-ups?cursor=e30')).body.code).toBe('invalid_cursor');
  });
});
