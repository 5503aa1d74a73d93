import type { Item, ItemPage, Today } from '@plumbline/shared/contracts/items.ts';
import type { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
import { describe, expect, it } from 'vitest';
import type { Who } from '../testing/made-team.ts';
import { leaveForEachTest, week } from './testing/leave.ts';

const { made, team, record, absences, dueOf } = leaveForEachTest();

describe('while somebody is away', () => {
  const [tuesday, back] = ['2026-02-17T17:00:00.000Z', '2026-02-23T17:00:00.000Z'];

  it('nothing falls due: it is put off to the first working day on which both are back', async () => {
    const own = await team().paperwork('ana', tuesday);
    const after = await team().paperwork('ana', '2026-02-23T09:00:00.000Z');
    const other = await team().paperwork('ben', tuesday);
    await record('mia', 'ana');
    expect(await dueOf(own)).toEqual([tuesday, back]);
    expect(await dueOf(after)).toEqual(['2026-02-23T09:00:00.000Z', '2026-02-23T09:00:00.000Z']);
    expect(await dueOf(other)).toEqual([tuesday, tuesday]);
    await record('eva', 'mia', { from: '2026-02-18', until: '2026-02-25' });
    // By the time first set it is Ana's leave that puts it off; the manager's goes on for longer.
    expect(await dueOf(own)).toEqual([tuesday, '2026-02-25T17:00:00.000Z']);
    expect(await dueOf(other)).toEqual([tuesday, tuesday]);
  });

  it('the manager’s absence puts off what the team owes', async () => {
    const item = await team().paperwork('ben', tuesday);
    const directive = await team().directive('ana', 'eva', tuesday);
    const foreign = await team().paperwork('cyn', tuesday);
    await record('eva', 'mia', week, team().idOf('max'));
    expect(await dueOf(item)).toEqual([tuesday, back]);
    expect(await dueOf(directive)).toEqual([tuesday, back]);
    expect(await dueOf(foreign)).toEqual([tuesday, tuesday]);
    const { body } = await team()
      .as('ben')
      .get<{ events: { kind: string; newDueAt: string }[] }>(`/items/${item}`);
    expect(body.events).toMatchObject([{ kind: 'put_off', newDueAt: back }]);
  });

  it('neither does a directive that is issued meanwhile, and its rep is told of the later time', async () => {
    await record('mia', 'ana');
    made().at('2026-02-17T10:00:00Z');
    const wanted = {
      title: 'Call them back today',
      to: { people: [team().idOf('ana'), team().idOf('ben')] },
      dueAt: '2026-02-17T17:00',
    };
    expect((await team().as('eva').post('/directives', wanted)).status).toBe(201);
    const dueTo = async (who: Who) => {
      const { body } = await team().as(who).get<ItemPage>('/items');
      const { body: inbox } = await team().as(who).get<InboxPage>('/inbox');
      return [body.rows.map(({ dueAt, currentDueAt }) => [dueAt, currentDueAt]), inbox.rows.at(0)?.text];
    };
    expect(await dueTo('ana')).toEqual([[[tuesday, back]], expect.stringContaining('Mon 23 Feb')]);
    expect(await dueTo('ben')).toEqual([[[tuesday, tuesday]], expect.stringContaining('Tue 17 Feb')]);
  });

  it('on 29 February it is put off to 1 March', async () => {
    made().at('2028-02-28T10:00:00Z');
    const item = await team().paperwork('ana', '2028-02-29T17:00:00.000Z');
    await record('mia', 'ana', { from: '2028-02-29', until: '2028-03-01' });
    expect((await dueOf(item))[1]).toBe('2028-03-01T17:00:00.000Z');
    const none = await record('mia', 'ben', { from: '2029-02-29', until: '2029-03-01' });
    expect(none.status).toBe(400);
  });

  it('it keeps its local time when clocks change meanwhile, and takes the first instant after a gap', async () => {
    await team().write(async (sql) => {
      const { organizationId, idOf } = team();
      await sql`update organizations set working_days = '{1,2,3,4,5,6,7}' where id = ${organizationId}`;
      await sql`
        update people set time_zone = 'Europe/Berlin' where organization_id = ${organizationId} and id = ${idOf('ana')}`;
    });
    made().at('2026-03-24T10:00:00Z');
    // Clocks skip from 02:00 to 03:00 on Sunday 29 March.
    const early = await team().paperwork('ana', '2026-03-27T01:30:00.000Z');
    const late = await team().paperwork('ana', '2026-03-27T16:00:00.000Z');
    await record('mia', 'ana', { from: '2026-03-26', until: '2026-03-29' });
    expect((await dueOf(early))[1]).toBe('2026-03-29T01:00:00.000Z');
    expect((await dueOf(late))[1]).toBe('2026-03-29T15:00:00.000Z');
  });

  it('what has fallen due already stays late', async () => {
    const item = await team().paperwork('ana', '2026-02-12T09:00:00.000Z');
    await record('mia', 'ana', { from: '2026-02-12', until: '2026-02-23' });
    expect(await dueOf(item)).toEqual(['2026-02-12T09:00:00.000Z', '2026-02-12T09:00:00.000Z']);
  });

  it('an item put off is no lapse before that time, and one after it', async () => {
    const item = await team().paperwork('ana', tuesday);
    await record('mia', 'ana');
    made().at('2026-02-23T16:59:00Z');
    const lapses = async () =>
      (await team().as('mia').get<Today>('/today')).body.rows.map((row) => row.item.id);
    expect(await lapses()).toEqual([]);
    made().at('2026-02-23T17:01:00Z');
    expect(await lapses()).toEqual([item]);
  });

  it('more time is counted from the time it was put off to', async () => {
    const item = await team().paperwork('ana', tuesday);
    await record('mia', 'ana');
    await team().as('ana').post(`/items/${item}/extension-requests`, { newDueAt: '2026-02-25T17:00:00Z' });
    const { body } = await team().as('mia').get<{ item: Item }>(`/items/${item}`);
    expect(body.item.extensionRequest?.wouldMoveDeadline).toBe(false);
    await team().as('mia').post(`/items/${item}/extension-decisions`, { grant: true });
    made().at('2026-02-24T10:00:00Z');
    expect((await team().as('mia').get<Today>('/today')).body.rows).toEqual([]);
    made().at('2026-02-25T17:01:00Z');
    expect((await team().as('mia').get<Today>('/today')).body.rows).toHaveLength(1);
  });

  it('leave taken back lets it fall due as before, but not before the next working day', async () => {
    const soon = await team().paperwork('ana', '2026-02-16T08:00:00.000Z');
    const later = await team().paperwork('ana', '2026-02-19T17:00:00.000Z');
    await record('mia', 'ana');
    made().at('2026-02-15T12:00:00Z');
    const [leave] = await absences('mia');
    const withdraw = (version: number) =>
      team().as('mia').delete(`/absences/${leave?.id}?version=${version}`);
    expect((await withdraw(7)).status).toBe(409);
    expect((await withdraw(1)).status).toBe(204);
    expect((await dueOf(soon))[1]).toBe('2026-02-16T08:00:00.000Z');
    expect((await dueOf(later))[1]).toBe('2026-02-19T17:00:00.000Z');
    expect(await absences('ana')).toEqual([]);
    expect(await absences('ana', '?state=past')).toMatchObject([{ state: 'withdrawn', ...week }]);
    expect(await team().audited(team().idOf('ana'))).toEqual(['leave.recorded', 'leave.taken_back']);
  });

  it('leave that ends early keeps its days, and nobody is late for what they could not know', async () => {
    const passed = await team().paperwork('ana', tuesday);
    const friday = await team().paperwork('ana', '2026-02-20T17:00:00.000Z');
    await record('mia', 'ana');
    made().at('2026-02-18T12:00:00Z');
    const [leave] = await absences('mia');
    const change = (body: object) => team().as('mia').put(`/absences/${leave?.id}`, body);
    const wanted = { version: 1, until: '2026-02-19', coverId: null };
    expect((await change({ ...wanted, until: '2026-02-17' })).status).toBe(400);
    expect((await change({ ...wanted, until: '2029-02-27' })).status).toBe(400);
    expect((await team().as('ben').put(`/absences/${leave?.id}`, wanted)).status).toBe(404);
    expect((await team().as('mia').delete(`/absences/${leave?.id}?version=1`)).status).toBe(409);
    expect((await change(wanted)).status).toBe(204);
    expect((await dueOf(passed))[1]).toBe('2026-02-19T17:00:00.000Z');
    expect((await dueOf(friday))[1]).toBe('2026-02-20T17:00:00.000Z');
    expect(await absences('ana')).toMatchObject([{ from: '2026-02-16', until: '2026-02-19', state: 'now' }]);
    expect(await absences('ana', '?state=past')).toMatchObject([
      { from: '2026-02-19', until: '2026-02-23', state: 'withdrawn' },
    ]);
  });
});
