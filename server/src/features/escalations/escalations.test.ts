import type { Problem } from '@plumbline/shared/contracts/common.ts';
import type { Directive } from '@plumbline/shared/contracts/directives.ts';
import type {
  Escalation,
  EscalationPage,
  ItemEscalations,
  RulingsAnswer,
} from '@plumbline/shared/contracts/escalations.ts';
import type { Item, ItemHistory, ItemPage } from '@plumbline/shared/contracts/items.ts';
import type { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

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

const dueAt = '2026-02-04T17:00:00Z';
const note = 'Asked twice, nothing came.';
const escalate = (who: Who, itemId: string, more: object = {}) =>
  team.as(who).post<Escalation & Problem>(`/items/${itemId}/escalations`, { note, ...more });
const rule = (who: Who, id: string, ruling: object) =>
  team.as(who).post<Escalation & Problem>(`/escalations/${id}/ruling`, ruling);
const received = async (who: Who, query = '') =>
  (await team.as(who).get<EscalationPage>(`/escalations${query}`)).body;
const ofItem = async (who: Who, itemId: string) =>
  (await team.as(who).get<ItemEscalations>(`/items/${itemId}/escalations`)).body;
const titlesOf = async (who: Who) =>
  (await team.as(who).get<InboxPage>('/inbox')).body.rows.map(({ title, text }) => `${title}. ${text}`);
const happened = async (itemId: string) =>
  (await team.as('eva').get<ItemHistory>(`/items/${itemId}`)).body.events.map(({ kind }) => kind);

/** Max and his team come under Mia. */
const putMaxUnderMia = () =>
  team.write(
    (sql) => sql`
      update reporting_lines set manager_id = ${team.idOf('mia')}
      where organization_id = ${team.organizationId} and person_id = ${team.idOf('max')}`,
  );

describe('an escalation', () => {
  it('goes to the issuer, who has two business days of theirs, and is told', async () => {
    const itemId = await team.directive('ana', 'eva', dueAt);
    const { status, body } = await escalate('mia', itemId);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      by: { name: 'mia' },
      to: { name: 'eva' },
      note,
      // Thursday and two working days.
      answerBy: '2026-02-16T10:00:00.000Z',
      state: 'waiting',
      can: { rule: false },
    });
    expect(await received('eva')).toMatchObject({
      waiting: 1,
      overdue: 0,
      rows: [{ id: body.id, can: { rule: true, ruleUnclear: true } }],
    });
    expect(await titlesOf('eva')).toEqual([
      `mia escalates “Visit the five largest accounts” to you. ${note} ana owes it. Answer by Mon 16 Feb, 10:00.`,
    ]);
    expect(await team.audited(itemId)).toEqual(['item.escalated']);
    const { events } = (await team.as('ana').get<ItemHistory>(`/items/${itemId}`)).body;
    expect(events).toMatchObject([{ kind: 'escalated', by: { name: 'mia' }, to: { name: 'eva' }, note }]);
  });

  it('waits longer for somebody on leave, and their cover answers it', async () => {
    await team.write(
      (sql) => sql`
      insert into absences (organization_id, id, person_id, during, cover_id, recorded_at)
      values (${team.organizationId}, ${newId()}, ${team.idOf('eva')}, '[2026-02-12,2026-02-19)', ${team.idOf('max')}, '2026-02-01')`,
    );
    const itemId = await team.directive('ana', 'eva', dueAt);
    const { body } = await escalate('mia', itemId);
    expect(body.answerBy).toBe('2026-02-20T10:00:00.000Z');
    expect((await received('max')).rows).toMatchObject([{ id: body.id, to: { name: 'eva' } }]);
    expect((await rule('max', body.id, { ruling: 'insist' })).body.answer).toMatchObject({
      ruling: 'insist',
      by: { name: 'max' },
    });
    made.at('2026-02-19T10:00:00Z');
    expect((await received('max')).rows).toEqual([]);
  });

  it('is overdue when its time has passed, and can then go to somebody else, who alone answers it', async () => {
    await putMaxUnderMia();
    const itemId = await team.directive('cyn', 'mia', dueAt);
    const first = await escalate('max', itemId);
    expect(first.body.to.name).toBe('mia');
    const again = await escalate('max', itemId);
    expect([again.status, again.body.detail]).toEqual([
      409,
      'It waits for mia already. What happened last: escalated by max.',
    ]);
    expect((await ofItem('max', itemId)).receivers).toEqual([]);
    made.at('2026-02-16T10:00:00Z');
    expect(await received('mia')).toMatchObject({ waiting: 1, overdue: 1, rows: [{ state: 'overdue' }] });
    const second = await escalate('max', itemId, { to: team.idOf('eva') });
    expect(second.status).toBe(201);
    expect((await received('mia')).waiting).toBe(0);
    expect((await rule('mia', first.body.id, { ruling: 'insist' })).status).toBe(409);
    expect((await rule('eva', second.body.id, { ruling: 'insist' })).status).toBe(200);
    expect((await ofItem('max', itemId)).escalations.map(({ state }) => state)).toEqual([
      'closed',
      'answered',
    ]);
  });

  it('shows whom it goes to what it is about, and nothing else of that team', async () => {
    await putMaxUnderMia();
    const itemId = await team.directive('cyn', 'eva', dueAt);
    expect((await team.as('mia').get(`/items/${itemId}`)).status).toBe(404);
    await escalate('max', itemId, { to: team.idOf('mia') });
    expect((await team.as('mia').get(`/items/${itemId}`)).status).toBe(200);
    expect((await team.as('mia').get(`/items/${await team.directive('cyn', 'eva', dueAt)}`)).status).toBe(
      404,
    );
  });

  it('is the rep’s too, to the issuer, and not to whoever answers for the rep', async () => {
    const itemId = await team.directive('ana', 'eva', '2026-02-20T17:00:00Z');
    expect((await ofItem('ana', itemId)).receivers.map(({ name }) => name)).toEqual(['eva']);
    expect((await escalate('ana', itemId, { to: team.idOf('mia') })).status).toBe(404);
    const { body } = await escalate('ana', itemId, { note: 'Which list is meant?' });
    expect(body.to.name).toBe('eva');
    // A question of the rep's is no answer of the manager's.
    const own = await team.directive('ana', 'mia', dueAt);
    expect((await escalate('ana', own)).body.to.name).toBe('mia');
  });

  it('offers the issuer first, then those above from the nearest on', async () => {
    await putMaxUnderMia();
    const itemId = await team.directive('cyn', 'eva', dueAt);
    expect((await ofItem('max', itemId)).receivers.map(({ name }) => name)).toEqual(['eva', 'mia']);
    const own = await team.directive('cyn', 'max', dueAt);
    expect((await ofItem('max', own)).receivers.map(({ name }) => name)).toEqual(['mia', 'eva']);
    expect((await ofItem('eva', itemId)).receivers).toEqual([]);
  });

  it('is of what a directive asks for and is still owed, by those whose business it is', async () => {
    const report = await team.paperwork('ana', dueAt);
    expect((await escalate('mia', report)).status).toBe(409);
    const itemId = await team.directive('ana', 'eva', dueAt);
    const statuses = async (who: Who) => (await escalate(who, itemId)).status;
    expect(await Promise.all((['ben', 'max', 'eva'] as const).map(statuses))).toEqual([404, 404, 403]);
    expect((await escalate('mia', itemId, { to: team.idOf('max') })).status).toBe(404);
    expect((await escalate('mia', itemId, { to: team.idOf('ben') })).status).toBe(404);
    await team.as('ana').post(`/items/${itemId}/submission`, { version: 1 });
    expect((await escalate('mia', itemId)).status).toBe(409);
  });

  it('waits no longer when what it is about is done', async () => {
    const itemId = await team.directive('ana', 'eva', dueAt);
    const { body } = await escalate('mia', itemId);
    await team.as('ana').post(`/items/${itemId}/submission`, { version: 1 });
    expect((await received('eva')).rows).toEqual([]);
    expect((await rule('eva', body.id, { ruling: 'insist' })).status).toBe(409);
    expect((await ofItem('mia', itemId)).escalations).toMatchObject([{ state: 'closed' }]);
  });

  it('is made once, however often the request arrives', async () => {
    const itemId = await team.directive('ana', 'eva', dueAt);
    const send = () =>
      team
        .as('mia')
        .post<Escalation>(`/items/${itemId}/escalations`, { note }, { 'idempotency-key': itemId });
    const [one, other] = await Promise.all([send(), send()]);
    expect(one.body.id).toBe(other.body.id);
    expect(await happened(itemId)).toEqual(['escalated']);
  });

  it('is listed by answer time, each once', async () => {
    for (const day of [9, 10, 11, 12]) {
      made.at(`2026-02-${day}T10:00:00Z`.replace('-9T', '-09T'));
      await escalate('mia', await team.directive('ana', 'eva', dueAt, String(day)));
    }
    const titles: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: EscalationPage = await received('eva', `?limit=3${cursor && `&cursor=${cursor}`}`);
      titles.push(...page.rows.map(({ item }) => item.title));
      expect(page.waiting).toBe(4);
      cursor = page.nextCursor;
    }
    expect(titles).toEqual(['9', '10', '11', '12']);
  });
});

describe('a ruling', () => {
  const escalated = async (rep: Who = 'ana', issuer: Who = 'eva', by: Who = 'mia') => {
    const itemId = await team.directive(rep, issuer, dueAt);
    const { body } = await escalate(by, itemId);
    return { itemId, id: body.id };
  };

  it('insists: rep, manager and whoever escalated are told, and the item is as late as it was', async () => {
    const { itemId, id } = await escalated();
    const { body } = await rule('eva', id, { ruling: 'insist', note: 'It is needed for the forecast.' });
    expect(body).toMatchObject({
      state: 'answered',
      answer: { ruling: 'insist', by: { name: 'eva' }, note: 'It is needed for the forecast.' },
      can: { rule: false },
    });
    const said =
      'eva insists: Visit the five largest accounts. It is needed for the forecast. It is due Wed 4 Feb, 17:00.';
    expect(await titlesOf('mia')).toEqual([said]);
    expect(await titlesOf('ana')).toEqual([said]);
    expect(await team.audited(itemId)).toEqual(['item.escalated', 'item.insisted']);
    const { item } = (await team.as('ana').get<ItemHistory>(`/items/${itemId}`)).body;
    expect([item.state, item.currentDueAt]).toEqual(['late', '2026-02-04T17:00:00.000Z']);
  });

  it('gives more time by the same fact as a grant', async () => {
    const { itemId, id } = await escalated();
    const newDueAt = '2026-02-18T17:00:00.000Z';
    expect((await rule('eva', id, { ruling: 'extend' })).status).toBe(400);
    expect((await rule('eva', id, { ruling: 'insist', newDueAt })).status).toBe(400);
    expect((await rule('eva', id, { ruling: 'extend', newDueAt: '2026-02-01T17:00:00Z' })).status).toBe(400);
    expect((await rule('eva', id, { ruling: 'extend', newDueAt })).body.answer).toMatchObject({ newDueAt });
    const { item, events } = (await team.as('ana').get<ItemHistory>(`/items/${itemId}`)).body;
    expect([item.state, item.currentDueAt]).toEqual(['open', newDueAt]);
    expect(events.at(-1)).toMatchObject({ kind: 'extension_granted', newDueAt, by: { name: 'eva' } });
  });

  it('is unclear by the issuer or an executive, and by nobody who answers for the rep', async () => {
    const { itemId, id } = await escalated();
    expect((await rule('eva', id, { ruling: 'unclear' })).status).toBe(200);
    expect(await happened(itemId)).toEqual(['escalated', 'ruled_unclear']);

    // Mia issued it to Ana, whom she answers for: she is judged by it.
    const own = await escalated('ana', 'mia', 'ana');
    expect((await received('mia')).rows).toMatchObject([{ can: { rule: true, ruleUnclear: false } }]);
    expect((await rule('mia', own.id, { ruling: 'unclear' })).status).toBe(403);
    expect(await happened(own.itemId)).toEqual(['escalated']);

    // Neither the issuer nor an executive.
    await putMaxUnderMia();
    const further = await team.directive('cyn', 'eva', dueAt);
    const { body } = await escalate('max', further, { to: team.idOf('mia') });
    expect((await rule('mia', body.id, { ruling: 'unclear' })).status).toBe(403);
    // The issuer of a branch, who does not answer for that rep.
    const branch = await team.directive('cyn', 'mia', dueAt);
    const up = await escalate('max', branch);
    expect((await rule('mia', up.body.id, { ruling: 'unclear' })).status).toBe(200);
  });

  it('is whose it was put before', async () => {
    const { id } = await escalated();
    const statuses = async (who: Who) => (await rule(who, id, { ruling: 'insist' })).status;
    expect(await Promise.all((['mia', 'max', 'ana'] as const).map(statuses))).toEqual([403, 404, 403]);
    expect(
      (await made.elsewhere.as('eva').post(`/escalations/${id}/ruling`, { ruling: 'insist' })).status,
    ).toBe(404);
  });

  it('of two at once is one, and the other is told how it stands', async () => {
    const { itemId, id } = await escalated();
    const answers = await Promise.all([
      rule('eva', id, { ruling: 'insist' }),
      rule('eva', id, { ruling: 'unclear' }),
    ]);
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
    expect([won?.status, lost?.status]).toEqual([200, 409]);
    expect(lost?.body).toMatchObject({
      code: 'wrong_state',
      current: { state: 'late', last: { by: 'eva' } },
    });
    expect(await happened(itemId)).toHaveLength(2);
  });

  it('leaves a later grant of the manager a moved deadline', async () => {
    const { itemId, id } = await escalated();
    await rule('eva', id, { ruling: 'extend', newDueAt: '2026-02-18T17:00:00Z' });
    const { item } = (await team.as('mia').get<ItemHistory>(`/items/${itemId}`)).body;
    const granted = await team
      .as('mia')
      .post<Item>(`/items/${itemId}/extensions`, { version: item.version, newDueAt: '2026-02-20T17:00:00Z' });
    expect(granted.body).toMatchObject({ extendableUntil: null });
  });
});

describe('one answer to all of a directive', () => {
  /** Issued to all three and put before the executive about each. */
  async function escalatedToAll() {
    const { body: directive } = await team.as('eva').post<Directive>('/directives', {
      title: 'Update the price list',
      to: { people: (['ana', 'ben', 'cyn'] as const).map(team.idOf) },
      dueAt: '2026-02-16T17:00',
    });
    const of = async (rep: Who, manager: Who) => {
      const [item] = (await team.as(rep).get<ItemPage>('/items?state=open')).body.rows;
      const itemId = item?.id ?? '';
      return { itemId, id: (await escalate(manager, itemId)).body.id };
    };
    return {
      directiveId: directive.id,
      ana: await of('ana', 'mia'),
      ben: await of('ben', 'mia'),
      cyn: await of('cyn', 'max'),
    };
  }
  const ruleAll = (who: Who, directiveId: string, ruling: object, headers?: Record<string, string>) =>
    team.as(who).post<RulingsAnswer>(`/directives/${directiveId}/rulings`, ruling, headers);

  it('is given to each as if to it alone, and to nothing else that waits', async () => {
    const { directiveId, ana, ben, cyn } = await escalatedToAll();
    const other = await escalate('mia', await team.directive('ana', 'eva', dueAt));
    expect((await ofItem('eva', ana.itemId)).othersWaiting).toBe(2);
    expect((await ofItem('mia', ana.itemId)).othersWaiting).toBe(0);
    const { status, body } = await ruleAll('eva', directiveId, { ruling: 'insist', note: 'As it stands.' });
    expect([status, body.refused, body.left]).toEqual([200, [], 0]);
    expect(body.done.toSorted()).toEqual([ana.id, ben.id, cyn.id].toSorted());
    expect((await received('eva')).rows.map(({ id }) => id)).toEqual([other.body.id]);
    for (const { itemId } of [ana, ben, cyn]) {
      expect(await happened(itemId)).toEqual(['escalated', 'insisted']);
      expect(await team.audited(itemId)).toEqual(['item.escalated', 'item.insisted']);
    }
    expect(await titlesOf('cyn')).toContain(
      'eva insists: Update the price list. As it stands. It is due Mon 16 Feb, 17:00.',
    );
  });

  it('is refused where it cannot be, which leaves that one waiting and the others answered', async () => {
    const { directiveId, ana, ben, cyn } = await escalatedToAll();
    await team
      .as('mia')
      .post(`/items/${ben.itemId}/extensions`, { version: 1, newDueAt: '2026-02-20T17:00:00Z' });
    const newDueAt = '2026-02-18T17:00:00.000Z';
    const { body } = await ruleAll('eva', directiveId, { ruling: 'extend', newDueAt });
    expect(body.done.toSorted()).toEqual([ana.id, cyn.id].toSorted());
    expect(body.refused).toEqual([
      { id: ben.id, reason: expect.stringContaining('after the present due time') },
    ]);
    expect((await received('eva')).rows.map(({ id }) => id)).toEqual([ben.id]);
    expect((await team.as('ana').get<ItemHistory>(`/items/${ana.itemId}`)).body.item.currentDueAt).toBe(
      newDueAt,
    );
  });

  it('is given once, however often it is sent, and by whom it waits for', async () => {
    const { directiveId, ana } = await escalatedToAll();
    expect((await ruleAll('max', directiveId, { ruling: 'insist' })).status).toBe(404);
    const headers = { 'idempotency-key': newId() };
    const [one, other] = await Promise.all([
      ruleAll('eva', directiveId, { ruling: 'insist' }, headers),
      ruleAll('eva', directiveId, { ruling: 'insist' }, headers),
    ]);
    expect([one.body.done.length, other.body]).toEqual([3, one.body]);
    expect(await happened(ana.itemId)).toEqual(['escalated', 'insisted']);
    expect((await ruleAll('eva', directiveId, { ruling: 'insist' })).status).toBe(404);
  });
});
