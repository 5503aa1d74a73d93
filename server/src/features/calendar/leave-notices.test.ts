import { beforeEach, describe, expect, it } from 'vitest';
import { leaveForEachTest, week } from './testing/leave.ts';

const { made, team, record, absences } = leaveForEachTest();

describe('of leave is told', () => {
  /** Who was told what since the last time it was asked, as "ana: leave_recorded (absentee)". */
  let known = 0;
  async function told() {
    const rows = await team().write(
      (sql) => sql<{ line: string }[]>`
        select p.name || ': ' || n.kind || ' (' || (n.data ->> 'part') || ')' as line
        from notices n join people p on p.organization_id = n.organization_id and p.id = n.person_id
        where n.organization_id = ${team().organizationId} order by n.id`,
    );
    const lines = rows.map(({ line }) => line).slice(known);
    known = rows.length;
    return lines.toSorted();
  }
  beforeEach(() => {
    known = 0;
  });

  it('the absentee, the cover and the manager, whatever becomes of it, and not whoever did it', async () => {
    const cover = team().idOf('ben');
    await record('eva', 'ana', week, cover);
    expect(await told()).toEqual([
      'ana: leave_recorded (absentee)',
      'ben: leave_recorded (cover)',
      'mia: leave_recorded (manager)',
    ]);
    const [leave] = await absences('mia');
    const change = (version: number, coverId: string | null) =>
      team().as('mia').put(`/absences/${leave?.id}`, { version, until: '2026-02-20', coverId });
    await change(1, cover);
    expect(await told()).toEqual(['ana: leave_changed (absentee)', 'ben: leave_changed (cover)']);
    await change(2, team().idOf('cyn'));
    expect(await told()).toEqual([
      'ana: leave_changed (absentee)',
      'ben: leave_changed (relieved)',
      'cyn: leave_changed (cover)',
    ]);
    await team().as('ana').delete(`/absences/${leave?.id}?version=3`);
    expect(await told()).toEqual(['cyn: leave_taken_back (cover)', 'mia: leave_taken_back (manager)']);
  });

  it('whoever may confirm it, an executive where there is no manager', async () => {
    await record('ana', 'ana', week, team().idOf('ben'));
    expect(await told()).toEqual(['ben: leave_recorded (cover)', 'mia: leave_to_confirm (manager)']);
    const [leave] = await absences('mia');
    await team().as('mia').post(`/absences/${leave?.id}/confirmation`, { version: 1 });
    expect(await told()).toEqual(['ana: leave_recorded (absentee)', 'ben: leave_recorded (cover)']);
    await team().write(
      (sql) => sql`
        update reporting_lines set during = '[2025-01-01,2026-02-01)'
        where organization_id = ${team().organizationId} and person_id = ${team().idOf('max')}`,
    );
    await record('max', 'max');
    expect(await told()).toEqual(['eva: leave_to_confirm (manager)']);
  });

  it('whoever has it on screen', async () => {
    const heard: unknown[] = [];
    const stop = await made().database.hearChanges(
      (change) => heard.push(change),
      () => undefined,
    );
    await record('eva', 'mia', week, team().idOf('max'));
    await expect
      .poll(() => heard)
      .toContainEqual({
        organizationId: team().organizationId,
        subjectType: 'person',
        concerns: expect.arrayContaining((['mia', 'max', 'ana', 'ben'] as const).map(team().idOf)),
      });
    await stop();
  });
});
