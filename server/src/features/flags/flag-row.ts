import type { FlagSummary } from '@plumbline/shared/contracts/flags.ts';
import type { Pattern, ReviewDecision } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';

export interface FlagRow {
  id: string;
  managerId: string;
  managerName: string;
  pattern: Pattern;
  raisedAt: Date;
  notifiedAt: Date;
  openFrom: Date;
  clearedAt: Date | null;
  clearedBy: FlagSummary['clearedBy'];
  sentence: string;
  replied: boolean;
  lastDecision: ReviewDecision | null;
}

/** Columns of a `FlagRow`, over `flags f` joined with `people manager`. */
export const flagColumns = (sql: Sql): Fragment => sql`
  f.id, f.manager_id, manager.name as manager_name, f.pattern, f.raised_at, f.notified_at, f.open_from, f.cleared_at, f.cleared_by,
  f.evidence ->> 'sentence' as sentence,
  exists (select from flag_replies r where r.organization_id = f.organization_id and r.flag_id = f.id) as replied,
  (
    select r.decision from flag_reviews r
    where r.organization_id = f.organization_id and r.flag_id = f.id
    order by r.id desc
    limit 1
  ) as last_decision`;

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
    lastDecision: row.lastDecision,
  };
}
