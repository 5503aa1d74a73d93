import type { Sql } from '../../database/connect.ts';

/** The first half of the lock's name, any number; the second is the organisation. */
const importLock = 7_205_761;

/** Imports of one organisation go one after the other: the second compares with what the first wrote. */
export async function takeTurn(sql: Sql, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${importLock}, hashtext(${organizationId}))`;
}

/** SQL that is true where nobody imports: the lock goes when its process or its connection dies, however it dies. */
export function nobodyImports(sql: Sql, organizationId: string) {
  return sql`pg_try_advisory_xact_lock(${importLock}, hashtext(${organizationId}))`;
}
