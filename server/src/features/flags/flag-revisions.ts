import type { FlagRevision } from '@plumbline/shared/contracts/flags.ts';
import type { Sql } from '../../database/connect.ts';

type RevisionRow = Omit<FlagRevision, 'at' | 'importedAt'> & { foundAt: Date; importedAt: Date | null };

/** What late imports changed in the weeks of a flag, oldest first. */
export const selectRevisions = (sql: Sql, organizationId: string, flagId: string) => sql<RevisionRow[]>`
  select r.id, r.found_at, run.finished_at as imported_at, r.signals, r.log_e_before, r.log_e_after, r.still_raised
  from flag_revisions r
  left join import_runs run on run.organization_id = r.organization_id and run.id = r.import_run_id
  where r.organization_id = ${organizationId} and r.flag_id = ${flagId}
  order by r.found_at, r.id`;

export const presentRevision = ({ foundAt, importedAt, ...revision }: RevisionRow): FlagRevision => ({
  ...revision,
  at: foundAt.toISOString(),
  importedAt: importedAt?.toISOString() ?? null,
});
