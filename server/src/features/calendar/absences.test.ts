import type { AbsencePage, Colleagues } from '@plumbline/shared/contracts/calendar.ts';
import type { Item, Today } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  made.at(thursday);
  team = await made.another();
});
afterAll(() => made.close());

const thursday = '2026-02-12T10:00:00Z';
/** The week after next, from Monday to Monday. */
const week = { from: '2026-02-16', until: '2026-02-23' };

const record = (
  by: Who,
  of: Who,
  days: { from: string; until: string } = week,
  coverId: string | null = null,
) => team.as(by).post<{ id: string }>('/absences', { personId: team.idOf(of), ...days, coverId });
const absences = async (who: Who, query = '') =>
  (await team.as(who).get<AbsencePage>(`/absences${query}`)).body.rows;
const dueOf = async (id: string) => {
  const { body } = await team.as('eva').get<{ item: Item }>(`/items/${id}`);
  return [body.item.dueAt, body.item.currentDueAt];
};

describe('leave', () => {
  it('is recorded by the manager, an executive or an administrator, never by oneself', async () => {
    expect((await record('mia', 'ana')).status).toBe(201);
    expect((await record('eva', 'mia')).status).toBe(201);
    expect((await record('eva', 'ben')).status).toBe(201);
    expect((await record('mia', 'cyn')).status).toBe(404);
    expect((await record('mia', 'max')).status).toBe(404);
    expect((await record('ana', 'ben')).status).toBe(403);
    const own = await record('max', 'max');
    expect([own.status, own.body]).toMatchObject([
      403,
      { detail: expect.stringContaining('Your own leave') },
    ]);
    await team.makeAdmin('cyn');
    expect((await record('cyn', 'max')).status).toBe(201);
    expect((await record('cyn', 'cyn')).status).toBe(403);
  });

  it('is seen by whom it concerns and nobody else', async () => {
    await record('mia', 'ana', week, team.idOf('cyn'));
    const seen = async (who: Who) => (await absences(who)).map(({ person }) => person.name);
    expect(await seen('ana')).toEqual(['ana']);
    expect(await seen('mia')).toEqual(['ana']);
    expect(await seen('cyn')).toEqual(['ana']);
    expect(await seen('eva')).toEqual(['ana']);
    expect(await seen('ben')).toEqual([]);
    expect(await seen('max')).toEqual([]);
    expect((await absences('ana'))[0]).toMatchObject({
      ...week,
      cover: { name: 'cyn' },
      recordedBy: { name: 'mia' },
      counts: true,
      state: 'coming',
      can: { endEarly: false, takeBack: false },
    });
    expect((await absences('mia'))[0]?.can).toEqual({ endEarly: false, takeBack: true });
  });

  it.each([
    [{ from: '2026-02-16', until: '2026-02-16' }, 'until'],
    [{ from: '2026-02-02', until: '2026-02-09' }, 'until'],
    [{ from: '2024-02-02', until: '2026-03-09' }, 'from'],
    [{ from: '2026-02-16', until: '2029-03-09' }, 'until'],
  ])('refuses the days %j', async (days, path) => {
    const { status, body } = await team
      .as('mia')
      .post('/absences', { personId: team.idOf('ana'), ...days, coverId: null });
    expect([status, body.errors?.[0]?.path]).toEqual([400, path]);
  });

  it('has somebody else as cover, for a manager one who can answer for a team', async () => {
    for (const [of, cover] of [
      ['ana', 'ana'],
      ['mia', 'ben'],
    ] as const)
      expect((await record('eva', of, week, team.idOf(cover))).status).toBe(400);
    expect((await record('eva', 'mia', week, made.idOf('max'))).status).toBe(400);
    expect((await record('eva', 'mia', week, team.idOf('max'))).status).toBe(201);
  });

  it('is there once, also when two record it at the same moment', async () => {
    const answers = await Promise.all([record('mia', 'ana'), record('eva', 'ana')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const body = { personId: team.idOf('ben'), ...week };
    const again = { 'idempotency-key': 'once' };
    for (let time = 0; time < 2; time++)
      expect((await team.as('mia').post('/absences', body, again)).status).toBe(201);
    expect(await absences('ben')).toHaveLength(1);
  });

  it('names the people whose leave one may record, and everybody as cover', async () => {
    const { body } = await team.as('mia').get<Colleagues>('/absences/colleagues?search=');
    expect(body.people.map(({ name, canRecord }) => [name, canRecord])).toEqual([
      ['ana', true],
      ['ben', true],
      ['cyn', false],
      ['eva', false],
      ['max', false],
      ['mia', false],
    ]);
    expect((await team.as('ana').get('/absences/colleagues')).status).toBe(403);
  });
});

describe('while somebody is away', () => {
  const [tuesday, back] = ['2026-02-17T17:00:00.000Z', '2026-02-23T17:00:00.000Z'];

  it('nothing falls due: it is put off to the first working day on which both are back', async () => {
    const own = await team.paperwork('ana', tuesday);
    const after = await team.paperwork('ana', '2026-02-23T09:00:00.000Z');
    const other = await team.paperwork('ben', tuesday);
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
    const item = await team.paperwork('ben', tuesday);
    const directive = await team.directive('ana', 'eva', tuesday);
    const foreign = await team.paperwork('cyn', tuesday);
    await record('eva', 'mia', week, team.idOf('max'));
    expect(await dueOf(item)).toEqual([tuesday, back]);
    expect(await dueOf(directive)).toEqual([tuesday, back]);
    expect(await dueOf(foreign)).toEqual([tuesday, tuesday]);
    const { body } = await team
      .as('ben')
      .get<{ events: { kind: string; newDueAt: string }[] }>(`/items/${item}`);
    expect(body.events).toMatchObject([{ kind: 'put_off', newDueAt: back }]);
  });

  it('what has fallen due already stays late', async () => {
    const item = await team.paperwork('ana', '2026-02-12T09:00:00.000Z');
    await record('mia', 'ana', { from: '2026-02-12', until: '2026-02-23' });
    expect(await dueOf(item)).toEqual(['2026-02-12T09:00:00.000Z', '2026-02-12T09:00:00.000Z']);
  });

  it('an item put off is no lapse before that time, and one after it', async () => {
    const item = await team.paperwork('ana', tuesday);
    await record('mia', 'ana');
    made.at('2026-02-23T16:59:00Z');
    const lapses = async () =>
      (await team.as('mia').get<Today>('/today')).body.rows.map((row) => row.item.id);
    expect(await lapses()).toEqual([]);
    made.at('2026-02-23T17:01:00Z');
    expect(await lapses()).toEqual([item]);
  });

  it('more time is counted from the time it was put off to', async () => {
    const item = await team.paperwork('ana', tuesday);
    await record('mia', 'ana');
    await team.as('ana').post(`/items/${item}/extension-requests`, { newDueAt: '2026-02-25T17:00:00Z' });
    const { body } = await team.as('mia').get<{ item: Item }>(`/items/${item}`);
    expect(body.item.extensionRequest?.wouldMoveDeadline).toBe(false);
    await team.as('mia').post(`/items/${item}/extension-decisions`, { grant: true });
    made.at('2026-02-24T10:00:00Z');
    expect((await team.as('mia').get<Today>('/today')).body.rows).toEqual([]);
    made.at('2026-02-25T17:01:00Z');
    expect((await team.as('mia').get<Today>('/today')).body.rows).toHaveLength(1);
  });

  it('leave taken back lets it fall due as before, but not before the next working day', async () => {
    const soon = await team.paperwork('ana', '2026-02-16T08:00:00.000Z');
    const later = await team.paperwork('ana', '2026-02-19T17:00:00.000Z');
    await record('mia', 'ana');
    made.at('2026-02-15T12:00:00Z');
    const [leave] = await absences('mia');
    const withdraw = (version: number) => team.as('mia').delete(`/absences/${leave?.id}?version=${version}`);
    expect((await withdraw(7)).status).toBe(409);
    expect((await withdraw(1)).status).toBe(204);
    expect((await dueOf(soon))[1]).toBe('2026-02-16T08:00:00.000Z');
    expect((await dueOf(later))[1]).toBe('2026-02-19T17:00:00.000Z');
    expect(await absences('ana')).toEqual([]);
    expect(await absences('ana', '?state=past')).toMatchObject([{ state: 'withdrawn', ...week }]);
    expect(await team.audited(team.idOf('ana'))).toEqual(['leave.recorded', 'leave.taken_back']);
  });

  it('leave that ends early keeps its days, and nobody is late for what they could not know', async () => {
    const passed = await team.paperwork('ana', tuesday);
    const friday = await team.paperwork('ana', '2026-02-20T17:00:00.000Z');
    await record('mia', 'ana');
    made.at('2026-02-18T12:00:00Z');
    const [leave] = await absences('mia');
    const change = (body: object) => team.as('mia').put(`/absences/${leave?.id}`, body);
    const wanted = { version: 1, until: '2026-02-19', coverId: null };
    expect((await change({ ...wanted, until: '2026-02-17' })).status).toBe(400);
    expect((await change({ ...wanted, until: '2026-02-27' })).status).toBe(400);
    expect((await team.as('ana').put(`/absences/${leave?.id}`, wanted)).status).toBe(403);
    expect((await team.as('mia').delete(`/absences/${leave?.id}?version=1`)).status).toBe(409);
    expect((await change(wanted)).status).toBe(204);
    expect((await dueOf(passed))[1]).toBe('2026-02-19T17:00:00.000Z');
    expect((await dueOf(friday))[1]).toBe('2026-02-20T17:00:00.000Z');
    expect(await absences('ana')).toMatchObject([{ from: '2026-02-16', until: '2026-02-19', state: 'now' }]);
    expect(await absences('ana', '?state=past')).toMatchObject([
      { from: '2026-02-19', until: '2026-02-23', state: 'withdrawn' },
    ]);
  });
});
