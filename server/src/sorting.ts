import type { z } from 'zod';
import type { Sql } from './database/connect.ts';
import type { Fragment } from './database/fragment.ts';
import { KeyInstant } from './paging.ts';

/** How a list is sorted: the key it is paged by, in SQL and in a cursor. */
export interface ListOrder {
  key: z.ZodType<string>;
  /** SQL: the key of a row. */
  column(sql: Sql): Fragment;
  inOrder(sql: Sql): Fragment;
  /** SQL: whether a row comes after the one with this key and id. */
  beyond(sql: Sql, key: string, id: string): Fragment;
}

/** What a list is sorted by. */
export interface SortKey {
  /** Of the row, and never null: `f.occurred_at`; its id stands beside it. */
  column: `${string}.${string}`;
  type: 'timestamptz' | 'interval' | 'numeric';
  /** As its values stand in a cursor. */
  key: z.ZodType<string>;
}

export const byInstant = (column: SortKey['column']): SortKey => ({
  column,
  type: 'timestamptz',
  key: KeyInstant,
});

/** The order of a key's values, of rows that have the same one in the order of their ids. */
export function orderBy({ column, type, key }: SortKey, direction: 'asc' | 'desc'): ListOrder {
  const id = column.replace(/[^.]+$/, 'id');
  const isDescending = direction === 'desc';
  return {
    key,
    column: (sql) => sql`${sql(column)}`,
    inOrder: (sql) =>
      isDescending ? sql`${sql(column)} desc, ${sql(id)} desc` : sql`${sql(column)}, ${sql(id)}`,
    beyond: (sql, after, afterId) =>
      sql`(${sql(column)}, ${sql(id)}) ${isDescending ? sql`<` : sql`>`} (${after}::text::${sql.unsafe(type)}, ${afterId})`,
  };
}
