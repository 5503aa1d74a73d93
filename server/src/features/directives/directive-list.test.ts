import type { Directive, DirectiveIssuers, DirectivePage } from '@plumbline/shared/contracts/directives.ts';
import type { ItemPage } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { csvOf, inPages } from '../testing/lists.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
/** By their titles, in the order of issue: late with Ana, done by everybody, recalled, not due yet (to Cyn). */
const titles = ['Call the dormant', 'Count the stock', 'Visit the fair', 'Write the plan'] as const;
beforeAll(async () => {
  team = await madeTeam();
  const issue = async (at: string, who: Who, title: string, rep: Who, dueAt: string) => {
    team.at(at);
    const to = { people: [team.idOf(rep)] };
    return (await team.as(who).post<Directive>('/directives', { title, to, dueAt })).body.id;
  };
  await issue('2026-02-02T10:00:00Z', 'eva', titles[0], 'ana', '2026-02-10T17:00');
  await issue('2026-02-03T10:00:00Z', 'mia', titles[1], 'ben', '2026-02-27T17:00');
  const fair = await issue('2026-02-04T10:00:00Z', 'eva', titles[2], 'ana', '2026-02-05T17:00');
  await issue('2026-02-05T10:00:00Z', 'eva', titles[3], 'cyn', '2026-02-20T17:00');
  await team.as('eva').post(`/directives/${fair}/recall`, { reason: 'It is called off' });
  const { body } = await team.as('ben').get<ItemPage>('/items');
  const [item] = body.rows;
  await team.as('ben').post(`/items/${item?.id}/submission`, { version: item?.version });
  team.at('2026-02-12T10:00:00Z');
});
afterAll(() => team.close());

const listed = async (who: Who, query: string) =>
  (await team.as(who).get<DirectivePage>(`/directives?${query}`)).body.rows.map(({ title }) =>
    titles.findIndex((known) => known === title),
  );

it.each([
  ['what is open, issued last first', '', [3, 0]],
  ['what is late with somebody', 'state=late', [0]],
  ['what everybody has done', 'state=done', [1]],
  ['what was recalled', 'state=recalled', [2]],
  ['all, issued first first', 'state=all&sort=issued', [0, 1, 2, 3]],
  ['all, by when it is first due', 'state=all&sort=due', [2, 0, 3, 1]],
  ['all, due last first', 'state=all&sort=-due', [1, 3, 0, 2]],
  [
    'due from a time on, and before another',
    'state=all&dueFrom=2026-02-10T17:00:00Z&dueBefore=2026-02-20T17:00:00Z',
    [0],
  ],
  ['a word of the title', 'state=all&search=STOCK', [1]],
  ['the issuer, and a word', 'state=all&search=eva%20plan', [3]],
  ['no pattern', 'state=all&search=_%25', []],
])('holds %s', async (_, query, expected) => {
  expect(await listed('eva', query)).toEqual(expected);
});

it('holds what one of those who issued it has issued', async () => {
  expect(await listed('eva', `state=all&issuedBy=${team.idOf('eva')}`)).toEqual([3, 2, 0]);
  expect(await listed('eva', `issuedBy=${team.idOf('mia')}`)).toEqual([]);
  // That somebody issued it makes it no more visible.
  expect(await listed('max', `state=all&issuedBy=${team.idOf('eva')}`)).toEqual([3]);
});

it.each([
  ['eva', ['eva', 'mia']],
  ['max', ['eva']],
] as const)('offers %s whoever issued what they see', async (who, expected) => {
  const { body } = await team.as(who).get<DirectiveIssuers>('/directives/issuers');
  expect(body.issuers.map(({ name }) => name)).toEqual(expected);
  expect(body.moreIssuers).toBe(false);
});

it('holds nothing that its reader has nothing to do with', async () => {
  expect(await listed('max', 'state=all')).toEqual([3]);
  expect(await listed('max', 'state=all&search=stock')).toEqual([]);
});

it.each([
  ['due', [2, 0, 3, 1]],
  ['-issued', [3, 2, 1, 0]],
] as const)('is paged by %s, each once', async (sort, expected) => {
  const rows = await inPages<Directive>(team, 'eva', `/directives?state=all&sort=${sort}`);
  expect(rows.map(({ title }) => titles.findIndex((known) => known === title))).toEqual(expected);
});

it('comes as a file with what is on screen', async () => {
  expect(await csvOf(team, 'eva', '/directives.csv?state=late')).toMatchObject([
    { Directive: titles[0], 'Issued by': 'eva', Issued: '2026-02-02 10:00', Reps: '1', Done: '0', Late: '1' },
  ]);
  expect(await csvOf(team, 'max', '/directives.csv?state=recalled')).toEqual([]);
});
