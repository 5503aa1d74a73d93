import { type ItemFilters, type ItemSort, sortsOf } from '@plumbline/shared/contracts/item-lists.ts';
import { z } from 'zod';
import { all, either } from '../../database/conditions.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { byInstant, type ListOrder, orderBy, type SortKey } from '../../sorting.ts';
import { reviewWindow } from './item-row.ts';

/** What is asked for, the words of the search as what they stand for. */
export type WantedItems = Omit<ItemFilters, 'search'> & { words?: readonly FoundWord[] };

/** Whose name a word stands in, by id: of reps, of kinds of paperwork, of directives. */
export interface FoundWord {
  reps: readonly string[];
  types: readonly string[];
  directives: readonly string[];
}

/**
 * SQL: whether `items i`, taken as {@link listedFrom} says, is what was asked for, whoever sees it. Each part compares ids and times alone: under row-level
 * security only such comparisons are answered by an index.
 */
export function isWanted(sql: Sql, viewer: Viewer, wanted: WantedItems, at: Date): Fragment {
  const { kind, type, rep, dueFrom, dueBefore, words = [] } = wanted;
  return all(sql, [
    sql`i.organization_id = ${viewer.organizationId}`,
    wanted.scope === 'mine' ? sql`i.rep_id = ${viewer.personId}` : sql`i.rep_id <> ${viewer.personId}`,
    inState(sql, viewer, wanted.state, at),
    kind && sql`i.kind = ${kind}`,
    type && sql`i.paperwork_type_id = ${type}`,
    rep && sql`i.rep_id = ${rep}`,
    dueFrom && sql`i.current_due_at >= ${dueFrom}`,
    dueBefore && sql`i.current_due_at < ${dueBefore}`,
    words.length > 0 && bearsWords(sql, words),
  ]);
}

/** As PostgreSQL writes the time between two instants: `-1 days -02:30:00`. */
const KeyInterval = z
  .string()
  .min(1)
  .regex(/^(-?\d{1,7} days?)?((^| )[+-]?\d\d:\d\d:\d\d(\.\d{1,6})?)?$/);

const due = byInstant('i.current_due_at');
const done = byInstant('i.done_at');
const lateness: SortKey = { column: 'i.late_by', type: 'interval', key: KeyInterval };

const orders: Record<ItemSort, ListOrder> = {
  due: orderBy(due, 'asc'),
  '-due': orderBy(due, 'desc'),
  done: orderBy(done, 'asc'),
  '-done': orderBy(done, 'desc'),
  lateness: orderBy(lateness, 'asc'),
  '-lateness': orderBy(lateness, 'desc'),
};

/** The order asked for, else the usual one of these items. */
export const orderOf = (wanted: Pick<WantedItems, 'state' | 'sort' | 'dueFrom' | 'dueBefore'>): ListOrder =>
  orders[wanted.sort ?? sortsOf(wanted)[0]];

function inState(sql: Sql, viewer: Viewer, state: WantedItems['state'], at: Date): Fragment {
  switch (state) {
    case 'owed':
      return sql`i.state = 'open'`;
    case 'late':
      return sql`i.state = 'open' and i.current_due_at <= ${at}`;
    case 'open':
      return sql`i.state = 'open' and i.current_due_at > ${at}`;
    case 'done':
    case 'waived':
      return sql`i.state = ${state}`;
    case 'to_accept':
      return sql`
        i.state = 'done' and i.accepted_at is null and i.done_at > ${reviewableSince(at)}
        ${viewer.role === 'executive' ? sql`` : sql`and ${handedInHere(sql)}`}`;
    case 'any':
      return sql`true`;
  }
}

/**
 * SQL: what a list's items are taken from, as `items i`. Of one's own people's, who are few, it is asked item by item what
 * was handed in here ({@link handedInHere}); everybody's are gone through by when that was, as far as the page goes.
 */
export function listedFrom(sql: Sql, viewer: Viewer, { state, sort }: WantedItems, at: Date): Fragment {
  if (state !== 'to_accept' || viewer.role !== 'executive') return sql`items i`;
  const direction = sort === '-done' ? sql`desc` : sql`asc`;
  return sql`(
      select distinct on (e.occurred_at, e.item_id) e.organization_id, e.item_id, e.occurred_at
      from live_item_events e
      where e.organization_id = ${viewer.organizationId} and e.occurred_at > ${reviewableSince(at)} and ${isSeen(sql)}
      order by e.occurred_at ${direction}, e.item_id ${direction}
    ) handed
    join items i on i.organization_id = handed.organization_id and i.id = handed.item_id and i.done_at = handed.occurred_at`;
}

const handedInHere = (sql: Sql): Fragment => sql`exists (
    select from live_item_events e
    where e.organization_id = i.organization_id and e.item_id = i.id and e.occurred_at = i.done_at and ${isSeen(sql)}
    offset 0
  )`;

/** SQL: whether the event `e` is a handing in that Plumbline saw itself. */
const isSeen = (sql: Sql): Fragment =>
  sql`e.kind in ('submitted', 'completed') and e.provenance = 'observed'`;

const reviewableSince = (at: Date) => new Date(at.getTime() - reviewWindow);

/**
 * SQL: whether every word stands in the rep's name or in the title, which is a kind of paperwork's or a directive's. Said
 * once for each way to share the words among the two, so that only ids are compared that bear all of their words: "dormant
 * 42" means directive 42, whose items an index finds, or a rep 42 and any directive about the dormant.
 */
const bearsWords = (sql: Sql, words: readonly FoundWord[]): Fragment =>
  either(
    sql,
    waysToShare(words).map(([ofName, ofTitle]) => {
      const reps = inAll(ofName.map((word) => word.reps));
      const types = inAll(ofTitle.map((word) => word.types));
      const directives = inAll(ofTitle.map((word) => word.directives));
      const isNamed = ofName.length === 0 || reps.length > 0;
      const isTitled = ofTitle.length === 0 || types.length > 0 || directives.length > 0;
      // The kind is said too, for the index of directives.
      const titled = either(sql, [
        types.length > 0 && sql`i.paperwork_type_id = any (${types}::uuid[])`,
        directives.length > 0 && sql`i.kind = 'directive' and i.directive_id = any (${directives}::uuid[])`,
      ]);
      return (
        isNamed &&
        isTitled &&
        all(sql, [ofName.length > 0 && sql`i.rep_id = any (${reps}::uuid[])`, ofTitle.length > 0 && titled])
      );
    }),
  );

/** Each way to put some of them on one side and the rest on the other. */
const waysToShare = <T>(all: readonly T[]): [T[], T[]][] =>
  all.reduce<[T[], T[]][]>(
    (ways, next) =>
      ways.flatMap(([one, other]) => [
        [[...one, next], other],
        [one, [...other, next]],
      ]),
    [[[], []]],
  );

/** The ids that are in every list. */
const inAll = (lists: readonly (readonly string[])[]): string[] => {
  const [first = [], ...others] = lists.map((list) => new Set(list));
  return [...first].filter((id) => others.every((list) => list.has(id)));
};
