import type { Pattern, Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../database/connect.ts';
import type { StoredFlag } from './flags.ts';
import { type EvidenceRow, restore, type Sheet, sheetKey } from './looks.ts';
import type { Reading } from './readings.ts';

/** Stores the evidence of closed weeks. */
export async function storeEvidence(
  sql: Sql,
  organizationId: string,
  rows: readonly EvidenceRow[],
): Promise<void> {
  await sql`
    insert into evidence (organization_id, manager_id, pattern, week, log_e, judgement, reasons, detail, policy_version)
    select ${organizationId}, e."managerId", e.pattern, e.week, e."logE", e.judgement, e.reasons, e.detail, e."policyVersion"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e (
      "managerId" uuid, pattern text, week date, "logE" double precision, judgement text, reasons jsonb, detail jsonb,
      "policyVersion" integer
    )`;
}

/**
 * Every sheet as the last look left it, worked out again from the frozen readings that counted. A sheet begins anew
 * after its last flag was cleared.
 *
 * @param fromWeek the first week in force
 */
export async function restoreSheets(
  sql: Sql,
  organizationId: string,
  fromWeek: string,
  readings: readonly Reading[],
  flags: readonly StoredFlag[],
): Promise<Map<string, Sheet>> {
  const weeks = await sql<{ managerId: string; pattern: Pattern; week: string; readable: Signal[] }[]>`
    select manager_id, pattern, week, detail -> 'readable' as readable
    from evidence
    where organization_id = ${organizationId} and week >= ${fromWeek} and judgement <> 'cannot_judge'
    order by week`;
  const last = new Map(flags.map((flag) => [sheetKey(flag.managerId, flag.pattern), flag]));
  const byManagerWeek = Map.groupBy(readings, ({ managerId, week }) => `${managerId} ${week}`);
  const sheets = new Map<string, Sheet>();
  for (const [key, ofSheet] of Map.groupBy(weeks, ({ managerId, pattern }) => sheetKey(managerId, pattern))) {
    const flag = last.get(key);
    const [first] = ofSheet;
    if (first === undefined) continue;
    const begunOn = flag?.clearedOn ?? fromWeek;
    const counted = ofSheet
      .filter(({ week }) => week >= begunOn)
      .map(({ managerId, week, readable }) => ({
        week,
        readings: (byManagerWeek.get(`${managerId} ${week}`) ?? []).filter(({ signal }) =>
          readable.includes(signal),
        ),
      }));
    const raisedOn = flag !== undefined && flag.clearedOn === null ? flag.raisedOn : null;
    sheets.set(key, restore(first.managerId, first.pattern, counted, raisedOn));
  }
  return sheets;
}
