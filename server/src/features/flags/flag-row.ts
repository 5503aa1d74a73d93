import type { FlagSummary } from '@plumbline/shared/contracts/flags.ts';
import type { Clearing, FlagState, Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { lifeOfFlag } from '../../policies/flag-life.ts';

export interface FlagRow {
  id: string;
  managerId: string;
  managerName: string;
  pattern: Pattern;
  raisedAt: Date;
  notifiedAt: Date;
  openFrom: Date;
  clearedAt: Date | null;
  clearedBy: Clearing | null;
  sentence: string;
  replied: boolean;
  state: FlagState;
  lookAgainOn: string | null;
}

/** Columns of a `FlagRow`, over `flagTables`. */
export const flagColumns = (sql: Sql): Fragment => sql`
  f.id, f.manager_id, manager.name as manager_name, f.pattern, f.raised_at, f.notified_at, life.open_from, f.cleared_at, f.cleared_by,
  f.evidence ->> 'sentence' as sentence, life.state, life.look_again_on,
  exists (
    select from flag_steps s where s.organization_id = f.organization_id and s.flag_id = f.id and s.step = 'replied'
  ) as replied`;

/** `flags f`, whose they are, and where they stand. */
export const flagTables = (sql: Sql, at: Date): Fragment => sql`
  flags f
  join people manager on manager.organization_id = f.organization_id and manager.id = f.manager_id
  cross join lateral (${lifeOfFlag(sql, at)}) life`;

export function presentFlag(row: FlagRow): FlagSummary {
  return {
    id: row.id,
    manager: { id: row.managerId, name: row.managerName },
    pattern: row.pattern,
    raisedAt: row.raisedAt.toISOString(),
    notifiedAt: row.notifiedAt.toISOString(),
    openFrom: row.openFrom.toISOString(),
    clearedAt: row.clearedAt?.toISOString() ?? null,
    clearedBy: row.clearedBy,
    sentence: row.sentence,
    replied: row.replied,
    state: row.state,
    lookAgainOn: row.lookAgainOn,
  };
}
