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
 * SQL: whether `items i` is what was asked for, whoever sees it. Each part compares ids and times alone: under row-level
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
    ...words.map((word) => bearsWord(sql, word)),
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
        i.state = 'done' and i.accepted_at is null and i.done_at > ${new Date(at.getTime() - reviewWindow)}
        and ${handedInHere(sql, viewer, at)}`;
    case 'any':
      return sql`true`;
  }
}

/**
 * SQL: whether what stands was handed in here, within the review window. Of everybody's items those are found first and
 * joined; of one's own people's, who are few, it is asked item by item (offset 0).
 */
const handedInHere = (sql: Sql, { role }: Viewer, at: Date): Fragment =>
  role === 'executive'
    ? sql`(i.id, i.done_at) in (
        select e.item_id, e.occurred_at from live_item_events e
        where e.organization_id = i.organization_id and e.occurred_at > ${new Date(at.getTime() - reviewWindow)}
          and e.kind in ('submitted', 'completed') and e.provenance = 'observed'
      )`
    : sql`exists (
        select from live_item_events e
        where e.organization_id = i.organization_id and e.item_id = i.id and e.occurred_at = i.done_at
          and e.kind in ('submitted', 'completed') and e.provenance = 'observed'
        offset 0
      )`;

const bearsWord = (sql: Sql, { reps, types, directives }: FoundWord): Fragment =>
  either(sql, [
    reps.length > 0 && sql`i.rep_id = any (${[...reps]}::uuid[])`,
    types.length > 0 && sql`i.paperwork_type_id = any (${[...types]}::uuid[])`,
    // The kind is said too, for the index of directives.
    directives.length > 0 && sql`i.kind = 'directive' and i.directive_id = any (${[...directives]}::uuid[])`,
  ]);
