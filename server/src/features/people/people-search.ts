import { either } from '../../database/conditions.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { wordPatterns } from '../../search-words.ts';

/**
 * Of each word of a search whose names hold it, by id, in the order typed: found before the rows are, since no index could
 * find a piece of text under row-level security.
 */
export async function findNames(sql: Sql, viewer: Viewer, search: string | undefined): Promise<string[][]> {
  if (search === undefined) return [];
  const words = await sql<{ ids: string[] }[]>`
    select array(
      select p.id from people p
      where p.organization_id = ${viewer.organizationId} and p.name ilike word.pattern
    ) as ids
    from unnest(${wordPatterns(search)}::text[]) with ordinality word (pattern, position)
    order by word.position`;
  return words.map(({ ids }) => ids);
}

/** SQL: whether one of the columns, each a person's id, is among these. */
export const isOneOf = (sql: Sql, columns: readonly string[], ids: readonly string[]): Fragment =>
  either(
    sql,
    columns.map((column) => sql`${sql(column)} = any (${[...ids]}::uuid[])`),
  );
