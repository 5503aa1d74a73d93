import type {
  ExceptionPage,
  ExceptionQuarters,
  OwnAccounts,
  PolicyException,
} from '@plumbline/shared/contracts/exceptions.ts';
import type { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
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

const reason = 'They would sign without it.';
const ask = (who: Who = 'ana', wanted: object = {}) =>
  team.as(who).post<PolicyException>('/exceptions', {
    kind: 'discount',
    cost: 4200,
    currency: 'EUR',
    note: 'They sign this week at 8 % off.',
    ...wanted,
  });
const asked = async (who: Who = 'ana') => (await ask(who)).body.id;
const decide = (who: Who, id: string, decision: 'supported' | 'declined' = 'declined') =>
  team.as(who).post<PolicyException>(`/exceptions/${id}/decision`, { decision, reason });
const toDecide = async (who: Who) =>
  (await team.as(who).get<ExceptionPage>('/exceptions?scope=team&toDecide=true')).body.rows.map(
    ({ id }) => id,
  );
const inbox = async (who: Who) => (await team.as(who).get<InboxPage>('/inbox')).body.rows;

async function account(owner: Who, name: string): Promise<string> {
  const id = newId();
  await team.write(async (sql) => {
    await sql`insert into accounts (organization_id, id, name) values (${team.organizationId}, ${id}, ${name})`;
    await sql`
      insert into account_owners (organization_id, id, account_id, owner_id, during)
      values (${team.organizationId}, ${newId()}, ${id}, ${team.idOf(owner)}, '[2026-01-01,)')`;
  });
  return id;
}

/** The decision as the pipeline reads it. */
const asRead = async (id: string) =>
  (
    await team.write(
      (sql) => sql`
      select decision, decided_by, decided_at, known_at from live_exceptions
      where organization_id = ${team.organizationId} and id = ${id}`,
    )
  )[0];

describe('an exception', () => {
  it('is asked for by the rep, decided by their manager, and told to each', async () => {
    const { body: exception } = await ask();
    expect(exception).toMatchObject({ state: 'asked', steps: [], can: { decide: false, withdraw: true } });
    expect((await inbox('mia'))[0]).toMatchObject({ title: 'ana asks for an exception' });
    expect(await toDecide('mia')).toContain(exception.id);
    expect(await toDecide('max')).not.toContain(exception.id);
    expect(await toDecide('eva')).not.toContain(exception.id);

    const { status, body } = await decide('mia', exception.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'declined',
      steps: [{ kind: 'declined', reason, by: { name: 'mia' } }],
      can: { decide: false },
    });
    expect((await inbox('ana'))[0]).toMatchObject({ title: 'Your exception was declined', text: reason });
    expect(await toDecide('mia')).not.toContain(exception.id);
    expect(await team.audited(exception.id)).toEqual(['exception.asked', 'exception.declined']);
  });

  it('reads in the pipeline as decided by the manager, known when it was', async () => {
    const id = await asked();
    expect(await asRead(id)).toMatchObject({ decision: null, decidedBy: null });
    team.at('2026-02-13T09:00:00Z');
    await decide('mia', id, 'supported');
    const at = new Date('2026-02-13T09:00:00Z');
    expect(await asRead(id)).toMatchObject({
      decision: 'supported',
      decidedBy: team.idOf('mia'),
      decidedAt: at,
      knownAt: at,
    });
  });

  it('is the executive’s once the manager has passed it up, and no more the manager’s', async () => {
    const id = await asked();
    const passUp = (who: Who) =>
      team.as(who).post<PolicyException>(`/exceptions/${id}/passing-up`, { reason: 'Over my limit.' });
    expect((await decide('eva', id)).status).toBe(403);
    expect((await passUp('eva')).status).toBe(403);
    expect((await passUp('mia')).body).toMatchObject({ state: 'passed_up', can: { decide: false } });
    expect((await inbox('eva'))[0]).toMatchObject({ title: 'mia leaves ana’s exception to you' });
    expect((await decide('mia', id)).status).toBe(403);
    expect(await toDecide('mia')).not.toContain(id);
    expect(await toDecide('eva')).toContain(id);
    expect((await decide('eva', id, 'supported')).body).toMatchObject({ state: 'supported' });
    expect(await asRead(id)).toMatchObject({ decidedBy: team.idOf('eva') });
  });

  it('is decided by whoever covers for the manager', async () => {
    await team.write(
      (sql) => sql`
      insert into absences (organization_id, id, person_id, cover_id, during, recorded_at)
      values (${team.organizationId}, ${newId()}, ${team.idOf('mia')}, ${team.idOf('max')}, '[2026-03-02,2026-03-06)', '2026-02-27')`,
    );
    team.at('2026-03-03T10:00:00Z');
    const id = await asked('ben');
    expect(await toDecide('max')).toContain(id);
    expect((await decide('max', id)).status).toBe(200);
  });

  it('is decided once: of two at the same moment one wins, and the other is told', async () => {
    const id = await asked();
    const answers = await Promise.all([decide('mia', id, 'supported'), decide('mia', id, 'declined')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await decide('mia', id)).status).toBe(409);
    const withdrawn = await team.as('ana').post(`/exceptions/${id}/withdrawal`);
    expect(withdrawn).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });

  it('is not decided by the manager who passes it up at the same moment', async () => {
    const id = await asked();
    const held = await holdBack(team.database, {
      organizationId: team.organizationId,
      personId: team.idOf('mia'),
    });
    const passing = team.as('mia').post(`/exceptions/${id}/passing-up`, { reason }, held.headers);
    await held.reached();
    const deciding = decide('mia', id);
    await held.meanwhile(deciding);
    await held.release();
    expect([(await passing).status, (await deciding).status]).toEqual([200, 403]);
    expect(await asRead(id)).toMatchObject({ decision: null });
  });

  it('can be taken back by the rep until it is decided', async () => {
    const id = await asked();
    expect((await team.as('mia').post(`/exceptions/${id}/withdrawal`)).status).toBe(403);
    expect((await team.as('ana').post<PolicyException>(`/exceptions/${id}/withdrawal`)).body.state).toBe(
      'withdrawn',
    );
    expect(await toDecide('mia')).not.toContain(id);
    expect((await decide('mia', id)).status).toBe(409);
  });

  it('is asked for once, however often the request arrives', async () => {
    const again = () =>
      team
        .as('cyn')
        .post<PolicyException>(
          '/exceptions',
          { kind: 'return', note: 'Damaged on the way.' },
          { 'idempotency-key': 'one' },
        );
    expect((await again()).body.id).toBe((await again()).body.id);
    expect((await team.as('cyn').get<ExceptionPage>('/exceptions')).body.rows).toHaveLength(1);
  });

  it('names an account only if it is the rep’s own, and a cost only with its currency', async () => {
    const [own, other] = [await account('ana', 'Harbour'), await account('cyn', 'Harvest')];
    const offered = await team.as('ana').get<OwnAccounts>('/exceptions/accounts?search=har');
    expect(offered.body.accounts).toEqual([{ id: own, name: 'Harbour' }]);
    expect((await ask('ana', { accountId: own })).body.account).toEqual({ id: own, name: 'Harbour' });
    expect((await ask('ana', { accountId: other })).status).toBe(400);
    expect((await ask('ana', { currency: undefined })).status).toBe(400);
    expect((await ask('ana', { cost: -1 })).status).toBe(400);
  });

  it('is seen by its rep, by who manages them, by executives, and by nobody else', async () => {
    const id = await asked('ben');
    const sees = async (who: Who, scope: string) =>
      (await team.as(who).get<ExceptionPage>(`/exceptions?scope=${scope}&limit=200`)).body.rows.some(
        (row) => row.id === id,
      );
    expect(await sees('ben', 'mine')).toBe(true);
    expect(await sees('mia', 'team')).toBe(true);
    expect(await sees('eva', 'team')).toBe(true);
    expect(await sees('ana', 'team')).toBe(false);
    expect(await sees('max', 'team')).toBe(false);
    expect((await decide('max', id)).status).toBe(404);
    expect(
      (await team.elsewhere.as('mia').post(`/exceptions/${id}/decision`, { decision: 'declined', reason }))
        .status,
    ).toBe(404);
  });

  it('is paged, each once, newest first', async () => {
    const other = await team.another();
    for (const minute of [1, 2, 3, 4, 5]) {
      team.at(`2026-02-12T10:0${minute}:00Z`);
      await other.as('ana').post('/exceptions', { kind: 'policy', note: String(minute) });
    }
    const notes: (string | null)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: ExceptionPage } = await other
        .as('ana')
        .get<ExceptionPage>(`/exceptions?limit=2${cursor && `&cursor=${cursor}`}`);
      notes.push(...page.body.rows.map(({ note }) => note));
      cursor = page.body.nextCursor;
    }
    expect(notes).toEqual(['5', '4', '3', '2', '1']);
  });
});

it('adds up each quarter, by currency, of nobody in particular', async () => {
  const other = await team.another();
  const askAs = async (cost: object) =>
    (await other.as('ana').post<PolicyException>('/exceptions', { kind: 'discount', note: 'so', ...cost }))
      .body.id;
  const say = (id: string, decision: string) =>
    other.as('mia').post(`/exceptions/${id}/decision`, { decision, reason });
  await say(await askAs({ cost: 100, currency: 'EUR' }), 'supported');
  await say(await askAs({ cost: 50.5, currency: 'EUR' }), 'supported');
  await say(await askAs({ cost: 7, currency: 'USD' }), 'supported');
  await say(await askAs({}), 'supported');
  await say(await askAs({ cost: 1000, currency: 'EUR' }), 'declined');
  await askAs({ cost: 9, currency: 'EUR' });
  expect((await other.as('eva').get<ExceptionQuarters>('/exceptions/quarters')).body.quarters).toEqual([
    {
      from: '2026-01-01',
      supported: 4,
      declined: 1,
      cost: [
        { currency: 'EUR', amount: 150.5 },
        { currency: 'USD', amount: 7 },
      ],
      unknown: 1,
    },
  ]);
});
