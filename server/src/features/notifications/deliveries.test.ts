import type { DeliveryPage } from '@plumbline/shared/contracts/notifications.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../../../test/app-under-test.ts';
import { type MadePeople, makePeople, signIn } from '../../../test/people.ts';
import { newId } from '../../database/ids.ts';

let server: AppUnderTest;
let people: MadePeople;
let cookie: string;
beforeAll(async () => {
  server = await appUnderTest();
  people = await makePeople(server.database);
  ({ cookie } = await signIn(server.app, 'admin'));
});
afterAll(() => server.close());

async function delivery(state: 'dead' | 'waiting' | 'sent'): Promise<string> {
  const [id, noticeId] = [newId(), newId()];
  const { organizationId } = people;
  const at = '2026-02-12T09:00:00Z';
  await server.database.transaction(people.actor, async ({ sql }) => {
    await sql`
      insert into notices ${sql({ organizationId, id: noticeId, personId: people.idOf('manager'), kind: 'flag_raised', subjectType: 'flag', subjectId: newId(), data: sql.json({}), createdAt: at })}`;
    await sql`
      insert into deliveries ${sql({ organizationId, id, personId: people.idOf('manager'), noticeId, channel: 'mail', state, attempts: 3, error: state === 'sent' ? null : 'The mail server refused it (550).', nextAt: at, createdAt: at })}`;
  });
  return id;
}

const list = async (query = '') =>
  (await server.app.inject({ url: `/api/v1/deliveries${query}`, headers: { cookie } })).json<DeliveryPage>();
const tryAgain = async (id: string) =>
  (await server.app.inject({ method: 'POST', url: `/api/v1/deliveries/${id}/attempts`, headers: { cookie } }))
    .statusCode;

describe('what was laid aside', () => {
  it('is shown with whom and why, and not what it said', async () => {
    const id = await delivery('dead');
    const { rows, mailIsSet } = await list();
    expect(rows).toMatchObject([
      { id, person: { name: 'manager' }, error: 'The mail server refused it (550).' },
    ]);
    expect(mailIsSet).toBe(false);
    expect(JSON.stringify(rows)).not.toContain('flag');
  });

  it('is tried again from the first attempt on, once', async () => {
    const id = await delivery('dead');
    expect(await tryAgain(id)).toBe(204);
    expect((await list()).rows.map((row) => row.id)).not.toContain(id);
    expect(await tryAgain(id)).toBe(409);
    expect(await tryAgain(await delivery('sent'))).toBe(409);
  });

  it('is another thing than what is tried anyway', async () => {
    const id = await delivery('waiting');
    expect((await list('?state=waiting')).rows.map((row) => row.id)).toEqual([id]);
  });
});
