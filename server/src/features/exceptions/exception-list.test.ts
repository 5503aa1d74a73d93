import type { ExceptionPage, PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { csvOf, inPages } from '../testing/lists.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
/** In the order of asking: Ana's (declined, with an account), Ben's (passed up, cost unknown), Ana's (open), Cyn's (taken back). */
let ids: readonly string[];
beforeAll(async () => {
  team = await madeTeam();
  const accountId = newId();
  await team.write(async (sql) => {
    await sql`insert into accounts (organization_id, id, name) values (${team.organizationId}, ${accountId}, 'Harbour Logistics')`;
    await sql`
      insert into account_owners (organization_id, id, account_id, owner_id, during)
      values (${team.organizationId}, ${newId()}, ${accountId}, ${team.idOf('ana')}, '[2026-01-01,)')`;
  });
  const ask = async (day: number, who: Who, wanted: object) => {
    team.at(`2026-02-0${day}T10:00:00Z`);
    const { body } = await team
      .as(who)
      .post<PolicyException>('/exceptions', { note: 'They sign then.', ...wanted });
    return body.id;
  };
  const declined = await ask(2, 'ana', { kind: 'discount', cost: 900, currency: 'EUR', accountId });
  const passedUp = await ask(3, 'ben', { kind: 'return' });
  const open = await ask(4, 'ana', { kind: 'credit_terms', cost: 4200.5, currency: 'EUR' });
  const takenBack = await ask(5, 'cyn', { kind: 'discount', cost: 100, currency: 'EUR' });
  const reason = 'They would sign without it.';
  await team.as('mia').post(`/exceptions/${declined}/decision`, { decision: 'declined', reason });
  await team.as('mia').post(`/exceptions/${passedUp}/passing-up`, { reason });
  await team.as('cyn').post(`/exceptions/${takenBack}/withdrawal`);
  ids = [declined, passedUp, open, takenBack];
});
afterAll(() => team.close());

const listed = async (who: Who, query: string) =>
  (await team.as(who).get<ExceptionPage>(`/exceptions?scope=team&${query}`)).body.rows.map(({ id }) =>
    ids.indexOf(id),
  );

it.each([
  ['the latest first', '', [3, 2, 1, 0]],
  ['the oldest first', 'sort=asked', [0, 1, 2, 3]],
  ['the dearest first, an unknown cost last', 'sort=-cost', [2, 0, 3, 1]],
  ['the cheapest first', 'sort=cost', [1, 3, 0, 2]],
  ['what is asked for', 'state=asked', [2]],
  ['what is with the executives', 'state=passed_up', [1]],
  ['what was declined', 'state=declined', [0]],
  ['what was taken back', 'state=withdrawn', [3]],
  ['a kind', 'kind=discount', [3, 0]],
  [
    'from a time on, and before another',
    'askedFrom=2026-02-03T10:00:00Z&askedBefore=2026-02-05T10:00:00Z',
    [2, 1],
  ],
  ['a rep’s name', 'search=ana', [2, 0]],
  ['an account’s name', 'search=harbour', [0]],
  ['no pattern', 'search=%25', []],
])('holds %s', async (_, query, expected) => {
  expect(await listed('eva', query)).toEqual(expected);
});

it('holds a rep’s alone where a rep is named, and nothing of others’ people', async () => {
  expect(await listed('eva', `rep=${team.idOf('ana')}`)).toEqual([2, 0]);
  expect(await listed('mia', '')).toEqual([2, 1, 0]);
  expect(await listed('max', `rep=${team.idOf('ana')}`)).toEqual([]);
});

it.each([
  ['-cost', [2, 0, 3, 1]],
  ['asked', [0, 1, 2, 3]],
] as const)('is paged by %s, each once', async (sort, expected) => {
  const rows = await inPages<PolicyException>(team, 'eva', `/exceptions?scope=team&sort=${sort}`);
  expect(rows.map(({ id }) => ids.indexOf(id))).toEqual(expected);
});

it('comes as a file with what is on screen', async () => {
  expect(await csvOf(team, 'mia', '/exceptions.csv?scope=team&state=declined')).toMatchObject([
    {
      'Asked for': '2026-02-02 10:00',
      Kind: 'discount',
      Rep: 'ana',
      Account: 'Harbour Logistics',
      Cost: '900',
      Currency: 'EUR',
      State: 'declined',
      'Last word by': 'mia',
      Reason: 'They would sign without it.',
    },
  ]);
  expect(await csvOf(team, 'max', '/exceptions.csv?scope=team&state=declined')).toEqual([]);
});
