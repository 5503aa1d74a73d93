import type { Problem } from '@plumbline/shared/contracts/common.ts';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
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
  team.write(async (sql) => {
    const rows = await sql<{ kind: string }[]>`
      select kind from item_events where organization_id = ${team.organizationId} and item_id = ${id} order by occurred_at, id`;
    return rows.map(({ kind }) => kind);
  });

type Row = Omit<Life, 'isAsked' | 'recalledAt' | 'events'>;

/** What the database should hold by the model. */
function shownBy({ isAsked: _isAsked, recalledAt: _recalledAt, events, ...row }: Life) {
  return { row, events: events.map(({ kind }) => kind) };
}

const storedOf = async (id: string) => ({ row: await rowOf(id), events: await eventsOf(id) });

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

/** The item and its directive, by id. */
type Ids = Record<Try['to'], string>;

const send = (ids: Ids, { who, to, path, body }: Try, headers: Record<string, string> = {}) =>
  team.as(who).post(`/${to}s/${ids[to]}/${path}`, body, headers);

const directiveOf = (id: string) =>
  team.write(async (sql) => {
    const [row] = await sql<{ directiveId: string }[]>`
      select directive_id from items where organization_id = ${team.organizationId} and id = ${id}`;
    return row?.directiveId ?? '';
  });

/** The item as the model has it after these tries, if they are answered as they were; null: the rules do not say so. */
function explained(life: Life, tries: readonly (readonly [Try, Answer<Problem>])[], at: number): Life | null {
  let now = life;
  for (const [one, { status, body }] of tries) {
    const [expected, then] = one.rule(now, at);
    if (status !== expected) return null;
    // Whoever comes too late is told how the item stands at that moment.
    if (status === 409 && one.to === 'item') {
      const state = now.state === 'open' && now.currentDueAt <= at ? 'late' : now.state;
      if (body.current?.state !== state || body.current.version !== now.version) return null;
      if (body.current.last?.event !== now.events.at(-1)?.kind) return null;
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

/** Where a life begins, so that what takes several steps to come to is not left to chance. */
const beginning = fc
  .constantFrom([], [], ['submit'], ['submit', 'recall'], ['submit', 'giveBack', 'submit', 'recall'])
  .map((names) => names.map((first) => ({ minutes: 1, act: { how: 'once' as const, first } })));

it('whatever reps and managers do to an item, in whatever order and at whatever moment, it is as the rules say, and nothing of it vanishes', async () => {
  await fc.assert(
    fc.asyncProperty(beginning, fc.array(step, { minLength: 1, maxLength: 14 }), async (begun, steps) => {
      team.at(start);
      const id = await team.directive('ana', 'eva', dueAt);
      const ids = { item: id, directive: await directiveOf(id) };
      let life = born(Date.parse(dueAt));
      for (const { minutes, act } of [...begun, ...steps]) {
        team.clock.now = new Date(team.clock.now.getTime() + minutes * 60_000);
        const at = team.clock.now.getTime();
        const tried = (name: string) => attempts[name]?.(life.version, at) ?? expect.fail(name);
        const first = tried(act.first);
        let then: Life | null;
        if (act.how === 'once') {
          then = explained(life, [[first, await send(ids, first)]], at);
        } else if (act.how === 'double click') {
          // One request under one key, twice: it is done once, and both are told so.
          const headers = { 'idempotency-key': newId() };
          const [one, other] = await Promise.all([send(ids, first, headers), send(ids, first, headers)]);
          expect(one.status).toBe(other.status);
          if (one.status === 200) expect(one.body).toEqual(other.body);
          then = explained(life, [[first, one]], at);
        } else {
          // Two people at one moment: as if one had come after the other.
          const second = tried(act.second);
          const [one, other] = await Promise.all([send(ids, first), send(ids, second)]);
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
          const stored = await storedOf(id);
          then = orders.find((order) => isDeepStrictEqual(shownBy(order), stored)) ?? null;
        }
        if (then === null) expect.fail(`${JSON.stringify(act)} was answered otherwise than the rules say`);
        life = then;
        expect(await storedOf(id)).toEqual(shownBy(life));
        // What is done to a directive has its entry there.
        const ofItem = life.events.filter(({ kind }) => kind !== 'recalled');
        expect(await team.audited(id)).toHaveLength(ofItem.length);
      }
    }),
    { numRuns: 100 },
  );
}, 240_000);
