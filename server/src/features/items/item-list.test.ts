import {
  type ItemSort,
  type ListedState,
  listedStates,
  sortsOf,
} from '@plumbline/shared/contracts/item-lists.ts';
import type { Item, ItemPage } from '@plumbline/shared/contracts/items.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
let visitReport: string;
/** Everything the executive sees, by id. */
let everything: Map<string, Item>;

const now = '2026-02-12T10:00:00Z';
const hour = 3_600_000;
const hoursFromNow = (hours: number) => new Date(Date.parse(now) + hours * hour).toISOString();

beforeAll(async () => {
  team = await madeTeam(now);
  visitReport = newId();
  await team.write(
    (sql) => sql`
    insert into paperwork_types (organization_id, id, code, name)
    values (${team.organizationId}, ${visitReport}, 'visit_report', 'Visit report 100%')`,
  );
  // Every third due at the same moment as the one before, so that ids have to tell them apart.
  for (let n = 0; n < 45; n++) {
    const who = (['ana', 'ben', 'cyn'] as const)[n % 3] ?? 'ana';
    const dueAt = hoursFromNow(24 * (Math.floor(n / 3) - 9) + (n % 3 === 2 ? 1 : 0));
    const id = n % 5 === 0 ? await team.directive(who, 'eva', dueAt) : await team.paperwork(who, dueAt);
    if (n % 10 === 1)
      await team.write((sql) => sql`update items set paperwork_type_id = ${visitReport} where id = ${id}`);
    await fate(n, who, id, dueAt);
  }
  await team.elsewhere.paperwork('ana', hoursFromNow(-1));
  everything = new Map((await pages('eva', { state: 'any' }, 100)).map((item) => [item.id, item]));
});
afterAll(() => team.close());

/** A third are done, one of them here and not looked at yet; a tenth waived; the others open. */
async function fate(n: number, who: Who, id: string, dueAt: string): Promise<void> {
  if (n % 4 === 0) {
    const doneAt = new Date(
      Math.min(Date.parse(dueAt) + ((n % 7) - 3) * hour, Date.parse(now) - hour),
    ).toISOString();
    await team.write(async (sql) => {
      await sql`update items set state = 'done', done_at = ${doneAt}, handed_in_at = ${doneAt} where id = ${id}`;
      if (n % 8 === 0)
        await sql`
          insert into item_events (organization_id, id, item_id, kind, actor_id, occurred_at, known_at, provenance)
          values (${team.organizationId}, ${newId()}, ${id}, 'submitted', ${team.idOf(who)}, ${doneAt}, ${doneAt}, 'observed')`;
    });
  } else if (n % 10 === 7) await team.write((sql) => sql`update items set state = 'waived' where id = ${id}`);
}

type Filters = Partial<Record<'kind' | 'type' | 'rep' | 'dueFrom' | 'dueBefore' | 'search', string>> & {
  state: ListedState;
  sort?: ItemSort | undefined;
};

async function pages(who: Who, filters: Filters, limit: number, scope = 'team'): Promise<Item[]> {
  const query = new URLSearchParams({ scope, limit: `${limit}` });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  const items: Item[] = [];
  for (;;) {
    const { status, body } = await team.as(who).get<ItemPage>(`/items?${query}`);
    expect(status).toBe(200);
    items.push(...body.rows);
    if (body.nextCursor === null) return items;
    query.set('cursor', body.nextCursor);
  }
}

/** The same said again in the simplest way, about what a list shows of an item. */
function isWanted(item: Item, { state, kind, type, rep, dueFrom, dueBefore, search }: Filters): boolean {
  const names = [item.rep.name, item.type?.name ?? item.title].map((name) => name.toLowerCase());
  return (
    (state === 'any' ||
      (state === 'owed' && (item.state === 'open' || item.state === 'late')) ||
      (state === 'to_accept' && item.can.accept) ||
      item.state === state) &&
    (kind === undefined || item.kind === kind) &&
    (type === undefined || item.type?.id === type) &&
    (rep === undefined || item.rep.id === rep) &&
    (dueFrom === undefined || Date.parse(item.currentDueAt) >= Date.parse(dueFrom)) &&
    (dueBefore === undefined || Date.parse(item.currentDueAt) < Date.parse(dueBefore)) &&
    (search ?? '')
      .toLowerCase()
      .split(' ')
      .every((word) => names.some((name) => name.includes(word)))
  );
}

function keyOf(item: Item, sort: ItemSort): number {
  if (sort.endsWith('due')) return Date.parse(item.currentDueAt);
  if (sort.endsWith('done')) return Date.parse(item.doneAt ?? '');
  return Date.parse(item.handedInAt ?? '') - Date.parse(item.dueAt);
}

/** One time of five, so that most lists hold more than a page. */
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const filtersOf = () =>
  fc
    .record({
      state: fc.constantFrom(...listedStates),
      kind: maybe(fc.constantFrom('paperwork', 'directive')),
      type: maybe(fc.constant(visitReport)),
      rep: maybe(fc.constantFrom('ana', 'ben', 'cyn').map((who) => team.idOf(who as Who))),
      dueFrom: maybe(fc.integer({ min: -240, max: 100 }).map(hoursFromNow)),
      dueBefore: maybe(fc.integer({ min: -100, max: 240 }).map(hoursFromNow)),
      search: maybe(fc.constantFrom('ana', 'REPORT', 'ben call', 'visit', '100%', 'report_', 'nobody')),
    })
    .chain((filters) =>
      fc.constantFrom(undefined, ...sortsOf(filters)).map((sort) => ({ ...filters, sort })),
    );

describe('a list with any filter and any order', () => {
  it('has every item that fits once, in order, page after page, and no other', async () => {
    // What waits for somebody's acceptance is told from what that person may do, who is not the executive.
    for (const [who, reps] of [
      ['mia', ['ana', 'ben']],
      ['max', ['cyn']],
    ] as const) {
      const seen = await pages(who, { state: 'any' }, 100);
      await fc.assert(
        fc.asyncProperty(filtersOf(), fc.integer({ min: 1, max: 12 }), async (filters, limit) => {
          const found = await pages(who, filters, limit);
          const fitting = seen.filter((item) => isWanted(item, filters));
          expect(found.map(({ id }) => id).toSorted()).toEqual(fitting.map(({ id }) => id).toSorted());
          for (const { rep } of found) expect(reps.map((name) => team.idOf(name))).toContain(rep.id);
          const sort = filters.sort ?? sortsOf(filters)[0];
          const keys = found.map((item) => keyOf(item, sort));
          const ascending = keys.toSorted((a, b) => a - b);
          expect(keys).toEqual(sort.startsWith('-') ? ascending.toReversed() : ascending);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('shows the executive everybody, whatever is asked for, and nothing of another organisation', async () => {
    expect(everything.size).toBe(45);
    await fc.assert(
      fc.asyncProperty(
        filtersOf().filter(({ state }) => state !== 'to_accept'),
        async (filters) => {
          const found = await pages('eva', filters, 7);
          const fitting = [...everything.values()].filter((item) => isWanted(item, filters));
          expect(found.map(({ id }) => id).toSorted()).toEqual(fitting.map(({ id }) => id).toSorted());
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of one’s own holds nobody else’s', async () => {
    await fc.assert(
      fc.asyncProperty(filtersOf(), async (filters) => {
        const found = await pages('ana', filters, 50, 'mine');
        for (const { rep } of found) expect(rep.id).toBe(team.idOf('ana'));
        expect(await pages('ana', filters, 50)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a list', () => {
  it('takes the signs of a search as they stand', async () => {
    const found = await pages('eva', { state: 'any', search: '100%' }, 50);
    expect(found.length).toBeGreaterThan(0);
    for (const { type } of found) expect(type?.id).toBe(visitReport);
    expect(await pages('eva', { state: 'any', search: 'report_100' }, 50)).toEqual([]);
  });

  it('of what waits for acceptance is the same for the executive as for the managers together', async () => {
    const waiting = async (who: Who) =>
      (await pages(who, { state: 'to_accept' }, 100)).map(({ id }) => id).toSorted();
    const ofManagers = [...(await waiting('mia')), ...(await waiting('max'))];
    expect(ofManagers.length).toBeGreaterThan(0);
    expect(await waiting('eva')).toEqual(ofManagers.toSorted());
  });

  it('of what waits for acceptance is in order for the executive too, page after page', async () => {
    const byTime = (await pages('eva', { state: 'to_accept', sort: 'done' }, 2)).map(({ id, doneAt }) => ({
      id,
      doneAt,
    }));
    const inOrder = byTime.toSorted(
      (a, b) => (a.doneAt ?? '').localeCompare(b.doneAt ?? '') || a.id.localeCompare(b.id),
    );
    expect(byTime.length).toBeGreaterThan(2);
    expect(byTime).toEqual(inOrder);
    const latestFirst = await pages('eva', { state: 'to_accept', sort: '-done' }, 2);
    expect(latestFirst.map(({ id }) => id)).toEqual(byTime.map(({ id }) => id).toReversed());
  });

  it('cannot be sorted by when it was handed in where nothing is', async () => {
    for (const state of ['owed', 'late', 'open', 'waived', 'any']) {
      const { status, body } = await team.as('ana').get(`/items?state=${state}&sort=-done`);
      expect([state, status, body.errors?.[0]?.path]).toEqual([state, 400, 'sort']);
    }
    const { status } = await team.as('ana').get(`/items?state=done&sort=-done&dueFrom=${now}`);
    expect(status).toBe(400);
  });

  it('refuses a cursor of another order, or one that is none', async () => {
    const asCursor = (key: string) => Buffer.from(JSON.stringify([key, newId()])).toString('base64url');
    for (const key of ['', '2026-02-12 10:00:00+00', '3 weeks', '99:99', '1 days; drop', '-']) {
      const { body } = await team.as('ana').get(`/items?state=done&sort=lateness&cursor=${asCursor(key)}`);
      expect([key, body.code]).toEqual([key, 'invalid_cursor']);
    }
    for (const key of ['3 days', '-1 days -02:30:00.5', '26:00:00', '-00:05:00']) {
      const { status } = await team.as('ana').get(`/items?state=done&sort=lateness&cursor=${asCursor(key)}`);
      expect([key, status]).toEqual([key, 200]);
    }
  });

  it('of choices names the reps whose items one sees, and no others', async () => {
    const reps = async (who: Who, search = '') => {
      const { body } = await team
        .as(who)
        .get<{ reps: { name: string }[]; moreReps: boolean }>(`/items/choices?search=${search}`);
      return [body.reps.map(({ name }) => name), body.moreReps];
    };
    expect(await reps('mia')).toEqual([['ana', 'ben'], false]);
    expect(await reps('eva')).toEqual([['ana', 'ben', 'cyn', 'max', 'mia'], false]);
    expect(await reps('eva', 'yn')).toEqual([['cyn'], false]);
    expect(await reps('ana')).toEqual([[], false]);
  });
});
