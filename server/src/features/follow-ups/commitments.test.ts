import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MadeTeam, madeTeam } from '../testing/made-team.ts';
import { type CommitmentRow, commitmentsOfItem } from './commitments.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
beforeEach(() => team.at('2026-02-12T10:00:00Z'));
afterAll(() => team.close());

const wednesday = '2026-02-18T17:00:00.000Z';
const friday = '2026-02-20T17:00:00.000Z';

const commitmentsOf = (itemId: string, at: string) =>
  team.write(async (sql) => {
    const rows = await sql<CommitmentRow[]>`
      select c.* from items i
      cross join lateral (${commitmentsOfItem(sql, new Date(at))}) c
      where i.organization_id = ${team.organizationId} and i.id = ${itemId}
      order by c.promised_for`;
    return rows.map(({ source, promisedFor, state }) => [source, promisedFor.toISOString(), state]);
  });

const promise = (itemId: string, committedTo: string) =>
  team.as('ana').post(`/items/${itemId}/reasons`, { excuse: 'workload', committedTo });
const agree = (itemId: string, commitmentAt: string) =>
  team.as('mia').post<{ id: string }>('/follow-ups', {
    repId: team.idOf('ana'),
    itemIds: [itemId],
    occurredAt: team.clock.now.toISOString(),
    channel: 'call',
    outcome: 'new_commitment',
    commitmentAt,
  });

it('are made by the rep, by a follow-up and by more time that was granted', async () => {
  const id = await team.paperwork('ana', '2026-02-13T10:00:00Z');
  await promise(id, wednesday);
  await agree(id, friday);
  await team.as('mia').post(`/items/${id}/extensions`, { version: 1, newDueAt: '2026-02-19T10:00:00Z' });
  expect(await commitmentsOf(id, '2026-02-13T10:00:00Z')).toEqual([
    ['rep', wednesday, 'open'],
    ['extension', '2026-02-19T10:00:00.000Z', 'open'],
    ['follow_up', friday, 'open'],
  ]);
});

it('are kept when it is done by the time promised, to the instant, and stay so when it is returned', async () => {
  const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
  await promise(id, wednesday);
  team.at(wednesday);
  await team.as('ana').post(`/items/${id}/submission`, { version: 1 });
  expect(await commitmentsOf(id, friday)).toEqual([['rep', wednesday, 'kept']]);
  await team.as('mia').post(`/items/${id}/return`, { version: 2, reason: 'One visit is missing.' });
  expect(await commitmentsOf(id, friday)).toEqual([['rep', wednesday, 'kept']]);
});

it('are broken once their time has passed, and no later promise or submission mends that', async () => {
  const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
  await promise(id, wednesday);
  expect(await commitmentsOf(id, wednesday)).toEqual([['rep', wednesday, 'open']]);
  team.at('2026-02-18T17:00:00.001Z');
  await promise(id, friday);
  await team.as('ana').post(`/items/${id}/submission`, { version: 1 });
  expect(await commitmentsOf(id, '2026-02-18T17:00:00.001Z')).toEqual([
    ['rep', wednesday, 'broken'],
    ['rep', friday, 'kept'],
  ]);
});

it('are not kept by a submission that was withdrawn', async () => {
  const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
  await promise(id, wednesday);
  await team.as('ana').post(`/items/${id}/submission`, { version: 1 });
  await team.as('ana').post(`/items/${id}/withdrawal`, { version: 2 });
  expect(await commitmentsOf(id, friday)).toEqual([['rep', wednesday, 'broken']]);
});

it('are let go by a waiver before their time, and not by one after it', async () => {
  const [early, late] = [
    await team.paperwork('ana', '2026-02-11T10:00:00Z'),
    await team.paperwork('ana', '2026-02-11T10:00:00Z'),
  ];
  const waive = (id: string) =>
    team.as('mia').post(`/items/${id}/waiver`, { version: 1, reason: 'The account was closed.' });
  await promise(early, wednesday);
  await promise(late, wednesday);
  await waive(early);
  team.at(friday);
  await waive(late);
  expect(await commitmentsOf(early, friday)).toEqual([]);
  expect(await commitmentsOf(late, friday)).toEqual([['rep', wednesday, 'broken']]);
});

it('are nobody’s that the rep disputes', async () => {
  const id = await team.paperwork('ana', '2026-02-11T10:00:00Z');
  const { body } = await agree(id, wednesday);
  await team.as('ana').post(`/follow-ups/${body.id}/dispute`, { note: 'I said Friday.' });
  expect(await commitmentsOf(id, friday)).toEqual([]);
  await team.as('ana').post(`/follow-ups/${body.id}/confirmation`);
  expect(await commitmentsOf(id, friday)).toEqual([['follow_up', wednesday, 'broken']]);
});
