import type {
  AboutOwn,
  AboutOwnCounts,
  AboutOwnPage,
  Directive,
} from '@plumbline/shared/contracts/directives.ts';
import type { ItemPage } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
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

const issue = async (title: string, to: Who[], more: object = {}, by: Who = 'eva') =>
  (
    await team.as(by).post<Directive>('/directives', {
      title,
      to: { people: to.map(team.idOf) },
      dueAt: '2026-02-20T17:00',
      ...more,
    })
  ).body;
const itemOf = async (who: Who, title: string) =>
  (await team.as(who).get<ItemPage>('/items')).body.rows.find((item) => item.title === title)?.id ?? '';
const counts = async (who: Who = 'eva') => (await team.as(who).get<AboutOwnCounts>('/directives/own')).body;
const rows = async (about: AboutOwn, query = '') =>
  (await team.as('eva').get<AboutOwnPage>(`/directives/own/items?about=${about}${query}`)).body;
const named = ({ rows: of }: AboutOwnPage) => of.map(({ item, rep }) => `${item.title}: ${rep.name}`);
const nothing = { items: 0, directives: 0 };

it('unclear is what a rep said, asked above, or excused so to the manager, and what was ruled so; each item once', async () => {
  await issue('A', ['ana', 'ben', 'cyn']);
  await issue('B', ['ana']);
  const [anas, bens, cyns] = [await itemOf('ana', 'A'), await itemOf('ben', 'A'), await itemOf('cyn', 'A')];
  await team.as('ana').post(`/items/${anas}/reasons`, { excuse: 'unclear', note: 'Which list?' });
  const { body } = await team
    .as('ana')
    .post<{ id: string }>(`/items/${anas}/escalations`, { note: 'Which one?' });
  made.at('2026-02-12T11:00:00Z');
  await team.as('eva').post(`/escalations/${body.id}/ruling`, { ruling: 'unclear' });
  await team.as('ben').post(`/items/${bens}/reasons`, { excuse: 'workload' });
  await team.as('max').post('/follow-ups', {
    repId: team.idOf('cyn'),
    itemIds: [cyns],
    occurredAt: '2026-02-12T10:30:00Z',
    channel: 'call',
    outcome: 'reminder',
    excuse: 'unclear',
  });
  expect(await counts()).toMatchObject({ unclear: { items: 2, directives: 1 } });
  expect(named(await rows('unclear'))).toEqual(['A: ana', 'A: cyn']);
  expect((await counts('mia')).unclear).toEqual(nothing);
});

it('never relayed is what its manager had not passed on when it was due', async () => {
  const { id } = await issue('A', ['ana', 'cyn'], { mustBeRelayed: true });
  await issue('B', ['ben']);
  await team.as('mia').post(`/directives/${id}/relay`);
  expect((await counts()).notRelayed).toEqual(nothing);
  made.at('2026-02-20T17:00:00Z');
  expect((await counts()).notRelayed).toEqual({ items: 1, directives: 1 });
  expect((await rows('not_relayed')).rows).toMatchObject([
    { item: { title: 'A' }, rep: { name: 'cyn' }, manager: { name: 'max' }, at: '2026-02-20T17:00:00.000Z' },
  ]);
});

it('not done is what is past due, as long as it is owed; of the last half year', async () => {
  await issue('A', ['ana', 'ben', 'cyn']);
  const { id } = await issue('B', ['ana']);
  await issue('of Mia', ['ana'], {}, 'mia');
  await team.as('ana').post(`/items/${await itemOf('ana', 'A')}/submission`, { version: 1 });
  await team.as('eva').post(`/directives/${id}/recall`, { reason: 'Withdrawn.' });
  made.at('2026-02-20T17:00:00Z');
  expect((await counts()).notDone).toEqual({ items: 2, directives: 1 });
  const first = await rows('not_done', '&limit=1');
  const second = await rows('not_done', `&limit=1&cursor=${first.nextCursor}`);
  expect([...named(first), ...named(second)].toSorted()).toEqual(['A: ben', 'A: cyn']);
  expect(second.nextCursor).toBeNull();
  // Issued on 12 February, 182 days ago.
  made.at('2026-08-13T09:00:00Z');
  expect((await counts()).notDone.items).toBe(2);
  made.at('2026-08-13T11:00:00Z');
  expect((await counts()).notDone).toEqual(nothing);
});

it('not answered is what was escalated to oneself and still owed when the answer time passed, answered later or not', async () => {
  await issue('A', ['ana', 'ben', 'cyn']);
  await issue('B', ['ana']);
  const put = async (who: Who, rep: Who, title: string) =>
    (
      await team
        .as(who)
        .post<{ id: string }>(`/items/${await itemOf(rep, title)}/escalations`, { note: 'Is it?' })
    ).body.id;
  const [late, intime] = [await put('mia', 'ana', 'A'), await put('mia', 'ben', 'A')];
  await put('max', 'cyn', 'A');
  await put('mia', 'ana', 'B');
  await team.as('cyn').post(`/items/${await itemOf('cyn', 'A')}/submission`, { version: 1 });
  await team.as('eva').post(`/escalations/${intime}/ruling`, { ruling: 'insist' });
  made.at('2026-02-16T09:59:00Z');
  expect((await counts()).notAnswered).toEqual(nothing);
  made.at('2026-02-16T10:00:00Z');
  expect((await counts()).notAnswered).toEqual({ items: 2, directives: 2 });
  await team.as('eva').post(`/escalations/${late}/ruling`, { ruling: 'insist' });
  expect(named(await rows('not_answered')).toSorted()).toEqual(['A: ana', 'B: ana']);
  expect((await counts('mia')).notAnswered).toEqual(nothing);
});
