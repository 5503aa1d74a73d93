import type { Calendar, HolidaysPreview } from '@plumbline/shared/contracts/calendar.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MadeOrganization, type MadeTeam, madeTeam } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  team = await made.another();
  await team.makeAdmin('eva');
});
afterAll(() => made.close());

const christmas = { day: '2026-12-25', name: 'Christmas Day' };

describe('the calendar', () => {
  it('is known to everybody and kept by administrators', async () => {
    const { body } = await team.as('ana').get<Calendar>('/calendar');
    expect(body).toMatchObject({
      today: '2026-02-12',
      workingDays: [1, 2, 3, 4, 5],
      holidays: [],
      can: { manage: false },
    });
    for (const who of ['ana', 'mia'] as const)
      expect((await team.as(who).put('/calendar/working-week', { workingDays: [1] })).status).toBe(403);
  });

  it('changes its working week, with who did it and what it was', async () => {
    const { body } = await team
      .as('eva')
      .put<Calendar>('/calendar/working-week', { workingDays: [4, 1, 2, 3] });
    expect(body.workingDays).toEqual([1, 2, 3, 4]);
    await team.as('eva').put('/calendar/working-week', { workingDays: [1, 2, 3, 4] });
    expect(await team.audited(team.organizationId)).toEqual(['calendar.working_week_changed']);
  });

  it.each([[[]], [[0]], [[8]], [[1, 1]]])('refuses the working week %j', async (workingDays) => {
    expect((await team.as('eva').put('/calendar/working-week', { workingDays })).status).toBe(400);
  });

  it('takes holidays, names them anew, and removes them for good', async () => {
    const eva = team.as('eva');
    await eva.post('/calendar/holidays', { holidays: [christmas] });
    await eva.post('/calendar/holidays', { holidays: [christmas] });
    const renamed = { ...christmas, name: 'Christmas' };
    const { body } = await eva.post<Calendar>('/calendar/holidays', { holidays: [christmas, renamed] });
    expect(body.holidays).toEqual([renamed]);
    expect((await eva.delete<Calendar>('/calendar/holidays/2026-12-25')).body.holidays).toEqual([]);
    expect((await eva.delete('/calendar/holidays/2026-12-25')).status).toBe(404);
    expect(await team.audited(team.organizationId)).toEqual([
      'calendar.holidays_added',
      'calendar.holidays_added',
      'calendar.holiday_removed',
    ]);
    const removed = await team.write(
      (sql) => sql`select name from removed_holidays where organization_id = ${team.organizationId}`,
    );
    expect(removed).toMatchObject([{ name: 'Christmas' }]);
  });

  it('says what a calendar file would add, and adds nothing', async () => {
    const eva = team.as('eva');
    await eva.post('/calendar/holidays', { holidays: [christmas] });
    const ics = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20201225',
      'RRULE:FREQ=YEARLY',
      'SUMMARY:Christmas Day',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20261226',
      'SUMMARY:Boxing Day',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\n');
    const { body } = await eva.post<HolidaysPreview>('/calendar/holidays/preview', { ics });
    expect(body.holidays).toEqual([
      { ...christmas, status: 'known' },
      { day: '2026-12-26', name: 'Boxing Day', status: 'day_off' },
      { day: '2027-12-25', name: 'Christmas Day', status: 'day_off' },
    ]);
    expect((await eva.get<Calendar>('/calendar')).body.holidays).toEqual([christmas]);
    const { status, body: problem } = await eva.post('/calendar/holidays/preview', { ics: 'day,name' });
    expect([status, problem.errors?.[0]?.path]).toEqual([400, 'ics']);
  });

  it('moves nothing that was made already', async () => {
    const item = await team.paperwork('ana', '2026-02-13T17:00:00Z');
    await team.as('eva').post('/calendar/holidays', { holidays: [{ day: '2026-02-13', name: 'A day off' }] });
    const [stored] = await team.write(
      (sql) => sql<{ dueAt: Date; currentDueAt: Date }[]>`
        select due_at, current_due_at from items where organization_id = ${team.organizationId} and id = ${item}`,
    );
    expect(stored?.currentDueAt).toEqual(stored?.dueAt);
  });
});
