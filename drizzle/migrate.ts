import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Any number; the same for every Plumbline, so that two that start at once migrate in turn. */
const migrationLock = 7_205_759;

/**
 * Brings a database to the newest schema and gives the serving role its rights. Run as the owner.
 *
 * @param ownerUrl the login that owns the tables
 * @param servingRole the role that serves and owns nothing
 */
export async function migrate(ownerUrl: string, servingRole: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await run(drizzle(sql), {
      migrationsFolder: `${import.meta.dirname}/migrations`,
      migrationsSchema: 'drizzle',
    });
    await sql`select grant_access(${servingRole})`;
  } finally {
    await sql.end();
  }
}
