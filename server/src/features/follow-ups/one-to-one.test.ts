import type { FollowUp, FollowUpPage } from '@plumbline/shared/contracts/follow-ups.ts';
import type { ItemHistory } from '@plumbline/shared/contracts/items.ts';
import type { AgendaLine, LoggedOneToOne, OneToOne } from '@plumbline/shared/contracts/one-to-ones.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
// Each test is about a rep with nothing else on the agenda.
let now = Date.parse('2026-02-12T10:00:00Z');
const day = 86_400_000;
beforeEach(async () => {
  await team.write(
    (sql) => sql`
    update items set state = 'waived', done_at = null where organization_id = ${team.organizationId}`,
  );
  now += 100 * day;
  team.clock.now = new Date(now);
});
afterAll(() => team.close());

const daysFromNow = (days: number) => new Date(team.clock.now.getTime() + days * day).toISOString();
const agendaWith = async (rep: Who): Promise<AgendaLine[]> => {
  const { status, body } = await team.as('mia').get<OneToOne>(`/reps/${team.idOf(rep)}/one-to-one`);
  expect(status).toBe(200);
  return body.agenda;
};
const log = (entries: object[], more: object = {}, headers = {}) =>
  team.as('mia').post<LoggedOneToOne>(
    '/one-to-ones',
    {
      repId: team.idOf('ana'),
      occurredAt: daysFromNow(0),
      channel: 'one_on_one',
      entries,
      ...more,
    },
    headers,
  );

describe('the agenda', () => {
  it('holds lapses without an answer first, then broken commitments, what is late, requests and directives', async () => {
    const open = await team.paperwork('ana', daysFromNow(3), 'Not due yet');
    const directive = await team.directive('ana', 'eva', daysFromNow(3));
    const request = await team.paperwork('ana', daysFromNow(2), 'Forecast');
    await team.as('ana').post(`/items/${request}/extension-requests`, { newDueAt: daysFromNow(9) });
    const asked = await team.paperwork('ana', daysFromNow(-1), 'Expense report');
    await team.as('mia').post(`/items/${asked}/asks`);
    const broken = await team.paperwork('ana', daysFromNow(-1), 'Pipeline review');
    await team.as('ana').post(`/items/${broken}/reasons`, { excuse: 'travel', committedTo: daysFromNow(1) });
    await team.as('mia').post(`/items/${broken}/asks`);
    const unanswered = await team.paperwork('ana', daysFromNow(-0.5), 'Call report');
    team.clock.now = new Date(now + 1.5 * day);
    expect((await agendaWith('ana')).map(({ item, because }) => [item.id, because])).toEqual([
      [unanswered, 'unanswered'],
      [broken, 'broken'],
      [asked, 'late'],
      [request, 'request'],
      [directive, 'directive'],
    ]);
    expect((await agendaWith('ana')).map(({ item }) => item.id)).not.toContain(open);
  });

  it('is with those whom one answers for now, and with nobody else', async () => {
    for (const [who, status] of [
      ['max', 404],
      ['eva', 404],
      ['ana', 403],
    ] as const)
      expect((await team.as(who).get(`/reps/${team.idOf('ana')}/one-to-one`)).status).toBe(status);
    expect((await team.as('eva').get(`/reps/${team.idOf('mia')}/one-to-one`)).status).toBe(200);
  });

  it('proposes a firmer step where the same was excused before, of this item or of the same paperwork', async () => {
    const [before, fresh] = [
      await team.paperwork('ana', daysFromNow(-20)),
      await team.paperwork('ana', daysFromNow(-1)),
    ];
    expect((await agendaWith('ana')).map(({ proposed }) => proposed)).toEqual([null, null]);
    await log([{ itemId: before, outcome: 'excuse_accepted', excuse: 'workload' }]);
    const lines = new Map((await agendaWith('ana')).map((line) => [line.item.id, line]));
    expect(lines.get(fresh)).toMatchObject({
      proposed: 'coaching',
      before: [{ outcome: 'excuse_accepted', excuse: 'workload', sameItem: false }],
    });
    expect(lines.get(before)).toMatchObject({ before: [{ sameItem: true }] });
    team.clock.now = new Date(now + 61 * day);
    expect((await agendaWith('ana')).map(({ proposed }) => proposed)).toEqual([null, null]);
  });

  it('proposes a firmer step after a broken commitment, beyond what was tried', async () => {
    const id = await team.paperwork('ana', daysFromNow(-1));
    await log([{ itemId: id, outcome: 'new_commitment', commitmentAt: daysFromNow(1) }]);
    expect((await agendaWith('ana'))[0]).toMatchObject({ because: 'late', proposed: null });
    team.clock.now = new Date(now + 2 * day);
    expect((await agendaWith('ana'))[0]).toMatchObject({
      because: 'broken',
      proposed: 'coaching',
      commitments: [{ source: 'follow_up', state: 'broken' }],
    });
    await log([{ itemId: id, outcome: 'firm_expectation' }]);
    expect((await agendaWith('ana'))[0]?.proposed).toBe('escalated');
  });

  it('says what was said last', async () => {
    const id = await team.paperwork('ben', daysFromNow(-1));
    await team.as('mia').post(`/items/${id}/asks`, { note: 'What is in the way?' });
    const { body } = await team.as('mia').get<OneToOne>(`/reps/${team.idOf('ben')}/one-to-one`);
    expect(body.followUps[0]).toMatchObject({ note: 'What is in the way?', rep: { name: 'ben' } });
  });
});

describe('logging it', () => {
  it('is a follow-up for each thing that was said, in one transaction, and the rep is told once', async () => {
    const [first, second, third] = [
      await team.paperwork('ana', daysFromNow(-1)),
      await team.paperwork('ana', daysFromNow(-2)),
      await team.paperwork('ana', daysFromNow(-3)),
    ];
    const commitmentAt = daysFromNow(2);
    const unread = () => team.as('ana').get<{ waiting: { unreadNotices: number } }>('/me');
    const before = (await unread()).body.waiting.unreadNotices;
    const { status, body } = await log([
      { itemId: first, outcome: 'new_commitment', commitmentAt },
      { itemId: second, outcome: 'excuse_accepted', excuse: 'travel', note: 'The train.' },
      { itemId: third, outcome: 'new_commitment', commitmentAt },
    ]);
    expect(status).toBe(201);
    expect(body.followUps.map(({ outcome, items }) => [outcome, items.length])).toEqual([
      ['new_commitment', 2],
      ['excuse_accepted', 1],
    ]);
    for (const followUp of body.followUps) {
      expect(followUp).toMatchObject({ channel: 'one_on_one', provenance: 'declared', backdated: false });
      expect(await team.audited(followUp.id)).toEqual(['follow_up.logged']);
    }
    expect((await unread()).body.waiting.unreadNotices).toBe(before + 1);
    const { body: history } = await team.as('ana').get<ItemHistory>(`/items/${second}`);
    expect(history.events).toContainEqual(
      expect.objectContaining({ kind: 'follow_up', excuse: 'travel', note: 'The train.' }),
    );
  });

  it('is all or nothing', async () => {
    const own = await team.paperwork('ana', daysFromNow(-1));
    const ofAnother = await team.paperwork('ben', daysFromNow(-1));
    const refused = await log([
      { itemId: own, outcome: 'coaching' },
      { itemId: ofAnother, outcome: 'coaching' },
    ]);
    expect(refused.status).toBe(404);
    const { body } = await team.as('ana').get<ItemHistory>(`/items/${own}`);
    expect(body.events).toEqual([]);
  });

  it('is done once for a request that is sent again', async () => {
    const id = await team.paperwork('ana', daysFromNow(-1));
    const occurredAt = daysFromNow(0);
    const send = () =>
      log([{ itemId: id, outcome: 'coaching' }], { occurredAt }, { 'idempotency-key': `talk ${id}` });
    const first = await send();
    team.clock.now = new Date(now + 3_600_000);
    expect((await send()).body).toEqual(first.body);
    const { body } = await team.as('ana').get<FollowUpPage>('/follow-ups');
    expect(body.rows.filter((row: FollowUp) => row.items.some((item) => item.id === id))).toHaveLength(1);
  });

  it('names the entry that is wrong', async () => {
    const id = await team.paperwork('ana', daysFromNow(-1));
    const other = await team.paperwork('ana', daysFromNow(-2));
    const wrong = async (entries: object[]) => {
      const { status, body } = await team.as('mia').post('/one-to-ones', {
        repId: team.idOf('ana'),
        occurredAt: daysFromNow(0),
        channel: 'one_on_one',
        entries,
      });
      return [status, body.errors?.[0]?.path];
    };
    const fine = { itemId: id, outcome: 'coaching' };
    expect(await wrong([])).toEqual([400, 'entries']);
    expect(await wrong([fine, { itemId: other, outcome: 'new_commitment' }])).toEqual([
      400,
      'entries.1.commitmentAt',
    ]);
    expect(await wrong([fine, { itemId: other, outcome: 'excuse_accepted' }])).toEqual([
      400,
      'entries.1.excuse',
    ]);
    expect(await wrong([fine, fine])).toEqual([400, 'entries.1.itemId']);
  });
});
