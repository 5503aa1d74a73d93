import type { Sql } from '../../database/connect.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { wordPatterns } from '../../search-words.ts';
import type { FoundWord } from './item-filters.ts';

/**
 * What the words of a search stand for: the reps, kinds of paperwork and directives that bear them. An item's title is made
 * of the latter two, and both registers are small, so they are looked through as they are: of the items themselves no
 * index could find a piece of text, since row-level security has to be asked before a comparison that might tell of rows.
 *
 * @returns a word each, in the order typed
 */
export async function findWords(sql: Sql, viewer: Viewer, search: string): Promise<FoundWord[]> {
  return sql<FoundWord[]>`
    select
      array(
        select p.id from people p
        where p.organization_id = ${viewer.organizationId} and p.role <> 'executive' and p.name ilike word.pattern
      ) as reps,
      array(
        select t.id from paperwork_types t
        where t.organization_id = ${viewer.organizationId} and t.name ilike word.pattern
      ) as types,
      array(
        select d.id from directives d
        where d.organization_id = ${viewer.organizationId} and d.title ilike word.pattern
      ) as directives
    from unnest(${wordPatterns(search)}::text[]) with ordinality word (pattern, position)
    order by word.position`;
}
