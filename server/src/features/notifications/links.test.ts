import type { LinkPreview } from '@plumbline/shared/contracts/notifications.ts';
import type { Problem } from '@plumbline/shared/contracts/common.ts';
import type { ItemHistory } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeTeam, madeTeam } from '../testing/made-team.ts';
import { issueLinks } from './links.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
beforeEach(() => team.at('2026-02-12T10:00:00Z'));
afterAll(() => team.close());

async function link(act: LinkPreview['act'], itemId: string): Promise<string> {
  const [token] = await team.database.transaction(
    { organizationId: team.organizationId, personId: null },
    (tx) => issueLinks(tx, [{ personId: team.idOf('ana'), itemId, act }], team.clock.now),
  );
  return token ?? '';
}

/** As somebody who is signed in nowhere. */
async function send(what: 'preview' | 'use', token: string, reason: object = {}) {
  const answer = await team.app.inject({
    method: 'POST',
    url: `/api/v1/links/${what}`,
    payload: { token, ...reason },
  });
  return { status: answer.statusCode, body: answer.json<LinkPreview & Problem>() };
}
const stateOf = async (id: string) => (await team.as('ana').get<ItemHistory>(`/items/${id}`)).body.item.state;

describe('a link from a digest', () => {
  it('says what it would do, and does nothing by being looked at, however often', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'Forecast');
    const token = await link('submit', id);
    for (const _look of [1, 2, 3])
      expect((await send('preview', token)).body).toMatchObject({
        act: 'submit',
        title: 'Forecast',
        name: 'ana',
      });
    // A scanner of mail follows it: the page is all it gets.
    for (const method of ['GET', 'HEAD'] as const)
      expect((await team.app.inject({ method, url: '/api/v1/links/use', query: { token } })).statusCode).toBe(
        404,
      );
    expect(await stateOf(id)).toBe('late');
  });

  it('does its one thing, in the name of the rep, and is then used up', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const token = await link('submit', id);
    expect((await send('use', token)).status).toBe(200);
    expect(await stateOf(id)).toBe('done');
    expect(await team.audited(id)).toEqual(['link.used', 'item.submitted']);
    const [entry] = await team.write(
      (sql) => sql`
      select actor_id from audit_entries
      where organization_id = ${team.organizationId} and subject_id = ${id} and action = 'item.submitted'`,
    );
    expect(entry?.actorId).toBe(team.idOf('ana'));
    expect((await send('use', token)).status).toBe(404);
    expect((await send('preview', token)).status).toBe(404);
  });

  it('is used once also when it is used twice at the same moment', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const token = await link('say_why', id);
    const both = await Promise.all([
      send('use', token, { excuse: 'travel' }),
      send('use', token, { excuse: 'travel' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    expect(await team.audited(id)).toEqual(['link.used', 'item.reason_given']);
  });

  it('says why in the rep’s words', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    await send('use', await link('say_why', id), { excuse: 'travel', note: 'Three days at Brandt.' });
    expect((await team.as('ana').get<ItemHistory>(`/items/${id}`)).body.item.lastReason).toMatchObject({
      excuse: 'travel',
    });
  });

  it('acknowledges a directive', async () => {
    const id = await team.directive('ana', 'eva', '2026-02-13T10:00:00Z');
    expect((await send('use', await link('acknowledge', id))).body).toMatchObject({ kind: 'directive' });
    expect((await team.as('ana').get<ItemHistory>(`/items/${id}`)).body.item.acknowledgedAt).not.toBeNull();
  });

  it('runs out after seven days', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const token = await link('submit', id);
    team.at('2026-02-19T09:59:59Z');
    expect((await send('preview', token)).status).toBe(200);
    team.at('2026-02-19T10:00:00Z');
    expect((await send('preview', token)).status).toBe(404);
    expect((await send('use', token)).status).toBe(404);
    expect(await stateOf(id)).toBe('late');
  });

  it('does nothing to somebody else’s item, and is not used up by what is refused', async () => {
    const bens = await team.paperwork('ben', '2026-02-11T10:00:00Z');
    expect((await send('use', await link('submit', bens))).status).toBe(404);
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const token = await link('acknowledge', id);
    expect((await send('use', token)).body.code).toBe('wrong_state');
    expect((await send('preview', token)).status).toBe(200);
    expect(await team.audited(id)).toEqual([]);
  });

  it('ends with its rep, and is nothing that can be guessed or moved to another organisation', async () => {
    const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
    const token = await link('submit', id);
    const [, secret = ''] = token.split('.');
    const elsewhere = Buffer.from(team.elsewhere.organizationId.replaceAll('-', ''), 'hex').toString(
      'base64url',
    );
    for (const wrong of ['', 'x', `${elsewhere}.${secret}`, newId(), `${token}x`])
      expect((await send('use', wrong)).status).toBe(404);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    await team.write(
      (sql) => sql`
      update people set left_on = '2026-02-12' where organization_id = ${team.organizationId} and id = ${team.idOf('ana')}`,
    );
    expect((await send('use', token)).status).toBe(404);
  });
});
