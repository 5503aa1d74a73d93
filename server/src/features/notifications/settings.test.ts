import type { NotificationSettings } from '@plumbline/shared/contracts/notifications.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeTeam, madeTeam } from '../testing/made-team.ts';
import { asCalendar } from './calendar-feed.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());

const settings = () => team.as('ana').get<NotificationSettings>('/notifications');
const secret = 'https://hooks.slack.com/services/T0/B0/very-secret-x7Qd';

describe('what reaches me', () => {
  it('is what is usual in the role until it is chosen, and then what was chosen', async () => {
    expect((await settings()).body.groups).toEqual([
      { group: 'work', when: 'digest', where: ['mail'] },
      { group: 'follow_ups', when: 'at_once', where: ['mail'] },
      { group: 'leave', when: 'at_once', where: ['mail'] },
    ]);
    const groups = [{ group: 'work', when: 'never', where: [] }];
    const chosen = await team.as('ana').put<NotificationSettings>('/notifications', { groups });
    expect(chosen.body.groups[0]).toEqual(groups[0]);
    expect((await settings()).body.groups[1]).toMatchObject({ when: 'at_once' });
    expect((await team.as('ben').get<NotificationSettings>('/notifications')).body.groups[0]).toMatchObject({
      when: 'digest',
    });
  });

  it('has no groups of another role', async () => {
    const groups = [{ group: 'flags', when: 'at_once', where: ['mail'] }];
    expect((await team.as('ana').put('/notifications', { groups })).status).toBe(400);
  });

  it('never shows a webhook again, nor tells the audit of it', async () => {
    const put = await team
      .as('ana')
      .put<NotificationSettings>('/notifications/webhooks/slack', { url: secret });
    expect(put.body.slack).toEqual({ host: 'hooks.slack.com', ending: 'x7Qd' });
    expect(JSON.stringify((await settings()).body)).not.toContain('very-secret');
    const entries = await team.write(
      (sql) => sql`select * from audit_entries where organization_id = ${team.organizationId}`,
    );
    expect(JSON.stringify(entries)).not.toContain('very-secret');
    expect(await team.audited(team.idOf('ana'))).toContain('notifications.slack_set');
    expect(
      (await team.as('ana').put<NotificationSettings>('/notifications/webhooks/slack', { url: null })).body
        .slack,
    ).toBeNull();
  });

  it.each(['http://hooks.slack.com/x', 'ftp://example.com', 'nonsense'])(
    'refuses %s as a webhook',
    async (url) => {
      expect((await team.as('ana').put('/notifications/webhooks/teams', { url })).status).toBe(400);
    },
  );
});

describe('the calendar feed', () => {
  const open = async () => (await team.as('ana').post<{ url: string }>('/notifications/calendar')).body.url;
  const read = (url: string) => team.app.inject({ url: new URL(url).pathname });

  it('holds what is open, under the same names each time, and ends when it is revoked or made anew', async () => {
    const id = await team.paperwork('ana', '2026-02-13T17:00:00Z', 'Forecast; Q1, north');
    await team.paperwork('ben', '2026-02-13T17:00:00Z', 'Somebody else’s');
    const done = await team.paperwork('ana', '2026-02-14T17:00:00Z', 'Done already');
    await team.as('ana').post(`/items/${done}/submission`, { version: 1 });
    const first = await open();
    const answer = await read(first);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(answer.body).toContain(`UID:${id}@plumbline\r\n`);
    expect(answer.body).toContain('DTSTART:20260213T170000Z\r\n');
    expect(answer.body).toContain('SUMMARY:Due: Forecast\\; Q1\\, north\r\n');
    expect(answer.body).not.toMatch(/Somebody else|Done already/);
    const second = await open();
    expect((await read(first)).statusCode).toBe(404);
    expect((await read(second)).statusCode).toBe(200);
    await team.as('ana').delete('/notifications/calendar');
    expect((await read(second)).statusCode).toBe(404);
  });

  it('folds its lines at 75 bytes, and tears no character', () => {
    const title = 'Grüße und Überschriften 🙂 '.repeat(12);
    const text = asCalendar(
      [{ id: 'a', title, dueAt: new Date(0), createdAt: new Date(0), version: 1 }],
      'https://plumbline.example.com',
    );
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:Due: ${title}\r\n`);
  });
});
