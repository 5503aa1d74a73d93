import type {
  ChangePaperworkType,
  NewPaperworkType,
  PaperworkType,
  PaperworkTypes,
  PreviewSchedule,
  SchedulePreview,
} from '@plumbline/shared/contracts/paperwork.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';
import { makePaperwork } from './making.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  made.at(thursday);
  team = await made.another();
  await team.makeAdmin('eva');
});
afterAll(() => made.close());

const thursday = '2026-02-12T10:00:00Z';
type Wanted = NewPaperworkType['schedule'];
const weekly: Wanted = {
  rule: 'FREQ=WEEKLY;BYDAY=FR',
  startsOn: '2026-02-01',
  endsBefore: null,
  businessDay: null,
  onDayOff: 'before',
  dueTime: '17:00',
  graceHours: 0,
  owedBy: { kind: 'reps' },
};

const add = (schedule: Partial<Wanted> = {}, name = 'Forecast') =>
  team.as('eva').post<PaperworkType>('/paperwork-types', { name, schedule: { ...weekly, ...schedule } });
const change = (id: string, body: Partial<ChangePaperworkType>) =>
  team.as('eva').put<PaperworkType>(`/paperwork-types/${id}`, { version: 1, name: 'Forecast', ...body });
const preview = async (schedule: Partial<Wanted>, more: Omit<PreviewSchedule, 'schedule'> = {}) => {
  const body = { schedule: { ...weekly, ...schedule }, ...more };
  return (await team.as('eva').post<SchedulePreview>('/paperwork-types/preview', body)).body;
};
const run = (at: string) =>
  made.database.transaction({ organizationId: team.organizationId, personId: null }, (tx) =>
    makePaperwork(tx, new Date(at)),
  );
/** Due times of all items, or somebody's. */
const dueTimes = async (who?: Who) => {
  const rows = await team.write(
    (sql) => sql<{ dueAt: Date }[]>`
      select distinct i.due_at from items i
      where i.organization_id = ${team.organizationId} ${who ? sql`and i.rep_id = ${team.idOf(who)}` : sql``}
      order by i.due_at`,
  );
  return rows.map(({ dueAt }) => dueAt.toISOString().slice(0, 16));
};
const owing = async () => {
  const rows = await team.write(
    (sql) => sql<{ name: string }[]>`
      select distinct p.name from items i
      join people p on p.organization_id = i.organization_id and p.id = i.rep_id
      where i.organization_id = ${team.organizationId} order by p.name`,
  );
  return rows.map(({ name }) => name);
};

describe('a schedule', () => {
  it('puts the coming fortnight on people’s lists as soon as it is saved', async () => {
    const { status, body } = await add();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Forecast',
      code: 'forecast',
      inForceFrom: '2026-02-12',
      // Friday the 20th is on the lists already.
      changeFrom: '2026-02-21',
      setBy: { name: 'eva' },
    });
    expect(await dueTimes()).toEqual(['2026-02-13T17:00', '2026-02-20T17:00']);
    expect(await owing()).toEqual(['ana', 'ben', 'cyn']);
    const { body: items } = await team.as('ana').get<{ rows: { title: string }[] }>('/items');
    expect(items.rows.map(({ title }) => title)).toEqual(['Forecast, week 7', 'Forecast, week 8']);
    expect(await team.audited(body.id)).toEqual(['paperwork.added']);
  });

  it.each([
    [{ kind: 'managers' }, ['max', 'mia']],
    [{ kind: 'team', ids: ['mia'] }, ['ana', 'ben']],
    [{ kind: 'branch', ids: ['eva'] }, ['ana', 'ben', 'cyn', 'max', 'mia']],
    [{ kind: 'people', ids: ['cyn', 'mia'] }, ['cyn', 'mia']],
  ])('is owed by %j', async (owed, names) => {
    const owedBy = JSON.parse(JSON.stringify(owed), (_, value) =>
      ['mia', 'eva', 'cyn'].includes(value) ? team.idOf(value) : value,
    );
    expect((await add({ owedBy })).status).toBe(201);
    expect(await owing()).toEqual(names);
  });

  it.each([
    [{ rule: 'FREQ=HOURLY' }, 'schedule.rule'],
    [{ rule: 'FREQ=WEEKLY;COUNT=2' }, 'schedule.rule'],
    [{ businessDay: 2 }, 'schedule.rule'],
    [{ businessDay: 0 }, 'schedule.businessDay'],
    [{ dueTime: '24:00' }, 'schedule.dueTime'],
    [{ graceHours: 169 }, 'schedule.graceHours'],
    [{ endsBefore: '2026-01-01' }, 'schedule.endsBefore'],
    [{ owedBy: { kind: 'people', ids: [newId()] } }, 'schedule.owedBy.ids'],
    [{ owedBy: { kind: 'team', ids: [newId()] } }, 'schedule.owedBy.ids'],
  ])('is refused: %j', async (wrong, path) => {
    const answer = await team
      .as('eva')
      .post('/paperwork-types', { name: 'Wrong', schedule: { ...weekly, ...wrong } });
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path]);
    expect(
      (await team.as('eva').post('/paperwork-types/preview', { schedule: { ...weekly, ...wrong } })).status,
    ).toBe(400);
  });

  it('has a name of its own', async () => {
    await add();
    expect((await add({}, ' forecast ')).status).toBe(400);
    expect((await add({}, 'CALL REPORT')).status).toBe(400);
  });
});

describe('a run', () => {
  it('makes each item once, however often and however late it runs', async () => {
    await add();
    expect(await run('2026-02-13T01:45:00Z')).toMatchObject({ items: 0 });
    const runs = await Promise.all([run('2026-02-14T01:45:00Z'), run('2026-02-14T01:45:00Z')]);
    expect(runs.map(({ items }) => items).toSorted()).toEqual([0, 3]);
    // Eleven days without a run: nothing is missing.
    expect(await run('2026-02-25T01:45:00Z')).toEqual({ items: 3, missed: 0 });
    expect(await dueTimes()).toEqual([
      '2026-02-13T17:00',
      '2026-02-20T17:00',
      '2026-02-27T17:00',
      '2026-03-06T17:00',
    ]);
  });

  it('makes nobody owe what they could not see a day before', async () => {
    await add();
    // Down for a month: the reports of 27 February and 6 and 13 March are for nobody.
    expect(await run('2026-03-13T01:45:00Z')).toEqual({ items: 3, missed: 9 });
    expect(await dueTimes()).toEqual(['2026-02-13T17:00', '2026-02-20T17:00', '2026-03-20T17:00']);
    expect(await run('2026-03-13T02:45:00Z')).toEqual({ items: 0, missed: 0 });
    made.at('2026-03-26T18:00:00Z');
    await add({}, 'Report');
    expect((await dueTimes()).filter((time) => time.startsWith('2026-03-27'))).toEqual([]);
  });

  it('gives everybody the time of their own zone, when clocks change too', async () => {
    await team.write(
      (sql) => sql`
        update people set time_zone = 'America/New_York' where organization_id = ${team.organizationId} and name = 'ana'`,
    );
    made.at('2026-03-01T10:00:00Z');
    await add();
    // Daylight saving time begins there on 8 March.
    expect(await dueTimes('ana')).toEqual(['2026-03-06T22:00', '2026-03-13T21:00']);
    expect(await dueTimes('ben')).toEqual(['2026-03-06T17:00', '2026-03-13T17:00']);
  });

  it('takes the first instant after a gap, and the later of two', async () => {
    await team.write(
      (sql) => sql`
        update people set time_zone = 'Europe/Berlin' where organization_id = ${team.organizationId} and name = 'ana'`,
    );
    made.at('2026-03-20T10:00:00Z');
    await add({ rule: 'FREQ=DAILY;BYDAY=SU', onDayOff: 'keep', dueTime: '02:30' });
    expect(await dueTimes('ana')).toEqual(['2026-03-22T01:30', '2026-03-29T01:00']);
    made.at('2026-10-20T10:00:00Z');
    await run('2026-10-20T10:00:00Z');
    expect((await dueTimes('ana')).slice(2)).toEqual(['2026-10-25T01:30', '2026-11-01T01:30']);
  });

  it('leaves a rep who moves to another zone and manager with what is on the list', async () => {
    await add();
    const before = await dueTimes('ana');
    await team.write(async (sql) => {
      const { organizationId } = team;
      await sql`update people set time_zone = 'Asia/Tokyo' where organization_id = ${organizationId} and name = 'ana'`;
      await sql`
        update reporting_lines set manager_id = ${team.idOf('max')}
        where organization_id = ${organizationId} and person_id = ${team.idOf('ana')}`;
    });
    await run('2026-02-13T01:45:00Z');
    expect(await dueTimes('ana')).toEqual(before);
    await run('2026-02-14T01:45:00Z');
    expect((await dueTimes('ana')).at(-1)).toBe('2026-02-27T08:00');
  });

  it('leaves out who has left by then, is not there yet, or reports to nobody', async () => {
    await team.write(async (sql) => {
      const { organizationId } = team;
      await sql`update people set left_on = '2026-02-20' where organization_id = ${organizationId} and name = 'ana'`;
      await sql`update people set hired_on = '2026-02-16' where organization_id = ${organizationId} and name = 'ben'`;
      await sql`
        update reporting_lines set during = '[2025-01-01,2026-02-13)'
        where organization_id = ${organizationId} and person_id = ${team.idOf('cyn')}`;
    });
    await add();
    expect(await dueTimes('ana')).toEqual(['2026-02-13T17:00']);
    expect(await dueTimes('ben')).toEqual(['2026-02-20T17:00']);
    expect(await dueTimes('cyn')).toEqual([]);
  });

  it('puts off at once what would fall due in leave', async () => {
    await team.as('mia').post('/absences', {
      personId: team.idOf('ana'),
      from: '2026-02-16',
      until: '2026-02-23',
      coverId: null,
    });
    await add({ graceHours: 2 });
    const rows = await team.write(
      (sql) => sql<{ dueAt: Date; currentDueAt: Date }[]>`
        select i.due_at, i.current_due_at from items i
        where i.organization_id = ${team.organizationId} and i.rep_id = ${team.idOf('ana')} order by i.due_at`,
    );
    expect(rows.map(({ dueAt, currentDueAt }) => [dueAt.toISOString(), currentDueAt.toISOString()])).toEqual([
      ['2026-02-13T19:00:00.000Z', '2026-02-13T19:00:00.000Z'],
      ['2026-02-20T19:00:00.000Z', '2026-02-23T19:00:00.000Z'],
    ]);
    const { times } = await preview({ graceHours: 2 }, { personId: team.idOf('ana') });
    expect(times.slice(0, 3)).toMatchObject([
      {
        day: '2026-02-13',
        dueAt: '2026-02-13T17:00:00.000Z',
        lapseAt: '2026-02-13T19:00:00.000Z',
        moved: null,
      },
      {
        day: '2026-02-20',
        dueAt: '2026-02-23T17:00:00.000Z',
        lapseAt: '2026-02-23T19:00:00.000Z',
        moved: 'leave',
      },
      { day: '2026-02-27', moved: null },
    ]);
  });
});

describe('another schedule', () => {
  it('applies from a day on, and rewrites nothing that is owed', async () => {
    const { body } = await add();
    const before = await dueTimes();
    const schedule = { ...weekly, rule: 'FREQ=WEEKLY;BYDAY=WE' };
    const early = await change(body.id, { schedule, inForceFrom: '2026-02-20' });
    expect(early.status).toBe(400);
    const changed = await change(body.id, { schedule });
    expect(changed.body).toMatchObject({
      version: 2,
      schedule: { rule: weekly.rule },
      coming: { inForceFrom: '2026-02-21', schedule: { rule: schedule.rule } },
    });
    // The fortnight does hold the first Wednesday of the new one.
    expect(await dueTimes()).toEqual([...before, '2026-02-25T17:00']);
    await run('2026-03-01T10:00:00Z');
    expect(await dueTimes()).toEqual([...before, '2026-02-25T17:00', '2026-03-04T17:00', '2026-03-11T17:00']);
    expect((await change(body.id, { schedule })).status).toBe(409);
    expect(await team.audited(body.id)).toEqual(['paperwork.added', 'paperwork.scheduled']);
  });

  it('may be a pause: what is on people’s lists stays', async () => {
    const { body } = await add();
    await change(body.id, { schedule: { ...weekly, isPaused: true } });
    expect(await run('2026-03-01T10:00:00Z')).toEqual({ items: 0, missed: 0 });
    expect(await dueTimes()).toHaveLength(2);
  });

  it('is set by one of two who do it at once', async () => {
    const { body } = await add();
    const schedule = { ...weekly, dueTime: '12:00' };
    const answers = await Promise.all([change(body.id, { schedule }), change(body.id, { schedule })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('can be given to a type that was imported, which had none', async () => {
    const { body } = await team.as('eva').get<PaperworkTypes>('/paperwork-types');
    const [type] = body.types;
    expect(type).toMatchObject({ name: 'Call report', schedule: null, changeFrom: '2026-02-12' });
    const given = await change(type?.id ?? '', { name: 'Visit report', schedule: weekly });
    expect(given.body).toMatchObject({ name: 'Visit report', schedule: { rule: weekly.rule }, coming: null });
    expect(await dueTimes()).toHaveLength(2);
  });
});

describe('a preview', () => {
  it('shows the next ten due times in a zone, and for how many people', async () => {
    const { times, people, timeZone } = await preview({}, { timeZone: 'America/New_York' });
    expect([times.length, people, timeZone]).toEqual([10, 3, 'America/New_York']);
    expect(times.map(({ dueAt }) => dueAt.slice(0, 16)).slice(0, 5)).toEqual([
      '2026-02-13T22:00',
      '2026-02-20T22:00',
      '2026-02-27T22:00',
      '2026-03-06T22:00',
      '2026-03-13T21:00',
    ]);
    expect(await dueTimes()).toEqual([]);
  });

  it('says what is moved, and why', async () => {
    await team.as('eva').post('/calendar/holidays', { holidays: [{ day: '2026-02-20', name: 'A day off' }] });
    const { times } = await preview({});
    expect(times[1]).toMatchObject({ day: '2026-02-20', dueAt: '2026-02-19T17:00:00.000Z', moved: 'before' });
  });

  it('knows 29 February, and the end of a schedule', async () => {
    const leap = await preview({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', onDayOff: 'keep' });
    expect(leap.times.map(({ day }) => day).slice(0, 3)).toEqual(['2028-02-29', '2032-02-29', '2036-02-29']);
    expect((await preview({ endsBefore: '2026-02-21' })).times).toHaveLength(2);
    expect((await preview({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })).times).toEqual([]);
  });

  it('is refused for a zone or a person that is not there', async () => {
    for (const more of [{ timeZone: 'Mars/Olympus' }, { personId: newId() }]) {
      const body = { schedule: weekly, ...more };
      expect((await team.as('eva').post('/paperwork-types/preview', body)).status).toBe(400);
    }
  });
});

describe('more than 10,000 items a day', () => {
  it('are asked about first, with their number', async () => {
    const { organizationId } = team;
    await team.write(async (sql) => {
      await sql`
        insert into people (organization_id, id, name, email, role, time_zone)
        select ${organizationId}, gen_random_uuid(), 'rep ' || n, ${`${organizationId}-`}::text || n || '@example.com', 'rep', 'UTC'
        from generate_series(1, 9998) n`;
      await sql`
        insert into reporting_lines (organization_id, id, person_id, manager_id, during)
        select ${organizationId}, gen_random_uuid(), p.id, ${team.idOf('mia')}, '[2025-01-01,)'
        from people p where p.organization_id = ${organizationId} and p.name like 'rep %'`;
    });
    const schedule = { ...weekly, endsBefore: '2026-02-14' };
    const body = { name: 'Forecast', schedule };
    const refused = await team.as('eva').post('/paperwork-types', body);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'needs_confirmation', errors: [{ path: 'confirm', message: '10001' }] },
    });
    expect(await dueTimes()).toEqual([]);
    expect((await team.as('eva').post('/paperwork-types', { ...body, confirm: true })).status).toBe(201);
    const [{ items }] = await team.write(
      (sql) => sql<[{ items: number }]>`
        select count(*) as items from items i where i.organization_id = ${organizationId}`,
    );
    expect(items).toBe(10_001);
  });
});
