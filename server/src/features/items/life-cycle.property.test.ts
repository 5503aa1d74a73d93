import type { Problem } from '@plumbline/shared/contracts/common.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type Answer, type MadeTeam, madeTeam } from '../testing/made-team.ts';
import { attempts, born, type Life, type Try } from './testing/life-model.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());

const start = '2026-02-12T10:00:00Z';
const dueAt = '2026-02-12T12:00:00Z';

const eventsOf = (id: string) =>
  team.write(
    (sql) => sql<{ id: string; kind: string }[]>`
      select id, kind from item_events where organization_id = ${team.organizationId} and item_id = ${id} order by occurred_at, id`,
  );

type Row = Omit<Life, 'isAsked' | 'events'>;

/** The item's row, as the model speaks of it. */
const rowOf = (id: string) =>
  team.write(async (sql) => {
    const ms = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::bigint`;
    const [row] = await sql<Row[]>`
      select state, version, ${ms('current_due_at')} as current_due_at, ${ms('acknowledged_at')} as acknowledged_at,
        ${ms('done_at')} as done_at, ${ms('handed_in_at')} as handed_in_at, ${ms('returned_at')} as returned_at,
        ${ms('accepted_at')} as accepted_at
      from items
      where organization_id = ${team.organizationId} and id = ${id}`;
    return row;
  });

const send = (id: string, { who, path, body }: Try, headers: Record<string, string> = {}) =>
  team.as(who).post(`/items/${id}/${path}`, body, headers);

/** The item as the model has it after these tries, if they are answered as they were; null: the rules do not say so. */
function explained(life: Life, tries: readonly (readonly [Try, Answer<Problem>])[], at: number): Life | null {
  let now = life;
  for (const [one, { status, body }] of tries) {
    const [expected, then] = one.rule(now, at);
    if (status !== expected) return null;
    // Whoever comes too late is told how the item stands at that moment.
    if (status === 409) {
      const state = now.state === 'open' && now.currentDueAt <= at ? 'late' : now.state;
      if (body.current?.state !== state || body.current.version !== now.version) return null;
      if (body.current.last?.event !== now.events.at(-1)) return null;
    }
    now = then;
  }
  return now;
}

const attempt = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(attempts)) },
  // What most depends on what came before.
  { weight: 2, arbitrary: fc.constantFrom('submit', 'accept', 'withdraw', 'giveBack') },
);
const step = fc.record({
  // Up to the undo's ten minutes, past them, past the fortnight of a review.
  minutes: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(1, 5) },
    { weight: 1, arbitrary: fc.constantFrom(9, 10, 30, 2000, 20_160) },
  ),
  act: fc.oneof(
    { weight: 6, arbitrary: fc.record({ how: fc.constant('once' as const), first: attempt }) },
    {
      weight: 3,
      arbitrary: fc.record({ how: fc.constant('at once' as const), first: attempt, second: attempt }),
    },
    { weight: 1, arbitrary: fc.record({ how: fc.constant('double click' as const), first: attempt }) },
  ),
});

it('whatever reps and managers do to an item, in whatever order and at whatever moment, it is as the rules say, and nothing of it vanishes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      team.at(start);
      const id = await team.directive('ana', 'eva', dueAt);
      let life = born(Date.parse(dueAt));
      for (const { minutes, act } of steps) {
        team.clock.now = new Date(team.clock.now.getTime() + minutes * 60_000);
        const at = team.clock.now.getTime();
        const tried = (name: string) => attempts[name]?.(life.version, at) ?? expect.fail(name);
        const first = tried(act.first);
        let then: Life | null;
        if (act.how === 'once') {
          then = explained(life, [[first, await send(id, first)]], at);
        } else if (act.how === 'double click') {
          // One request under one key, twice: it is done once, and both are told so.
          const headers = { 'idempotency-key': newId() };
          const [one, other] = await Promise.all([send(id, first, headers), send(id, first, headers)]);
          expect(one.status).toBe(other.status);
          if (one.status === 200) expect(one.body).toEqual(other.body);
          then = explained(life, [[first, one]], at);
        } else {
          // Two people at one moment: as if one had come after the other.
          const second = tried(act.second);
          const [one, other] = await Promise.all([send(id, first), send(id, second)]);
          const orders = [
            explained(
              life,
              [
                [first, one],
                [second, other],
              ],
              at,
            ),
            explained(
              life,
              [
                [second, other],
                [first, one],
              ],
              at,
            ),
          ].filter((order) => order !== null);
          const events = (await eventsOf(id)).map(({ kind }) => kind);
          then = orders.find((order) => String(order.events) === String(events)) ?? null;
        }
        if (then === null) expect.fail(`${JSON.stringify(act)} was answered otherwise than the rules say`);
        life = then;
        const { isAsked: _isAsked, events, ...row } = life;
        expect(await rowOf(id)).toEqual(row);
        expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual(events);
        expect(await team.audited(id)).toHaveLength(events.length);
      }
    }),
    { numRuns: 60 },
  );
}, 240_000);
