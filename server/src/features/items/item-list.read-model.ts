import type { ItemChoices, ItemFilters } from '@plumbline/shared/contracts/item-lists.ts';
import type { Item, ItemPage } from '@plumbline/shared/contracts/items.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import { readCursor, toPage } from '../../paging.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { pattern } from '../../search-words.ts';
import { isWanted, listedFrom, orderOf, type WantedItems } from './item-filters.ts';
import { type ItemRow, itemColumns, joinItem, presentItem } from './item-row.ts';
import { findWords } from './item-search.ts';

export interface ItemPageWanted {
  cursor?: string;
  limit: number;
}

/** People offered for a choice at most. */
const mostOffered = 200;

/** Lists of items, and what they can be narrowed to. */
export function itemListReadModel(database: Pick<Database, 'read'>) {
  return {
    /** A page of items; a list without a search is one statement. */
    async list(viewer: Viewer, wanted: ItemFilters & ItemPageWanted, at: Date): Promise<ItemPage> {
      const { search, ...others } = wanted;
      const rows = await database.read<readonly ListedRow[]>(viewer, (sql) =>
        search === undefined
          ? selectItems(sql, viewer, others, at)
          : searchItems(sql, viewer, others, search, at),
      );
      return toPage(
        rows,
        wanted.limit,
        ({ key, id }) => [key, id],
        (row) => presentItem(row, viewer, at),
      );
    },

    /** The kinds of paperwork, and the reps whose items the viewer sees; with a search, those whose name holds it. */
    async choices(viewer: Viewer, search = ''): Promise<ItemChoices> {
      const holding = pattern(search);
      const [types, reps] = await database.read(viewer, (sql) =>
        Promise.all([
          sql<{ id: string; name: string }[]>`
            select t.id, t.name from paperwork_types t
            where t.organization_id = ${viewer.organizationId} and t.name ilike ${holding}
            order by t.name, t.id`,
          sql<Item['rep'][]>`
            select p.id, p.name from people p
            where p.organization_id = ${viewer.organizationId} and ${scope.reps(sql, viewer)} and p.name ilike ${holding}
            order by p.name, p.id
            limit ${mostOffered + 1}`,
        ]),
      );
      return { types: [...types], reps: reps.slice(0, mostOffered), moreReps: reps.length > mostOffered };
    },
  };
}

export type ItemListReadModel = ReturnType<typeof itemListReadModel>;

type ListedRow = ItemRow & { key: string };

/**
 * The statement behind a page of items; the benchmark runs it bare. Whether a manager sees an item is asked one by one and
 * is dear: of the items that come into question, in their order, only of as many as the page holds (offset 0).
 */
export function selectItems(sql: Sql, viewer: Viewer, wanted: WantedItems & ItemPageWanted, at: Date) {
  const order = orderOf(wanted);
  const after = readCursor(wanted.cursor, z.tuple([order.key, z.uuid()]));
  const isOfTeam = wanted.scope === 'team';
  const atMost = isOfTeam ? scope.itemsAtMost(sql, viewer, at) : undefined;
  return sql<ListedRow[]>`
    with page as materialized (
      select i.*
      from (
        select i.* from ${listedFrom(sql, viewer, wanted, at)}
        where ${isWanted(sql, viewer, wanted, at)}
          ${after === null ? sql`` : sql`and ${order.beyond(sql, ...after)}`}
          ${atMost === undefined ? sql`` : sql`and ${atMost} order by ${order.inOrder(sql)} offset 0`}
      ) i
      where ${isOfTeam ? scope.items(sql, viewer, at) : sql`true`}
      order by ${order.inOrder(sql)}
      limit ${wanted.limit + 1}
    )
    select ${itemColumns(sql, viewer, at)}, ${order.column(sql)}::text as key
    from page i
    ${joinItem(sql, at)}
    order by ${order.inOrder(sql)}`;
}

async function searchItems(
  sql: Sql,
  viewer: Viewer,
  wanted: WantedItems & ItemPageWanted,
  search: string,
  at: Date,
) {
  const words = await findWords(sql, viewer, search);
  return selectItems(sql, viewer, { ...wanted, words }, at);
}
