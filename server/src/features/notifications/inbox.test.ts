import type { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
import type { Me } from '@plumbline/shared/contracts/session.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
beforeEach(() => team.at('2026-02-12T10:00:00Z'));
afterAll(() => team.close());

const inboxOf = async (who: Who, query = '') => (await team.as(who).get<InboxPage>(`/inbox${query}`)).body;
const unreadOf = async (who: Who) => (await team.as(who).get<Me>('/me')).body.waiting.unreadNotices;

describe('the inbox', () => {
  it('tells the rep who asked, in their words, and opens the item', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'Call report, week 6');
    const ask = () => team.as('mia').post(`/items/${id}/asks`, { note: 'Anything in the way?' });
    await ask();
    // The key pressed twice tells once.
    await ask();
    const { rows } = await inboxOf('ana');
    expect(rows.filter(({ path }) => path === `/items/${id}`)).toMatchObject([
      {
        kind: 'asked',
        title: 'mia asks about “Call report, week 6”',
        text: 'Anything in the way?',
        readAt: null,
      },
    ]);
    expect((await inboxOf('ben')).rows).toEqual([]);
  });

  it('tells the rep of a follow-up that was logged about them', async () => {
    const id = await team.paperwork('cyn', '2026-02-11T10:00:00Z');
    await team.as('max').post('/follow-ups', {
      repId: team.idOf('cyn'),
      itemIds: [id],
      occurredAt: '2026-02-12T09:00:00Z',
      channel: 'call',
      outcome: 'coaching',
    });
    expect((await inboxOf('cyn')).rows).toMatchObject([
      { kind: 'follow_up_logged', title: 'max logged a follow-up with you', path: '/follow-ups' },
    ]);
  });

  it('tells the manager and their cover of a wish for more time, and the rep of the answer', async () => {
    await team.write(
      (sql) => sql`
      insert into absences (organization_id, id, person_id, cover_id, during, recorded_at)
      values (${team.organizationId}, ${newId()}, ${team.idOf('mia')}, ${team.idOf('max')}, '[2026-02-10,2026-02-14)', '2026-02-09')`,
    );
    const id = await team.paperwork('ben', '2026-02-13T10:00:00Z', 'Forecast');
    await team.as('ben').post(`/items/${id}/extension-requests`, { newDueAt: '2026-02-16T10:00:00Z' });
    const wish = { title: 'ben asks for more time for “Forecast”', text: 'Until Mon 16 Feb, 10:00.' };
    expect((await inboxOf('mia')).rows).toMatchObject([wish]);
    expect((await inboxOf('max')).rows).toMatchObject([wish]);
    await team
      .as('mia')
      .post(`/items/${id}/extension-decisions`, { grant: false, note: 'It is needed on Friday.' });
    expect((await inboxOf('ben')).rows).toMatchObject([
      { title: 'No more time for “Forecast”', text: 'It is needed on Friday.' },
    ]);
  });

  it('counts what is unread, and forgets it as it is read: one, or all', async () => {
    const id = await team.paperwork('max', '2026-02-11T10:00:00Z');
    for (const minute of ['01', '03', '05']) {
      team.at(`2026-02-12T10:${minute}:00Z`);
      await team.as('eva').post(`/items/${id}/asks`);
    }
    const before = await unreadOf('max');
    const [first] = (await inboxOf('max', '?unread=true')).rows;
    const one = await team.as('max').post<{ unread: number }>('/inbox/read', { ids: [first?.id] });
    expect(one.body.unread).toBe(before - 1);
    expect((await inboxOf('max', '?unread=true')).rows.map((row) => row.id)).not.toContain(first?.id);
    // Somebody else’s notice is not one’s own to read.
    const [another] = (await inboxOf('max', '?unread=true')).rows;
    await team.as('ana').post('/inbox/read', { ids: [another?.id] });
    expect(await unreadOf('max')).toBe(before - 1);
    await team.as('max').post('/inbox/read');
    expect(await unreadOf('max')).toBe(0);
  });

  it('is paged, newest first', async () => {
    const first = await inboxOf('max', '?limit=2');
    const second = await inboxOf('max', `?limit=2&cursor=${first.nextCursor}`);
    const times = [...first.rows, ...second.rows].map(({ at }) => at.slice(11, 16));
    expect(times.slice(0, 3)).toEqual(['10:05', '10:03', '10:01']);
    expect((await team.as('max').get('/inbox?cursor=e30')).body.code).toBe('invalid_cursor');
  });
});
