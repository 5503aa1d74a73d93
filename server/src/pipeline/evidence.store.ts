import type { Sql } from '../database/connect.ts';
import type { StoredFlag } from './flags.ts';
import { inParts } from './in-parts.ts';
import { cleanSheet, type EvidenceRow, type Sheet, sheetKey } from './looks.ts';
import { methodVersion } from './method.ts';

/** Stores the evidence of closed weeks. */
export async function storeEvidence(
  sql: Sql,
  organizationId: string,
  rows: readonly EvidenceRow[],
): Promise<void> {
  await inParts(
    rows,
    (part) => sql`
    insert into evidence (organization_id, manager_id, pattern, week, log_e, judgement, reasons, detail, policy_version)
    select ${organizationId}, e."managerId", e.pattern, e.week, e."logE", e.judgement, e.reasons, e.detail, e."policyVersion"
    from jsonb_to_recordset(${part}::text::jsonb) as e (
      "managerId" uuid, pattern text, week date, "logE" double precision, judgement text, reasons jsonb, detail jsonb,
      "policyVersion" integer
    )`,
  );
}

/**
 * Every sheet as the last look left it. One that an earlier method kept is left out, since this one cannot add to it: its
 * evidence begins anew.
 * @param flags what is raised is said by the flags alone; a flag whose sheet is gone goes on with a clean one
 */
export async function loadSheets(
  sql: Sql,
  organizationId: string,
  flags: readonly StoredFlag[],
): Promise<Map<string, Sheet>> {
  const stored = await sql<{ state: Sheet }[]>`
    select state from sheets
    where organization_id = ${organizationId} and state -> 'evidence' ->> 'method' = ${methodVersion}`;
  const sheets = new Map(
    stored.map(({ state }) => [sheetKey(state.managerId, state.pattern), { ...state, raisedOn: null }]),
  );
  const raised = flags.filter(({ clearedOn }) => clearedOn === null);
  return new Map<string, Sheet>([
    ...sheets,
    ...raised.map(({ managerId, pattern, raisedOn }) => {
      const key = sheetKey(managerId, pattern);
      return [key, { ...(sheets.get(key) ?? cleanSheet(managerId, pattern)), raisedOn }] as const;
    }),
  ]);
}

/** Puts the sheets in the place of those before. */
export async function storeSheets(
  sql: Sql,
  organizationId: string,
  sheets: ReadonlyMap<string, Sheet>,
): Promise<void> {
  await sql`delete from sheets where organization_id = ${organizationId}`;
  await inParts(
    [...sheets.values()],
    (part) => sql`
    insert into sheets (organization_id, manager_id, pattern, state)
    select ${organizationId}, (s.state ->> 'managerId')::uuid, s.state ->> 'pattern', s.state
    from jsonb_array_elements(${part}::text::jsonb) as s (state)`,
  );
}
