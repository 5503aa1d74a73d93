import { describe, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import type { Evaluation } from './evaluate.ts';
import { recordStart } from './testing/random-record.ts';
import { end, sevenManagers } from './testing/seven-managers.ts';
import { addDays } from './weeks.ts';

const { read, record, run, write } = sevenManagers();

describe('a flag', () => {
  const raisedFlag = async (seed: number) => {
    const { organizationId, managerIds } = await record(seed);
    for (let day = addDays(recordStart, 7); day <= end; day = addDays(day, 7)) {
      const { flags } = await run(organizationId, { asOf: day });
      const flag = flags.find(({ managerId }) => managerId === managerIds[1]);
      if (flag !== undefined) return { organizationId, managerId: flag.managerId, day };
    }
    throw new Error('the friend was not found');
  };

  const decide = (
    { organizationId, managerId }: { organizationId: string; managerId: string },
    decision: string,
    day: string,
  ) =>
    write(
      organizationId,
      (sql) => sql`
        insert into flag_steps (organization_id, id, flag_id, author_id, step, words, occurred_at)
        select organization_id, ${newId()}, id, manager_id, ${decision}, 'a hard quarter', ${`${day}T10:00:00Z`}
        from flags where organization_id = ${organizationId} and manager_id = ${managerId}`,
    );
  const flagsAbout = ({ flags }: Evaluation, managerId: string) =>
    flags.filter((flag) => flag.managerId === managerId);

  it('is cleared by a reviewer, and its evidence begins anew', async () => {
    const raised = await raisedFlag(5);
    const { organizationId, managerId, day } = raised;
    await decide(raised, 'not_borne_out', addDays(day, 1));
    const [flag] = flagsAbout(await run(organizationId, { asOf: addDays(day, 7) }), managerId);
    expect(flag?.clearedAt?.toISOString().slice(0, 10)).toBe(addDays(day, 7));
    const [row] = await read(
      organizationId,
      (sql) => sql<{ detail: { signals: { n: number }[] }; clearedBy: string }[]>`
        select e.detail, f.cleared_by from evidence e
        join flags f on f.organization_id = e.organization_id and f.manager_id = e.manager_id and f.pattern = e.pattern
        where e.organization_id = ${organizationId} and e.manager_id = ${managerId} and e.pattern = 'friend' and e.week = ${day}`,
    );
    expect(row?.clearedBy).toBe('review');
    const [reading] = await read(
      organizationId,
      (sql) => sql<{ n: number }[]>`
        select n from readings where organization_id = ${organizationId} and manager_id = ${managerId} and signal = 'silence' and week = ${day}`,
    );
    expect(row?.detail.signals[0]?.n).toBe(reading?.n);
  }, 30_000);

  it('stays when a later decision takes the dismissal back before the week closes', async () => {
    const raised = await raisedFlag(5);
    await decide(raised, 'not_borne_out', addDays(raised.day, 1));
    await decide(raised, 'borne_out', addDays(raised.day, 2));
    const { organizationId, managerId, day } = raised;
    const [flag] = flagsAbout(await run(organizationId, { asOf: addDays(day, 7) }), managerId);
    expect(flag?.clearedAt).toBeNull();
  }, 30_000);

  it('is dismissed alone: one that is raised again in the weeks caught up with stays', async () => {
    const raised = await raisedFlag(5);
    await decide(raised, 'not_borne_out', addDays(raised.day, 1));
    const { organizationId, managerId, day } = raised;
    const [dismissed, again] = flagsAbout(await run(organizationId), managerId);
    expect(dismissed?.clearedAt?.toISOString().slice(0, 10)).toBe(addDays(day, 7));
    expect(again).toMatchObject({ clearedAt: null });
  }, 30_000);

  it('ends four weeks after the last rep has gone elsewhere', async () => {
    const { organizationId, managerId, day } = await raisedFlag(6);
    const lastDay = addDays(day, 3);
    await write(organizationId, async (sql) => {
      await sql`
        update reporting_lines set during = daterange(lower(during), ${lastDay})
        where organization_id = ${organizationId} and manager_id = ${managerId} and upper_inf(during)`;
    });
    const monday = addDays(day, 7 * 5);
    const [waiting] = flagsAbout(await run(organizationId, { asOf: addDays(monday, -7) }), managerId);
    expect(waiting?.clearedAt).toBeNull();
    const [over] = flagsAbout(await run(organizationId, { asOf: monday }), managerId);
    expect(over?.clearedAt?.toISOString().slice(0, 10)).toBe(monday);
  }, 30_000);

  it('is cleared when the manager left', async () => {
    const { organizationId, managerId, day } = await raisedFlag(6);
    await write(organizationId, async (sql) => {
      await sql`update people set left_on = ${addDays(day, 3)} where organization_id = ${organizationId} and id = ${managerId}`;
    });
    const [flag] = flagsAbout(await run(organizationId, { asOf: addDays(day, 7) }), managerId);
    expect(flag?.clearedAt?.toISOString().slice(0, 10)).toBe(addDays(day, 7));
  }, 30_000);
});
