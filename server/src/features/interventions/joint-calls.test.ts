import type { JointCall, JointCallChoices, JointCallPage } from '@plumbline/shared/contracts/joint-calls.ts';
import type { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
import type { Me } from '@plumbline/shared/contracts/session.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdBack } from '../../../test/held-back.ts';
import { newId } from '../../database/ids.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
beforeEach(() => team.at('2026-02-12T10:00:00Z'));
afterAll(() => team.close());

interface Customer {
  account: string;
  deal: string;
}

/** An account that somebody has owned since January, with a deal on it. */
async function customer(
  owner: Who,
  {
    name = 'Harbour',
    dealOwner = owner,
    closedAt = null,
    during = '[2026-01-01,)',
  }: { name?: string; dealOwner?: Who; closedAt?: string | null; during?: string } = {},
): Promise<Customer> {
  const { organizationId, idOf } = team;
  const [account, deal] = [newId(), newId()];
  await team.write(async (sql) => {
    await sql`insert into accounts (organization_id, id, name) values (${organizationId}, ${account}, ${name})`;
    await sql`
      insert into account_owners (organization_id, id, account_id, owner_id, during)
      values (${organizationId}, ${newId()}, ${account}, ${idOf(owner)}, ${during}::daterange)`;
    await sql`
      insert into opportunities (organization_id, id, account_id, owner_id, name, opened_at, outcome, closed_at)
      values (${organizationId}, ${deal}, ${account}, ${idOf(dealOwner)}, 'Renewal', '2026-01-01', ${closedAt ? 'won' : 'open'}, ${closedAt})`;
  });
  return { account, deal };
}

const log = (who: Who, about: { kind: 'deal' | 'account'; id: string }, more: object = {}) =>
  team.as(who).post<JointCall>('/joint-calls', {
    about,
    heldAt: '2026-02-12T09:00:00Z',
    ledBy: 'rep',
    coached: 'To name the price first.',
    ...more,
  });
const logOn = (who: Who, { deal }: Customer, more: object = {}) => log(who, { kind: 'deal', id: deal }, more);
const logged = async (more: object = {}) => (await logOn('mia', await customer('ana'), more)).body.id;
const confirm = (who: Who, id: string) => team.as(who).post<JointCall>(`/joint-calls/${id}/confirmation`);
const dispute = (who: Who, id: string) =>
  team.as(who).post<JointCall>(`/joint-calls/${id}/dispute`, { note: 'You were not on that call.' });
const list = async (who: Who, query = '') =>
  (await team.as(who).get<JointCallPage>(`/joint-calls?limit=200${query}`)).body.rows;
const find = async (who: Who, id: string) => (await list(who)).find((call) => call.id === id);
const inbox = async (who: Who) => (await team.as(who).get<InboxPage>('/inbox')).body.rows;
const waiting = async (who: Who) => (await team.as(who).get<Me>('/me')).body.waiting.unansweredJointCalls;

describe('a joint call', () => {
  it('stands with the manager and the rep, who is told, and with nobody else', async () => {
    const before = await waiting('ana');
    const { status, body } = await logOn('mia', await customer('ana'));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      manager: { name: 'mia' },
      rep: { name: 'ana' },
      account: { name: 'Harbour' },
      deal: { name: 'Renewal' },
      heldAt: '2026-02-12T09:00:00.000Z',
      ledBy: 'rep',
      coached: 'To name the price first.',
      answer: null,
      onRecord: false,
      backdated: false,
      can: { confirm: false, dispute: false },
    });
    expect((await inbox('ana'))[0]).toMatchObject({
      title: 'mia logged a joint call with you on Renewal (Harbour)',
      text: 'To name the price first. Confirm it, or say that it was otherwise.',
    });
    expect(await waiting('ana')).toBe(before + 1);
    expect((await find('ana', body.id))?.can).toEqual({ confirm: true, dispute: true });
    for (const other of ['max', 'ben', 'eva'] as const) expect(await find(other, body.id)).toBeUndefined();
    expect((await team.elsewhere.as('mia').post(`/joint-calls/${body.id}/confirmation`)).status).toBe(404);
    expect(await team.audited(body.id)).toEqual(['joint_call.logged']);
  });

  it('is on a deal or an account that was one’s own rep’s on that day', async () => {
    const refused = async (about: Customer, more?: object) => (await logOn('mia', about, more)).status;
    expect(await refused(await customer('cyn'))).toBe(404);
    expect(await refused(await customer('mia'))).toBe(404);
    expect(await refused(await customer('cyn', { dealOwner: 'ana' }))).toBe(404);
    expect((await logOn('mia', await customer('ben', { dealOwner: 'cyn' }))).body.rep.name).toBe('ben');
    const { account } = await customer('ben', { name: 'Quay' });
    expect((await log('mia', { kind: 'account', id: account })).body).toMatchObject({
      rep: { name: 'ben' },
      account: { name: 'Quay' },
      deal: null,
    });
    expect((await inbox('ben'))[0]?.title).toBe('mia logged a joint call with you on Quay');
    expect((await log('max', { kind: 'account', id: account })).status).toBe(404);
    const passed = await customer('ben', { during: '[2026-01-01,2026-02-12)' });
    expect((await log('mia', { kind: 'account', id: passed.account })).status).toBe(404);
    const then = { heldAt: '2026-02-11T09:00:00Z' };
    expect((await log('mia', { kind: 'account', id: passed.account }, then)).status).toBe(201);
    expect((await logOn('ana', await customer('ana'))).status).toBe(403);
    expect((await logOn('eva', await customer('ana'))).status).toBe(403);
  });

  it('was before the deal closed, is not in the future and at most a year old, and says when it was logged late', async () => {
    const won = await customer('ana', { closedAt: '2026-02-10T12:00:00Z' });
    const at = async (heldAt: string, about = won) => (await logOn('mia', about, { heldAt })).status;
    expect(await at('2026-02-10T12:00:01Z')).toBe(404);
    expect(await at('2026-02-10T12:00:00Z')).toBe(201);
    const open = await customer('ana', { during: '[2025-01-01,)' });
    expect(await at('2026-02-12T10:03:00Z', open)).toBe(400);
    expect(await at('2025-02-01T10:00:00Z', open)).toBe(400);
    const backdated = async (heldAt: string) => (await logOn('mia', open, { heldAt })).body.backdated;
    expect(await backdated('2026-02-10T10:00:00Z')).toBe(false);
    expect(await backdated('2026-02-10T09:59:59Z')).toBe(true);
  });

  it('sent again under the same key is logged once', async () => {
    const { deal } = await customer('ana');
    const body = {
      about: { kind: 'deal', id: deal },
      heldAt: '2026-02-12T09:00:00Z',
      ledBy: 'rep',
      coached: 'a',
    };
    const headers = { 'idempotency-key': newId() };
    const again = () => team.as('mia').post<JointCall>('/joint-calls', body, headers);
    expect((await again()).body.id).toBe((await again()).body.id);
    expect(await list('mia', `&deal=${deal}`)).toHaveLength(1);
  });
});

describe('the rep’s word', () => {
  it('confirms it, once, and takes it from what waits', async () => {
    const id = await logged();
    const before = await waiting('ana');
    expect((await confirm('ana', id)).body).toMatchObject({
      answer: { answer: 'confirmed', note: null },
      can: { confirm: false, dispute: true },
    });
    expect(await waiting('ana')).toBe(before - 1);
    expect((await confirm('ana', id)).status).toBe(409);
    expect((await find('mia', id))?.answer?.answer).toBe('confirmed');
    expect(await team.audited(id)).toEqual(['joint_call.logged', 'joint_call.confirmed']);
  });

  it('disputes it, which the manager is told; the latest word counts', async () => {
    const id = await logged();
    await dispute('ana', id);
    expect((await find('mia', id))?.answer).toEqual({
      answer: 'disputed',
      note: 'You were not on that call.',
      at: '2026-02-12T10:00:00.000Z',
    });
    expect((await inbox('mia'))[0]).toMatchObject({
      title: 'ana disputes the joint call on Renewal (Harbour)',
      text: 'You were not on that call.',
    });
    expect((await dispute('ana', id)).status).toBe(409);
    team.at('2026-02-12T11:00:00Z');
    expect((await confirm('ana', id)).status).toBe(200);
    expect((await find('mia', id))?.answer?.answer).toBe('confirmed');
  });

  it('is given once, also where it is sent twice at the same moment', async () => {
    const id = await logged();
    const held = await holdBack(team.database, {
      organizationId: team.organizationId,
      personId: team.idOf('ana'),
    });
    const first = team.as('ana').post(`/joint-calls/${id}/confirmation`, {}, held.headers);
    await held.reached();
    const second = confirm('ana', id);
    await held.meanwhile(second);
    await held.release();
    expect([(await first).status, (await second).status]).toEqual([200, 409]);
    expect(await team.audited(id)).toEqual(['joint_call.logged', 'joint_call.confirmed']);
  });

  it('is the rep’s alone', async () => {
    const id = await logged();
    expect((await confirm('mia', id)).status).toBe(403);
    expect((await confirm('ben', id)).status).toBe(404);
    expect((await dispute('max', id)).status).toBe(404);
  });
});

describe('on record', () => {
  it('is a joint call that the activities bear out: both of them, live, with that customer, on that day', async () => {
    const at = '2026-02-12T08:00:00Z';
    const { organizationId, idOf } = team;
    const isOnRecord = async ({
      people = ['mia', 'ana'],
      kind = 'call',
      occurredAt = at,
      of = 'deal',
    }: {
      people?: Who[];
      kind?: string;
      occurredAt?: string;
      of?: 'deal' | 'account' | 'other';
    }): Promise<boolean | undefined> => {
      const visited = await customer('ana');
      const { deal, account } = of === 'other' ? await customer('ana') : visited;
      const [actor, ...others] = people.map(idOf);
      await team.write(
        (sql) => sql`
        insert into activities (organization_id, id, external_id, occurred_at, actor_id, account_id, opportunity_id, kind, participant_ids, import_run_id)
        values (${organizationId}, ${newId()}, ${newId()}, ${occurredAt}, ${actor ?? null}, ${of === 'account' ? account : null},
          ${of === 'account' ? null : deal}, ${kind}, ${others}::uuid[], ${newId()})`,
      );
      return (await find('mia', (await logOn('mia', visited)).body.id))?.onRecord;
    };
    expect(await isOnRecord({})).toBe(true);
    expect(await isOnRecord({ people: ['ana', 'ben', 'mia'], kind: 'meeting' })).toBe(true);
    expect(await isOnRecord({ of: 'account' })).toBe(true);
    expect(await isOnRecord({ occurredAt: '2026-02-12T23:59:59Z' })).toBe(true);
    expect(await isOnRecord({ people: ['mia'] })).toBe(false);
    expect(await isOnRecord({ people: ['ana', 'max'] })).toBe(false);
    expect(await isOnRecord({ kind: 'email' })).toBe(false);
    expect(await isOnRecord({ of: 'other' })).toBe(false);
    expect(await isOnRecord({ occurredAt: '2026-02-11T23:59:59Z' })).toBe(false);
    expect(await isOnRecord({ occurredAt: '2026-02-13T00:00:00Z' })).toBe(false);
  });

  it('changes nothing that is read from the record: no evaluation is asked for by it', async () => {
    const marks = () =>
      team.write((sql) => sql`select * from unread_changes where organization_id = ${team.organizationId}`);
    const visited = await customer('ana');
    const before = await marks();
    const { id } = (await logOn('mia', visited)).body;
    await confirm('ana', id);
    expect(await marks()).toEqual(before);
  });
});

describe('lists of joint calls', () => {
  it('are paged, newest first, of a rep or a deal alone', async () => {
    const visited = await customer('ana');
    const other = await customer('ben');
    const made: string[] = [];
    for (const day of ['09', '10', '10', '11'])
      made.push((await logOn('mia', visited, { heldAt: `2026-02-${day}T09:00:00Z` })).body.id);
    await logOn('mia', other, { heldAt: '2026-02-10T09:00:00Z' });
    const shown: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: JointCallPage } = await team
        .as('mia')
        .get<JointCallPage>(`/joint-calls?deal=${visited.deal}&limit=1${cursor && `&cursor=${cursor}`}`);
      shown.push(...body.rows.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(shown.map((id) => made.indexOf(id))).toEqual([3, 2, 1, 0]);
    const ofBen = await list('mia', `&rep=${team.idOf('ben')}`);
    expect(new Set(ofBen.map(({ rep }) => rep.name))).toEqual(new Set(['ben']));
  });

  it('offers accounts and deals of one’s reps by the beginning of a name', async () => {
    const zinc = await customer('ana', { name: 'Zinc' });
    const inherited = await customer('ben', { name: 'Zinc inherited', dealOwner: 'cyn' });
    const justWon = await customer('ana', { name: 'Zinc won', closedAt: '2026-02-01T10:00:00Z' });
    const longWon = await customer('ana', { name: 'Zinc won long ago', closedAt: '2026-01-05T10:00:00Z' });
    await customer('cyn', { name: 'Zinc of another’s', dealOwner: 'ana' });
    await customer('ana', { name: 'Zinc given away', during: '[2026-01-01,2026-02-01)', dealOwner: 'cyn' });
    const choices = async (query: string) =>
      (await team.as('mia').get<JointCallChoices>(`/joint-calls/choices?${query}`)).body.choices;
    const ana = { id: team.idOf('ana'), name: 'ana' };
    const ben = { id: team.idOf('ben'), name: 'ben' };
    expect(await choices('search=zinc')).toEqual([
      { about: { kind: 'account', id: zinc.account }, deal: null, account: 'Zinc', rep: ana },
      { about: { kind: 'deal', id: zinc.deal }, deal: 'Renewal', account: 'Zinc', rep: ana },
      { about: { kind: 'account', id: inherited.account }, deal: null, account: 'Zinc inherited', rep: ben },
      { about: { kind: 'deal', id: inherited.deal }, deal: 'Renewal', account: 'Zinc inherited', rep: ben },
      { about: { kind: 'account', id: justWon.account }, deal: null, account: 'Zinc won', rep: ana },
      { about: { kind: 'deal', id: justWon.deal }, deal: 'Renewal', account: 'Zinc won', rep: ana },
      { about: { kind: 'account', id: longWon.account }, deal: null, account: 'Zinc won long ago', rep: ana },
    ]);
    expect(new Set((await choices(`rep=${ben.id}`)).map(({ rep }) => rep.name))).toEqual(new Set(['ben']));
    expect((await choices('search=BEN')).length).toBeGreaterThan(0);
    expect((await team.as('ana').get('/joint-calls/choices')).status).toBe(403);
  });
});
