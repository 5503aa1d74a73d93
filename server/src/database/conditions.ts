import type { Sql } from './connect.ts';
import type { Fragment } from './fragment.ts';

/** What may be asked for: where it is not, nothing is. */
type Maybe = Fragment | false | undefined | '';

/** SQL: what all of the parts say. */
export function all(sql: Sql, parts: readonly Maybe[]): Fragment {
  const [first = sql`true`, ...others] = present(parts);
  return others.reduce((joined, part) => sql`${joined} and ${part}`, first);
}

/** SQL: what at least one of the parts says. */
export function either(sql: Sql, parts: readonly Maybe[]): Fragment {
  const [first = sql`false`, ...others] = present(parts);
  return sql`(${others.reduce((joined, part) => sql`${joined} or ${part}`, first)})`;
}

const present = (parts: readonly Maybe[]): Fragment[] =>
  parts.filter((part) => part !== false && part !== undefined && part !== '');
