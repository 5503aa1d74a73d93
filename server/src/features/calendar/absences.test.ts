import type { Colleagues } from '@plumbline/shared/contracts/calendar.ts';
import type { Me } from '@plumbline/shared/contracts/session.ts';
import { describe, expect, it } from 'vitest';
import type { Who } from '../testing/made-team.ts';
import { leaveForEachTest, week } from './testing/leave.ts';

const { made, team, record, absences, dueOf } = leaveForEachTest();

describe('leave', () => {
  it('is recorded by the manager, an executive or an administrator, and by oneself', async () => {
    expect((await record('mia', 'ana')).status).toBe(201);
    expect((await record('eva', 'mia')).status).toBe(201);
    expect((await record('eva', 'ben')).status).toBe(201);
    expect((await record('mia', 'cyn')).status).toBe(404);
    expect((await record('mia', 'max')).status).toBe(404);
    expect((await record('ana', 'ben')).status).toBe(404);
    await team().makeAdmin('cyn');
    expect((await record('cyn', 'max')).status).toBe(201);
    expect((await record('cyn', 'cyn')).status).toBe(201);
  });

  it('is seen by whom it concerns and nobody else', async () => {
    await record('mia', 'ana', week, team().idOf('cyn'));
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
      can: { confirm: false, change: true, cover: false, takeBack: true },
    });
    expect((await absences('cyn'))[0]?.can).toEqual({
      confirm: false,
      change: false,
      cover: false,
      takeBack: false,
    });
    expect((await absences('mia'))[0]?.can).toEqual({
      confirm: false,
      change: true,
      cover: true,
      takeBack: true,
    });
  });

  it.each([
    [{ from: '2026-02-16', until: '2026-02-16' }, 'until'],
    [{ from: '2026-02-02', until: '2026-02-09' }, 'until'],
    [{ from: '2024-02-02', until: '2026-03-09' }, 'from'],
    [{ from: '2026-02-16', until: '2029-03-09' }, 'until'],
  ])('refuses the days %j', async (days, path) => {
    const { status, body } = await team()
      .as('mia')
      .post('/absences', { personId: team().idOf('ana'), ...days, coverId: null });
    expect([status, body.errors?.[0]?.path]).toEqual([400, path]);
  });

  it('has somebody else as cover, for a manager one who can answer for a team', async () => {
    for (const [of, cover] of [
      ['ana', 'ana'],
      ['mia', 'ben'],
    ] as const)
      expect((await record('eva', of, week, team().idOf(cover))).status).toBe(400);
    expect((await record('eva', 'mia', week, made().idOf('max'))).status).toBe(400);
    expect((await record('eva', 'mia', week, team().idOf('max'))).status).toBe(201);
  });

  it('is there once, also when two record it at the same moment', async () => {
    const answers = await Promise.all([record('mia', 'ana'), record('eva', 'ana')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const body = { personId: team().idOf('ben'), ...week };
    const again = { 'idempotency-key': 'once' };
    for (let time = 0; time < 2; time++)
      expect((await team().as('mia').post('/absences', body, again)).status).toBe(201);
    expect(await absences('ben')).toHaveLength(1);
  });

  it('names the people whose leave one may record, and everybody as cover', async () => {
    const { body } = await team().as('mia').get<Colleagues>('/absences/colleagues?search=');
    expect(body.people.map(({ name, canRecord }) => [name, canRecord])).toEqual([
      ['ana', true],
      ['ben', true],
      ['cyn', false],
      ['eva', false],
      ['max', false],
      ['mia', true],
    ]);
    const own = await team().as('ana').get<Colleagues>('/absences/colleagues?search=');
    expect(own.body.people.map(({ name, canRecord }) => [name, canRecord])).toEqual([
      ['ana', true],
      ['ben', false],
      ['mia', false],
    ]);
  });
});

/** How many wait for somebody's confirmation, as their navigation says. */
const toConfirm = async (who: Who) => (await team().as(who).get<Me>('/me')).body.waiting.leaveToConfirm;

describe('one’s own leave', () => {
  const due = '2026-02-17T17:00:00.000Z';
  const confirm = async (who: Who, version = 1) => {
    const [leave] = await absences('ana');
    return team().as(who).post(`/absences/${leave?.id}/confirmation`, { version });
  };

  it('puts nothing off until somebody who may record it confirms it', async () => {
    const item = await team().paperwork('ana', due);
    await record('ana', 'ana', week, team().idOf('ben'));
    expect((await absences('ana'))[0]).toMatchObject({
      counts: false,
      can: { confirm: false, change: true, cover: true, takeBack: true },
    });
    expect((await absences('mia'))[0]?.can.confirm).toBe(true);
    expect(await Promise.all((['ana', 'ben', 'mia', 'max'] as const).map(toConfirm))).toEqual([0, 0, 1, 0]);
    expect((await dueOf(item))[1]).toBe(due);
    expect((await confirm('ana')).status).toBe(403);
    expect((await confirm('ben')).status).toBe(403);
    expect((await confirm('max')).status).toBe(404);
    expect((await confirm('mia', 7)).status).toBe(409);
    expect((await confirm('mia')).status).toBe(204);
    expect(await toConfirm('mia')).toBe(0);
    expect((await dueOf(item))[1]).toBe('2026-02-23T17:00:00.000Z');
    expect((await confirm('mia', 2)).status).toBe(409);
    expect((await absences('ana'))[0]).toMatchObject({
      counts: true,
      recordedBy: { name: 'mia' },
      can: { confirm: false, change: true, cover: false, takeBack: true },
    });
    expect(await team().audited(team().idOf('ana'))).toEqual(['leave.recorded', 'leave.confirmed']);
  });

  it('is confirmed once, also when two do it at the same moment', async () => {
    await record('ana', 'ana');
    const answers = await Promise.all([confirm('mia'), confirm('eva')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });

  it('gives nobody a team to look after before it is confirmed', async () => {
    const item = await team().paperwork('ben', '2026-02-12T09:00:00.000Z');
    await record('mia', 'mia', { from: '2026-02-12', until: '2026-02-16' }, team().idOf('max'));
    expect((await team().as('max').get(`/items/${item}`)).status).toBe(404);
    expect(await absences('max', `?person=${team().idOf('mia')}`)).toHaveLength(1);
    await record('mia', 'ben', { from: '2026-03-02', until: '2026-03-09' });
    expect(await absences('max', `?person=${team().idOf('ben')}`)).toEqual([]);
    const [leave] = await absences('mia', `?person=${team().idOf('mia')}`);
    expect((await team().as('eva').post(`/absences/${leave?.id}/confirmation`, { version: 1 })).status).toBe(
      204,
    );
    expect((await team().as('max').get(`/items/${item}`)).status).toBe(200);
    expect(await absences('max', `?person=${team().idOf('ben')}`)).toHaveLength(1);
  });

  it('has a cover of one’s own team for a rep', async () => {
    expect((await record('ana', 'ana', week, team().idOf('cyn'))).status).toBe(400);
    expect((await record('ana', 'ana', week, team().idOf('mia'))).status).toBe(201);
  });

  it('that counts is cut short and taken back by oneself, and another takes over by whoever confirms', async () => {
    await record('mia', 'ana', week, team().idOf('ben'));
    const [leave] = await absences('ana');
    const change = (body: object) =>
      team()
        .as('ana')
        .put(`/absences/${leave?.id}`, { version: 1, ...body });
    expect((await change({ until: '2026-02-20', coverId: null })).status).toBe(403);
    expect((await change({ until: '2026-02-20', coverId: team().idOf('ben') })).status).toBe(204);
    expect((await team().as('ana').delete(`/absences/${leave?.id}?version=2`)).status).toBe(204);
    expect(await absences('ana')).toEqual([]);
  });
});

describe('another last day', () => {
  it('that is later is leave of its own, which counts from now; one’s own waits to be confirmed', async () => {
    const item = await team().paperwork('ana', '2026-02-24T17:00:00.000Z');
    await record('mia', 'ana', week, team().idOf('ben'));
    const [leave] = await absences('mia');
    const coverId = team().idOf('ben');
    const change = (who: Who, id: string | undefined, version: number, until: string) =>
      team().as(who).put(`/absences/${id}`, { version, until, coverId });
    expect((await change('ana', leave?.id, 1, '2026-02-25')).status).toBe(204);
    expect((await dueOf(item))[1]).toBe('2026-02-24T17:00:00.000Z');
    const shown = await absences('mia');
    expect(shown).toMatchObject([
      { from: '2026-02-16', until: '2026-02-23', counts: true, goesOn: true },
      {
        from: '2026-02-23',
        until: '2026-02-25',
        counts: false,
        goesOn: false,
        cover: { name: 'ben' },
        can: { confirm: true },
      },
    ]);
    // Whoever may record it confirms it by changing it; as a whole, since none of it counted.
    expect((await change('mia', shown[1]?.id, 1, '2026-02-26')).status).toBe(204);
    expect((await dueOf(item))[1]).toBe('2026-02-26T17:00:00.000Z');
    expect((await absences('ana'))[1]).toMatchObject({ until: '2026-02-26', counts: true });
    // What is taken already is taken.
    expect((await change('mia', leave?.id, 2, '2026-02-25')).status).toBe(409);
  });

  it('is given to leave without one, and leave that begins today is taken back', async () => {
    await record('mia', 'ana', { from: '2026-02-12', until: '2026-02-20' });
    await team().write(
      (sql) => sql`
        update absences set during = daterange(lower(during), null)
        where organization_id = ${team().organizationId} and person_id = ${team().idOf('ana')}`,
    );
    const [leave] = await absences('mia');
    expect(leave).toMatchObject({ until: null, state: 'now', can: { change: true, takeBack: true } });
    const ended = { version: 1, until: '2026-02-16', coverId: null };
    expect((await team().as('mia').put(`/absences/${leave?.id}`, ended)).status).toBe(204);
    expect((await absences('mia'))[0]).toMatchObject({ until: '2026-02-16' });
    expect((await team().as('mia').delete(`/absences/${leave?.id}?version=2`)).status).toBe(204);
    made().at('2026-02-13T10:00:00Z');
    await record('mia', 'ana', { from: '2026-02-12', until: '2026-02-20' });
    expect((await absences('mia'))[0]?.can.takeBack).toBe(false);
  });
});
