import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../../database/connect.ts';
import { newId } from '../../../database/ids.ts';
import type { ImportResult } from '../import-run.ts';
import { type ImportService, importService } from '../imports.service.ts';
import { type TestBundle, writeBundleFolder } from './bundle.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts';

/** When the tests' imports take place. */
export const at = new Date('2026-03-02T09:00:00Z');

/** The import itself acts for an organisation and for no person. */
export const actorOf = (organizationId: string) => ({ organizationId, personId: null });

const tables = [
  'people',
  'reporting_lines',
  'accounts',
  'account_owners',
  'opportunities',
  'opportunity_credits',
  'paperwork_types',
  'directives',
  'items',
  'item_events',
  'follow_ups',
  'follow_up_items',
  'follow_up_answers',
  'interventions',
  'exceptions',
  'absences',
  'holidays',
  'goals',
  'activities',
  'register_revisions',
  'superseded_facts',
];

/** A database for the tests of a file, and what they do with it. */
export function importTesting() {
  let server: TestDatabase | undefined;
  let service: ImportService | undefined;
  const evaluations: string[] = [];

  beforeAll(async () => {
    server = await openTestDatabase();
    service = importService({
      database: server.database,
      enqueueEvaluation: async (organizationId) => {
        evaluations.push(organizationId);
      },
    });
  }, 60_000);
  afterAll(() => server?.close());

  const ready = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('not before the tests');
    return thing;
  };

  return {
    /** The organisations for which an evaluation was asked. */
    evaluations,
    environment: () => ready(server).environment,
    database: (): Database => ready(server).database,
    service: () => ready(service),

    /** Imports a bundle into an organisation, a new one unless it is given. */
    async bring(
      bundle: TestBundle,
      organizationId: string | null = null,
      name = 'Test',
    ): Promise<ImportResult & { organizationId: string }> {
      const folder = await writeBundleFolder(bundle);
      const id = organizationId ?? newId();
      const isNew = organizationId === null;
      try {
        const result = await ready(service).run({
          actor: actorOf(id),
          path: folder.path,
          fileName: 'bundle',
          origin: 'command',
          newOrganization: isNew ? { name, timeZone: null, isSample: false, policyFrom: null } : null,
          at,
        });
        return { ...result, organizationId: id };
      } finally {
        await folder.remove();
      }
    },

    /** Every row of the organisation but its runs and audit, to see that nothing changed. */
    async contents(organizationId: string): Promise<Record<string, unknown>> {
      const all: Record<string, unknown> = {};
      for (const table of tables) {
        all[table] = await ready(server).database.read(actorOf(organizationId), (sql) =>
          sql.unsafe(
            `select to_jsonb(t)::text as row from ${table} t where organization_id = current_organization() order by 1`,
          ),
        );
      }
      return all;
    },

    /** The first row that a query finds in the organisation. */
    async one<T>(organizationId: string, query: string): Promise<T | undefined> {
      const [row] = await ready(server).database.read(actorOf(organizationId), (sql) =>
        sql.unsafe<T[]>(query),
      );
      return row;
    },
  };
}

/** The rows, one of them changed. */
export function replaceRow<R extends Record<string, string>>(
  rows: readonly R[],
  index: number,
  change: Partial<R>,
): R[] {
  return rows.map((row, place) => (place === index ? { ...row, ...change } : row));
}
