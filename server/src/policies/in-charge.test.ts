import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeTeam, madeTeam } from '../features/testing/made-team.ts';
import { newId } from '../database/ids.ts';
import { answeringFor, inCharge, teamNow } from './in-charge.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());

it('a cover answers for each rep on the rep’s own days, from whichever side one asks', async () => {
  const { organizationId, idOf } = team;
  // Mia's day is the 14th while it is the 13th in Ana's zone and the 12th in Ben's.
  await team.write(async (sql) => {
    for (const [who, zone] of [
      ['mia', 'Pacific/Kiritimati'],
      ['ana', 'UTC'],
      ['ben', 'Pacific/Pago_Pago'],
    ] as const)
      await sql`
        update people set time_zone = ${zone} where organization_id = ${organizationId} and id = ${idOf(who)}`;
    await sql`
      insert into absences (organization_id, id, person_id, during, cover_id, recorded_by, recorded_at)
      values (${organizationId}, ${newId()}, ${idOf('mia')}, '[2026-02-13,2026-02-14)', ${idOf('max')}, ${idOf('eva')}, '2026-02-01')`;
  });
  const max = {
    organizationId,
    personId: idOf('max'),
    sessionId: team.sessionOf('max'),
    role: 'manager',
    isAdmin: false,
  } as const;

  const coveredAt = (instant: string) => {
    const at = new Date(instant);
    return team.database.transaction(max, async (tx) => {
      const ofTeam = await tx.sql<{ name: string }[]>`
        select now.name from (${teamNow(tx.sql, max, at)}) now where now.manager_id = ${idOf('mia')} order by now.name`;
      const ofPeople = await tx.sql<{ name: string }[]>`
        select rep.name from people rep
        where rep.organization_id = ${organizationId} and rep.name in ('ana', 'ben') and ${inCharge(tx.sql, max, at)}
        order by rep.name`;
      const ofReps: string[] = [];
      for (const name of ['ana', 'ben'] as const)
        if ((await answeringFor(tx, [idOf(name)], at)).includes(idOf('max'))) ofReps.push(name);
      return [ofTeam.map(({ name }) => name), ofPeople.map(({ name }) => name), ofReps];
    });
  };
  const all = (...names: string[]) => [names, names, names];
  expect(await coveredAt('2026-02-12T11:00:00Z')).toEqual(all());
  expect(await coveredAt('2026-02-13T10:30:00Z')).toEqual(all('ana'));
  expect(await coveredAt('2026-02-13T12:00:00Z')).toEqual(all('ana', 'ben'));
  expect(await coveredAt('2026-02-14T10:30:00Z')).toEqual(all('ben'));
  expect(await coveredAt('2026-02-14T12:00:00Z')).toEqual(all());
});
