import type {
  Directive,
  DirectivePage,
  DirectivePreview,
  DirectiveTree,
} from '@plumbline/shared/contracts/directives.ts';
import type { Item, ItemHistory, ItemPage, TeamWeeks } from '@plumbline/shared/contracts/items.ts';
import type { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdBack } from '../../../test/held-back.ts';
import { newId } from '../../database/ids.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
  // Ana lives in New York.
  await team.write(
    (sql) => sql`
    update people set time_zone = 'America/New_York' where organization_id = ${team.organizationId} and id = ${team.idOf('ana')}`,
  );
});
beforeEach(() => team.at('2026-02-12T10:00:00Z'));
afterAll(() => team.close());

const wanted = (to: object, changes: object = {}) => ({
  title: 'Call every dormant account',
  to,
  dueAt: '2026-02-20T17:00',
  ...changes,
});
const branch = () => ({ branchesOf: [team.idOf('eva')] });
const issue = (who: Who, to: object, changes: object = {}) =>
  team.as(who).post<Directive>('/directives', wanted(to, changes));
const treeOf = async (who: Who, id: string) =>
  (await team.as(who).get<DirectiveTree>(`/directives/${id}`)).body;
const repsOf = (tree: DirectiveTree) =>
  tree.branches.flatMap(({ reps }) => reps.map(({ rep, stopped }) => [rep.name, stopped]));
const titlesOf = async (who: Who) =>
  (await team.as(who).get<InboxPage>('/inbox')).body.rows.map(({ title }) => title);
const itemOf = async (who: Who, title: string) =>
  (await team.as(who).get<ItemPage>('/items?limit=200')).body.rows.find((item) => item.title === title);

describe('a directive', () => {
  it.each([
    ['the first instant after a gap', '2026-03-08T02:30', '2026-03-08T07:00:00.000Z'],
    ['the later of two', '2026-11-01T01:30', '2026-11-01T06:30:00.000Z'],
    ['29 February', '2028-02-29T17:00', '2028-02-29T22:00:00.000Z'],
  ])('is due at %s', async (title, dueAt, instant) => {
    expect((await issue('eva', { people: [team.idOf('ana')] }, { title, dueAt })).status).toBe(201);
    expect((await itemOf('ana', title))?.dueAt).toBe(instant);
  });

  it('is due on no day that there is not', async () => {
    const { status } = await issue('eva', branch(), { dueAt: '2027-02-29T17:00' });
    expect(status).toBe(400);
  });

  it('goes to a whole branch, due at the local time of each', async () => {
    const { status, body } = await issue('eva', branch(), { title: 'To the whole branch' });
    expect(status).toBe(201);
    expect(body.chain).toMatchObject({ reps: 3, relayed: 0, done: 0 });
    const tree = await treeOf('eva', body.id);
    expect(tree.branches.map(({ manager }) => manager?.name)).toEqual(['max', 'mia']);
    expect(
      Object.fromEntries(
        tree.branches.flatMap(({ reps }) => reps.map(({ rep, dueAt }) => [rep.name, dueAt])),
      ),
    ).toEqual({
      cyn: '2026-02-20T17:00:00.000Z',
      ana: '2026-02-20T22:00:00.000Z',
      ben: '2026-02-20T17:00:00.000Z',
    });
    expect(await titlesOf('cyn')).toContain('A directive for you: To the whole branch');
    expect(await itemOf('ana', 'To the whole branch')).toMatchObject({ can: { acknowledge: true } });
  });

  it('goes to teams and to people by name, to each once', async () => {
    const to = { teamsOf: [team.idOf('mia')], people: [team.idOf('ana'), team.idOf('max')] };
    const { body } = await issue('eva', to, { title: 'To some' });
    expect(repsOf(await treeOf('eva', body.id)).map(([name]) => name)).toEqual(['max', 'ana', 'ben']);
  });

  it('is a manager’s to their own people alone', async () => {
    expect((await issue('mia', { teamsOf: [team.idOf('mia')] })).body.chain.reps).toBe(2);
    const refused = await issue('mia', { people: [team.idOf('cyn')], teamsOf: [team.idOf('max')] });
    expect(refused.status).toBe(404);
    // Nobody is left out without a word.
    expect((await issue('mia', { people: [team.idOf('cyn'), team.idOf('ben')] })).status).toBe(404);
    expect((await issue('mia', { people: [team.idOf('mia')] })).status).toBe(404);
    const preview = (to: object) => team.as('mia').post<DirectivePreview>('/directives/preview', wanted(to));
    expect((await preview({ branchesOf: [team.idOf('mia')] })).body.reps).toBe(2);
    expect((await preview(branch())).status).toBe(404);
  });

  it('is refused when it would be due already, or on a day that does not exist', async () => {
    expect((await issue('eva', branch(), { dueAt: '2026-02-12T09:00' })).status).toBe(400);
    expect((await issue('eva', branch(), { dueAt: '2026-02-30T09:00' })).status).toBe(400);
    expect((await issue('eva', {})).status).toBe(400);
    expect((await issue('eva', { teamsOf: [team.idOf('ana')] })).status).toBe(400);
  });

  it('is issued once, however often the request arrives', async () => {
    const again = () =>
      team
        .as('eva')
        .post<Directive>('/directives', wanted(branch(), { title: 'Once' }), { 'idempotency-key': 'once' });
    expect((await again()).body.id).toBe((await again()).body.id);
    const { rows } = (await team.as('eva').get<DirectivePage>('/directives?limit=200')).body;
    expect(rows.filter(({ title }) => title === 'Once')).toHaveLength(1);
  });

  it('is relayed by each manager to their own, and only then are the reps told', async () => {
    const { body } = await issue('eva', branch(), { title: 'Relay it', mustBeRelayed: true });
    expect(await titlesOf('ben')).not.toContain('A directive for you: Relay it');
    expect(await titlesOf('mia')).toContain('eva asks you to relay: Relay it');
    const seen = (await team.as('mia').get<DirectiveTree>(`/directives/${body.id}`)).body;
    expect(seen.directive).toMatchObject({ chain: { reps: 2 }, can: { relay: true, recall: false } });

    const relayed = await team.as('mia').post<Directive>(`/directives/${body.id}/relay`);
    expect(relayed.body).toMatchObject({ chain: { reps: 2, relayed: 2 }, can: { relay: false } });
    expect(await titlesOf('ben')).toContain('A directive for you: Relay it');
    expect(await titlesOf('cyn')).not.toContain('A directive for you: Relay it');
    expect((await team.as('mia').post(`/directives/${body.id}/relay`)).status).toBe(409);
    // Ana's is due at five as well, where she lives.
    const [told] = (await team.as('ana').get<InboxPage>('/inbox')).body.rows;
    expect(told?.text).toContain('due Fri 20 Feb, 17:00');

    const item = await itemOf('ben', 'Relay it');
    await team.as('ben').post(`/items/${item?.id}/acknowledgement`, { version: item?.version });
    team.at('2026-02-23T12:00:00Z');
    expect(repsOf(await treeOf('eva', body.id))).toEqual([
      ['cyn', 'not_relayed'],
      ['ana', 'not_acknowledged'],
      ['ben', 'not_done'],
    ]);
    expect((await treeOf('eva', body.id)).directive.chain).toMatchObject({ reps: 3, relayed: 2, late: 3 });
  });

  it('is relayed by whoever covers for a manager who is away, who is asked as well', async () => {
    const other = await team.another();
    const [personId, coverId] = [other.idOf('mia'), other.idOf('max')];
    await other.as('eva').post('/absences', { personId, coverId, from: '2026-02-12', until: '2026-02-16' });
    const { body } = await other
      .as('eva')
      .post<Directive>('/directives', wanted({ teamsOf: [personId] }, { mustBeRelayed: true }));
    const { body: inbox } = await other.as('max').get<InboxPage>('/inbox');
    expect(inbox.rows.map(({ kind }) => kind)).toContain('directive_to_relay');
    const relayed = await other.as('max').post<Directive>(`/directives/${body.id}/relay`);
    expect(relayed.body.chain).toMatchObject({ reps: 2, relayed: 2 });
  });

  it('is recalled by whoever issued it: nobody owes it any more, and everybody is told why', async () => {
    const { body } = await issue('eva', branch(), { title: 'Take it back' });
    const done = await itemOf('cyn', 'Take it back');
    await team.as('cyn').post(`/items/${done?.id}/submission`, { version: done?.version });
    const reason = 'The price list was withdrawn.';
    expect((await team.as('mia').post(`/directives/${body.id}/recall`, { reason })).status).toBe(403);
    const recalled = await team.as('eva').post<Directive>(`/directives/${body.id}/recall`, { reason });
    expect(recalled.body).toMatchObject({ recalled: { reason }, can: { recall: false, relay: false } });
    expect(await itemOf('ana', 'Take it back')).toBeUndefined();
    expect(await titlesOf('ana')).toContain('Recalled: Take it back');
    expect(await titlesOf('cyn')).not.toContain('Recalled: Take it back');
    expect((await team.as('eva').post(`/directives/${body.id}/recall`, { reason })).status).toBe(409);
    const open = (await team.as('eva').get<DirectivePage>('/directives?limit=200')).body.rows;
    expect(open.map(({ id }) => id)).not.toContain(body.id);
    expect(await team.audited(body.id)).toEqual(['directive.issued', 'directive.recalled']);
  });

  it('that was recalled after it was done is not owed again when it is undone or returned', async () => {
    const { body } = await issue('eva', branch(), { title: 'Done, then recalled' });
    const handIn = async (who: Who) => {
      const item = await itemOf(who, 'Done, then recalled');
      return (await team.as(who).post<Item>(`/items/${item?.id}/submission`, { version: item?.version }))
        .body;
    };
    const ofCyn = await handIn('cyn');
    const ofBen = await handIn('ben');
    await team.as('eva').post(`/directives/${body.id}/recall`, { reason: 'so' });
    team.at('2026-02-12T10:05:00Z');
    const undone = await team
      .as('cyn')
      .post<Item>(`/items/${ofCyn.id}/withdrawal`, { version: ofCyn.version });
    const returned = await team
      .as('mia')
      .post<Item>(`/items/${ofBen.id}/return`, { version: ofBen.version, reason: 'No figures.' });
    for (const [who, item] of [
      ['cyn', undone.body],
      ['ben', returned.body],
    ] as const) {
      expect(item).toMatchObject({ state: 'waived', doneAt: null, can: { submit: false } });
      const { events } = (await team.as(who).get<ItemHistory>(`/items/${item.id}`)).body;
      expect(events.filter(({ kind }) => kind === 'recalled')).toMatchObject([
        { at: '2026-02-12T10:00:00.000Z', by: { name: 'eva' } },
      ]);
    }
    const [told] = (await team.as('ben').get<InboxPage>('/inbox')).body.rows;
    expect(told?.text).toContain('nothing is owed on it any more');
  });

  it('is owed by nobody when a rep undoes it at the moment it is recalled', async () => {
    const { body } = await issue('eva', { people: [team.idOf('cyn')] }, { title: 'At once' });
    const open = await itemOf('cyn', 'At once');
    const path = `/items/${open?.id}`;
    const done = (await team.as('cyn').post<Item>(`${path}/submission`, { version: open?.version })).body;
    const held = await holdBack(team.database, {
      organizationId: team.organizationId,
      personId: team.idOf('cyn'),
    });
    const undoing = team.as('cyn').post(`${path}/withdrawal`, { version: done.version }, held.headers);
    await held.reached();
    const recalling = team.as('eva').post(`/directives/${body.id}/recall`, { reason: 'so' });
    await held.meanwhile(recalling);
    await held.release();
    expect([(await undoing).status, (await recalling).status]).toEqual([200, 200]);
    expect((await team.as('cyn').get<ItemHistory>(path)).body.item.state).toBe('waived');
  });

  it('of two recalls at once lets one through', async () => {
    const { body } = await issue('eva', branch(), { title: 'Twice taken back' });
    const recall = () => team.as('eva').post(`/directives/${body.id}/recall`, { reason: 'so' });
    const statuses = (await Promise.all([recall(), recall()])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 409]);
  });

  it('stands in the place of another, which is recalled, and both say so', async () => {
    const former = (await issue('eva', branch(), { title: 'The old one' })).body;
    const { body } = await issue('eva', branch(), { title: 'The new one', replaces: former.id });
    expect(body.replaces).toEqual({ id: former.id, title: 'The old one' });
    const { directive } = await treeOf('eva', former.id);
    expect(directive.replacedBy).toEqual({ id: body.id, title: 'The new one' });
    expect(directive.recalled).not.toBeNull();
    expect((await issue('mia', { teamsOf: [team.idOf('mia')] }, { replaces: body.id })).status).toBe(403);
  });

  it('is seen by who issued it, by managers of whom it concerns, and by nobody else', async () => {
    const { body } = await issue('eva', { teamsOf: [team.idOf('mia')] }, { title: 'For one team' });
    const sees = async (who: Who) => (await team.as(who).get(`/directives/${body.id}`)).status;
    expect(await Promise.all((['eva', 'mia', 'max', 'ana'] as const).map(sees))).toEqual([
      200, 200, 404, 403,
    ]);
    expect((await team.elsewhere.as('eva').get(`/directives/${body.id}`)).status).toBe(404);
  });
});

describe('the preview', () => {
  const preview = (to: object, changes: object = {}) =>
    team.as('eva').post<DirectivePreview>('/directives/preview', wanted(to, changes));

  it('says whom it reaches, through whom, and when it is due in each zone', async () => {
    expect((await preview(branch(), { title: 'Something else' })).body).toEqual({
      reps: 3,
      managers: [
        { manager: { id: team.idOf('max'), name: 'max' }, reps: 1 },
        { manager: { id: team.idOf('mia'), name: 'mia' }, reps: 2 },
      ],
      due: [
        { timeZone: 'UTC', at: '2026-02-20T17:00:00.000Z', reps: 2 },
        { timeZone: 'America/New_York', at: '2026-02-20T22:00:00.000Z', reps: 1 },
      ],
      isWorkingDay: true,
      alike: [],
    });
  });

  it('says that the day is no working day', async () => {
    const { organizationId } = team;
    await team.write(
      (sql) => sql`insert into holidays ${sql({ organizationId, day: '2026-03-17', name: 'a day off' })}`,
    );
    const isWorkingDay = async (dueAt: string) => (await preview(branch(), { dueAt })).body.isWorkingDay;
    expect(await isWorkingDay('2026-02-21T12:00')).toBe(false);
    expect(await isWorkingDay('2026-03-17T12:00')).toBe(false);
    expect(await isWorkingDay('2026-03-18T12:00')).toBe(true);
  });

  it('points out what is like it and goes to some of the same people, as long as that is owed', async () => {
    const { body } = await issue(
      'eva',
      { people: [team.idOf('cyn')] },
      { title: 'Update the new price list' },
    );
    const alike = async (to: object, title: string) =>
      (await preview(to, { title })).body.alike.map(({ id }) => id);
    expect(await alike(branch(), 'Please update your price list')).toContain(body.id);
    expect(await alike(branch(), 'Visit the five largest customers')).not.toContain(body.id);
    expect(await alike({ teamsOf: [team.idOf('mia')] }, 'Please update your price list')).not.toContain(
      body.id,
    );
    team.at('2026-03-01T00:00:00Z');
    expect(await alike(branch(), 'Please update your price list')).not.toContain(body.id);
  });

  it('ends where lines go in a circle', async () => {
    const other = await team.another();
    await other.write(
      (sql) => sql`
      insert into reporting_lines (organization_id, id, person_id, manager_id, during)
      values (${other.organizationId}, ${newId()}, ${other.idOf('eva')}, ${other.idOf('ana')}, '[2025-01-01,)')`,
    );
    const answer = await other
      .as('eva')
      .post<DirectivePreview>('/directives/preview', wanted({ branchesOf: [other.idOf('eva')] }));
    expect(answer.body.reps).toBe(3);
  });
});

it('the list is paged, each once, newest first', async () => {
  const other = await team.another();
  const to = { teamsOf: [other.idOf('mia')] };
  for (const minute of [1, 2, 3, 4, 5]) {
    team.at(`2026-02-12T10:0${minute}:00Z`);
    await other.as('eva').post('/directives', wanted(to, { title: String(minute) }));
  }
  const titles: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { body: DirectivePage } = await other
      .as('mia')
      .get<DirectivePage>(`/directives?limit=2${cursor && `&cursor=${cursor}`}`);
    titles.push(...page.body.rows.map(({ title }) => title));
    cursor = page.body.nextCursor;
  }
  expect(titles).toEqual(['5', '4', '3', '2', '1']);
});

describe('a directive that was recalled', () => {
  it('counts as late in Team if it was recalled afterwards, and not if it was recalled before', async () => {
    // A Monday: what else is due in its week is so on Friday.
    const dueAt = '2026-02-16T12:00';
    const lateOf = async () => {
      team.at('2026-02-17T12:00:00Z');
      const { reps } = (await team.as('mia').get<TeamWeeks>('/team?weeks=4')).body;
      return reps.map(({ rep, cells }) => [rep.name, cells.at(-1)?.late]);
    };
    const before = await issue('eva', branch(), { title: 'Recalled before', dueAt });
    await team.as('eva').post(`/directives/${before.body.id}/recall`, { reason: 'so' });
    expect(await lateOf()).toEqual([
      ['ana', 0],
      ['ben', 0],
    ]);
    team.at('2026-02-12T10:00:00Z');
    const after = await issue('eva', branch(), { title: 'Recalled after', dueAt });
    team.at('2026-02-17T10:00:00Z');
    await team.as('eva').post(`/directives/${after.body.id}/recall`, { reason: 'so' });
    expect(await lateOf()).toEqual([
      ['ana', 1],
      ['ben', 1],
    ]);
  });
});
