import type { FollowUp, FollowUpPage } from '@plumbline/shared/contracts/follow-ups.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { csvOf, inPages } from '../testing/lists.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
/** Four follow-ups, the oldest first: coached and confirmed, reminded and disputed, warned (of Ben), asked in Plumbline. */
let ids: readonly string[];
beforeAll(async () => {
  team = await madeTeam();
  team.at('2026-02-12T10:00:00Z');
  const [ofAna, ofBen] = [
    await team.paperwork('ana', '2026-02-10T10:00:00Z', 'Call report'),
    await team.paperwork('ben', '2026-02-10T10:00:00Z', 'Call report'),
  ];
  const log = async (rep: Who, itemId: string, occurredAt: string, outcome: string, channel: string) =>
    (
      await team.as('mia').post<FollowUp>('/follow-ups', {
        repId: team.idOf(rep),
        itemIds: [itemId],
        occurredAt,
        outcome,
        channel,
        note: `=${outcome}`,
      })
    ).body.id;
  const coached = await log('ana', ofAna, '2026-02-11T08:00:00Z', 'coaching', 'one_on_one');
  const reminded = await log('ana', ofAna, '2026-02-11T12:00:00Z', 'reminder', 'call');
  const warned = await log('ben', ofBen, '2026-02-12T08:00:00Z', 'firm_expectation', 'call');
  const asked = (await team.as('mia').post<FollowUp>(`/items/${ofBen}/asks`, {})).body.id;
  await team.as('ana').post(`/follow-ups/${coached}/confirmation`);
  await team.as('ana').post(`/follow-ups/${reminded}/confirmation`);
  await team.as('ana').post(`/follow-ups/${reminded}/dispute`, { note: 'Not that day' });
  ids = [coached, reminded, warned, asked];
});
afterAll(() => team.close());

const listed = async (who: Who, query: string) =>
  (await team.as(who).get<FollowUpPage>(`/follow-ups?scope=team&${query}`)).body.rows.map(({ id }) =>
    ids.indexOf(id),
  );

it.each([
  ['the latest first', '', [3, 2, 1, 0]],
  ['the oldest first', 'sort=held', [0, 1, 2, 3]],
  ['what waits for an answer: not what Plumbline sent', 'answer=none', [2]],
  ['what was confirmed, by the last word', 'answer=confirmed', [0]],
  ['what was disputed', 'answer=disputed', [1]],
  ['how it was held', 'channel=call', [2, 1]],
  ['in Plumbline', 'channel=app', [3]],
  ['what came of it', 'outcome=coaching', [0]],
  [
    'from a time on, and before another',
    'heldFrom=2026-02-11T12:00:00Z&heldBefore=2026-02-12T08:00:00Z',
    [1],
  ],
  ['a name', 'search=ben', [3, 2]],
  ['the manager’s name, and a rep’s', 'search=MIA%20an', [1, 0]],
  ['nobody’s name', 'search=xylophone', []],
  ['a pattern is no pattern', 'search=%25', []],
])('holds %s', async (_, query, expected) => {
  expect(await listed('mia', query)).toEqual(expected);
});

it('holds a rep’s alone where a rep is named, and nothing of others’ people', async () => {
  expect(await listed('mia', `rep=${team.idOf('ben')}`)).toEqual([3, 2]);
  expect(await listed('eva', `rep=${team.idOf('ben')}`)).toEqual([3, 2]);
  expect(await listed('max', 'search=ana')).toEqual([]);
  const { body } = await team.as('ben').get<FollowUpPage>('/follow-ups?search=mia&sort=held');
  expect(body.rows.map(({ id }) => ids.indexOf(id))).toEqual([2, 3]);
});

it.each(['held', '-held'])('is paged by %s, each once', async (sort) => {
  const rows = await inPages<FollowUp>(team, 'mia', `/follow-ups?scope=team&sort=${sort}`);
  const order = rows.map(({ id }) => ids.indexOf(id));
  expect(order).toEqual(sort === 'held' ? [0, 1, 2, 3] : [3, 2, 1, 0]);
});

it('comes as a file with what is on screen, in the reader’s time, no word of which is a formula', async () => {
  const rows = await csvOf(team, 'mia', '/follow-ups.csv?scope=team&answer=disputed');
  expect(rows).toMatchObject([
    {
      Held: '2026-02-11 12:00',
      Manager: 'mia',
      Rep: 'ana',
      Items: 'Call report',
      How: 'call',
      'What came of it': 'reminder',
      Note: "'=reminder",
      Answer: 'disputed',
      'Answer’s note': 'Not that day',
      Source: 'declared',
    },
  ]);
  expect(await csvOf(team, 'max', '/follow-ups.csv?scope=team')).toEqual([]);
});
