import type { TakeoverPage } from '@plumbline/shared/contracts/takeovers.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  made.at('2026-02-12T10:00:00Z');
  team = await made.another();
});
afterAll(() => made.close());

type Led = 'manager' | 'rep' | 'nobody';

/** A deal of the rep's with who led it in each week from 5 January 2026 on; null: nothing happened. */
async function deal(
  name: string,
  rep: Who,
  manager: Who,
  weeks: readonly (Led | null)[],
  closedAt: string | null = null,
): Promise<string> {
  const { organizationId, idOf } = team;
  const [account, opportunity] = [newId(), newId()];
  await team.write(async (sql) => {
    await sql`insert into accounts (organization_id, id, name) values (${organizationId}, ${account}, 'Harbour Logistics')`;
    await sql`
      insert into opportunities (organization_id, id, account_id, owner_id, name, amount, currency, opened_at, closed_at, outcome)
      values (${organizationId}, ${opportunity}, ${account}, ${idOf(rep)}, ${name}, 1000, 'EUR', '2026-01-01', ${closedAt},
        ${closedAt === null ? 'open' : 'won'})`;
    for (const [at, led] of weeks.entries()) {
      if (led === null) continue;
      await sql`
        insert into deal_weeks (
          organization_id, opportunity_id, week, rep_id, manager_id, led_by, by_rep, by_manager_alone, counts, typed, activity_ids
        )
        values (${organizationId}, ${opportunity}, date '2026-01-05' + ${7 * at}::integer, ${idOf(rep)}, ${idOf(manager)}, ${led}, 0, 1, true, false, '{}')`;
    }
  });
  return opportunity;
}

const declare = (
  manager: Who,
  opportunity: string,
  startedAt: string,
  more: { handedBackAt?: string; requestedBy?: Who } = {},
) =>
  team.write(
    (sql) => sql`
      insert into interventions (organization_id, id, manager_id, opportunity_id, started_at, handed_back_at, requested_by, known_at, provenance)
      values (${team.organizationId}, ${newId()}, ${team.idOf(manager)}, ${opportunity}, ${startedAt}, ${more.handedBackAt ?? null},
        ${more.requestedBy ? team.idOf(more.requestedBy) : null}, ${startedAt}, 'declared')`,
  );

const takeovers = async (who: Who, query = '') =>
  (await team.as(who).get<TakeoverPage>(`/takeovers${query}`)).body;

describe('takeovers', () => {
  it('run from the first manager-led week to the next rep-led one', async () => {
    await deal('twice', 'ana', 'mia', ['manager', 'nobody', 'manager', 'rep', 'manager']);
    const { rows, observed } = await takeovers('mia');
    expect(rows.map(({ from, until, weeksLed }) => [from, until, weeksLed])).toEqual([
      ['2026-02-02', null, 1],
      ['2026-01-05', '2026-01-26', 2],
    ]);
    expect(rows[0]).toMatchObject({
      opportunity: { name: 'twice', account: 'Harbour Logistics', amount: 1000 },
      rep: { name: 'ana' },
    });
    expect(observed).toBe(2);
  });

  it('end as the deal closes', async () => {
    await deal('won', 'ana', 'mia', ['manager'], '2026-01-14T10:00:00Z');
    expect((await takeovers('mia')).rows[0]?.until).toBe('2026-01-19');
    expect((await takeovers('mia', '?current=true')).rows).toEqual([]);
  });

  it('say which were declared, and which an executive had asked for', async () => {
    await declare('mia', await deal('asked for', 'ana', 'mia', ['manager']), '2026-01-06T10:00:00Z', {
      requestedBy: 'eva',
    });
    await declare('mia', await deal('declared', 'ana', 'mia', [null, 'manager']), '2026-01-12T10:00:00Z');
    await declare(
      'mia',
      await deal('declared long before', 'ana', 'mia', [null, null, 'manager']),
      '2026-01-01T10:00:00Z',
      {
        handedBackAt: '2026-01-05T10:00:00Z',
      },
    );
    const { rows, observed, declared } = await takeovers('mia');
    expect(rows.map((row) => [row.opportunity.name, row.declared, row.requested])).toEqual([
      ['declared long before', false, false],
      ['declared', true, false],
      ['asked for', true, true],
    ]);
    expect([observed, declared]).toEqual([3, 3]);
  });

  it('show the joint calls of their weeks that the manager logged, with the rep’s latest word', async () => {
    const { organizationId, idOf } = team;
    const led = await deal('led', 'ana', 'mia', [null, 'manager', 'rep']);
    const lasting = await deal('lasting', 'ana', 'mia', ['manager']);
    const joint = (
      opportunity: string,
      heldAt: string,
      answers: readonly string[] = [],
      manager: Who = 'mia',
    ) =>
      team.write(async (sql) => {
        const id = newId();
        await sql`
          insert into joint_calls (organization_id, id, manager_id, rep_id, account_id, opportunity_id, held_at, led_by, coached, recorded_at)
          select ${organizationId}, ${id}, ${idOf(manager)}, ${idOf('ana')}, o.account_id, o.id, ${heldAt}, 'rep', 'Price talks.', ${heldAt}
          from opportunities o where o.organization_id = ${organizationId} and o.id = ${opportunity}`;
        for (const [at, answer] of answers.entries())
          await sql`
            insert into joint_call_answers (organization_id, id, joint_call_id, person_id, answer, occurred_at)
            values (${organizationId}, ${newId()}, ${id}, ${idOf('ana')}, ${answer}, ${`2026-02-0${at + 1}`})`;
      });
    await joint(led, '2026-01-11T23:59:59Z', ['confirmed']);
    await joint(led, '2026-01-12T00:00:00Z', ['disputed', 'confirmed']);
    await joint(led, '2026-01-18T23:59:59Z', ['confirmed', 'disputed']);
    await joint(led, '2026-01-19T00:00:00Z');
    await joint(led, '2026-01-14T10:00:00Z', [], 'max');
    await joint(lasting, '2026-02-11T10:00:00Z');
    const { rows } = await takeovers('mia');
    expect(rows.map(({ opportunity, jointCalls }) => [opportunity.name, jointCalls])).toEqual([
      ['led', { logged: 2, confirmed: 1, disputed: 1 }],
      ['lasting', { logged: 1, confirmed: 0, disputed: 0 }],
    ]);
  });

  it('are a manager’s own, and everybody’s to an executive one reply window late and without reps’ names', async () => {
    await deal('of Mia’s', 'ben', 'mia', [null, null, null, 'manager', 'manager']);
    await deal('of Max’s', 'cyn', 'max', [null, null, null, null, 'manager']);
    expect((await takeovers('mia')).rows.map(({ weeksLed }) => weeksLed)).toEqual([2]);
    expect((await takeovers('max')).rows.map(({ rep }) => rep.name)).toEqual(['cyn']);
    const { rows } = await takeovers('eva');
    expect(rows.map(({ manager, rep, weeksLed }) => [manager.name, rep.name, weeksLed])).toEqual([
      ['mia', 'Rep 2', 1],
    ]);
    expect((await takeovers('eva', `?manager=${team.idOf('max')}`)).rows).toEqual([]);
    expect((await team.as('ana').get('/takeovers')).status).toBe(403);
  });

  it('are paged, and refuse a foreign cursor', async () => {
    for (const at of [0, 1, 2])
      await deal(`${at}`, 'ana', 'mia', [...Array.from({ length: at }, () => null), 'manager']);
    const first = await takeovers('mia', '?limit=2');
    const second = await takeovers('mia', `?limit=2&cursor=${first.nextCursor}`);
    expect([...first.rows, ...second.rows].map(({ opportunity }) => opportunity.name)).toEqual([
      '2',
      '1',
      '0',
    ]);
    expect(second.observed).toBe(3);
    expect((await team.as('mia').get('/takeovers?cursor=e30')).body.code).toBe('invalid_cursor');
  });
});
