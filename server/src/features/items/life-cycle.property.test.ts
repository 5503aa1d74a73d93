import type { ItemEventKind } from '@plumbline/shared/domain/vocabulary.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeTeam, madeTeam } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());

interface Happened {
  id: string;
  kind: ItemEventKind;
  occurredAt: Date;
  newDueAt: Date | null;
  regardsId: string | null;
}

const dueAt = new Date('2026-02-12T12:00:00Z');

/** An item's state as its events tell it: written from the rule, not from the SQL. */
function fold(events: readonly Happened[]) {
  const state = {
    state: 'open',
    doneAt: null as Date | null,
    acknowledgedAt: null as Date | null,
    currentDueAt: dueAt,
  };
  const withdrawn = new Set(
    events.filter(({ kind }) => kind === 'withdrawn').map(({ regardsId }) => regardsId),
  );
  for (const { id, kind, occurredAt, newDueAt } of events) {
    if (withdrawn.has(id)) continue;
    if (kind === 'completed') Object.assign(state, { state: 'done', doneAt: occurredAt });
    if (kind === 'acknowledged') state.acknowledgedAt = occurredAt;
    if (kind === 'extension_granted' && newDueAt !== null) state.currentDueAt = newDueAt;
  }
  return state;
}

const commands = {
  submit: (id: string, version: number) => team.as('ana').post(`/items/${id}/submission`, { version }),
  withdraw: (id: string, version: number) => team.as('ana').post(`/items/${id}/withdrawal`, { version }),
  acknowledge: (id: string, version: number) =>
    team.as('ana').post(`/items/${id}/acknowledgement`, { version }),
  giveReason: (id: string) => team.as('ana').post(`/items/${id}/reasons`, { excuse: 'workload' }),
  askForTime: (id: string) =>
    team.as('ana').post(`/items/${id}/extension-requests`, { newDueAt: laterBy(3) }),
  grant: (id: string) =>
    team.as('mia').post(`/items/${id}/extension-decisions`, { grant: true, newDueAt: laterBy(4) }),
  decline: (id: string) => team.as('mia').post(`/items/${id}/extension-decisions`, { grant: false }),
  submitStale: (id: string, version: number) =>
    team.as('ana').post(`/items/${id}/submission`, { version: version - 1 }),
};
const laterBy = (days: number) => new Date(team.clock.now.getTime() + days * 86_400_000).toISOString();

const eventsOf = (id: string) =>
  team.write(
    (sql) => sql<Happened[]>`
      select id, kind, occurred_at, new_due_at, regards_id from item_events
      where organization_id = ${team.organizationId} and item_id = ${id} order by occurred_at, id`,
  );

const rowOf = (id: string) =>
  team.write(async (sql) => {
    const [row] = await sql<({ version: number } & ReturnType<typeof fold>)[]>`
      select state, done_at, acknowledged_at, current_due_at, version from items
      where organization_id = ${team.organizationId} and id = ${id}`;
    if (row === undefined) throw new Error('the item vanished');
    return row;
  });

it('whatever is done to an item in whatever order, its row is the sum of its events, and no event vanishes', async () => {
  const steps = fc.array(
    fc.record({
      command: fc.constantFrom(...Object.values(commands)),
      minutes: fc.constantFrom(1, 5, 30, 2000),
    }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      team.at('2026-02-12T10:00:00Z');
      const id = await team.directive('ana', 'eva', dueAt.toISOString());
      let before: readonly Happened[] = [];
      for (const { command, minutes } of sequence) {
        team.clock.now = new Date(team.clock.now.getTime() + minutes * 60_000);
        const { version, ...present } = await rowOf(id);
        expect(present).toEqual(fold(before));
        const { status } = await command(id, version);
        expect([200, 400, 409]).toContain(status);
        const after = await eventsOf(id);
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.length - before.length).toBe(status === 200 ? 1 : 0);
        expect(await team.audited(id)).toHaveLength(after.length);
        before = after;
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
