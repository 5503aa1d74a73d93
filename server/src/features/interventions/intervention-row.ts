import type { Intervention, RequestAnswer } from '@plumbline/shared/contracts/interventions.ts';
import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import type { Viewer } from '../../policies/viewer.ts';

export interface InterventionRow {
  id: string;
  opportunityId: string;
  opportunityName: string;
  accountName: string;
  managerId: string;
  managerName: string;
  repId: string;
  repName: string;
  reason: string | null;
  missingSkill: string | null;
  startedAt: Date;
  plannedHandBackOn: string | null;
  isOverdue: boolean;
  asker: PersonRef | null;
  answer: RequestAnswer | null;
  isOver: boolean;
  handedBackAt: Date | null;
  learned: string | null;
  isImported: boolean;
}

/** SQL: whether a takeover `i` of a deal `o` has ended. */
export const isOver = (sql: Sql): Fragment => sql`(i.handed_back_at is not null or o.outcome <> 'open')`;

/** SQL: takeovers `i` as screens show them. What an import says was asked for, its source confirmed. */
export const interventionColumns = (sql: Sql, at: Date): Fragment => sql`
  i.id, o.id as opportunity_id, o.name as opportunity_name, account.name as account_name,
  manager.id as manager_id, manager.name as manager_name, rep.id as rep_id, rep.name as rep_name,
  i.reason, i.missing_skill, i.started_at, i.planned_hand_back_on,
  not ${isOver(sql)} and coalesce(i.planned_hand_back_on < (${at}::timestamptz at time zone manager.time_zone)::date, false)
    as is_overdue,
  case when asker.id is not null then jsonb_build_object('id', asker.id, 'name', asker.name) end as asker,
  case when i.requested_by is not null then 'confirmed' else answered.kind end as answer,
  ${isOver(sql)} as is_over, i.handed_back_at, handed_back.note as learned, i.provenance = 'imported' as is_imported`;

export const joinIntervention = (sql: Sql): Fragment => sql`
  join opportunities o on o.organization_id = i.organization_id and o.id = i.opportunity_id
  join accounts account on account.organization_id = o.organization_id and account.id = o.account_id
  join people manager on manager.organization_id = i.organization_id and manager.id = i.manager_id
  join people rep on rep.organization_id = i.organization_id and rep.id = coalesce(i.rep_id, o.owner_id)
  left join people asker on asker.organization_id = i.organization_id and asker.id = coalesce(i.asked_by, i.requested_by)
  left join intervention_steps answered on answered.organization_id = i.organization_id
    and answered.intervention_id = i.id and answered.kind in ('confirmed', 'denied')
  left join intervention_steps handed_back on handed_back.organization_id = i.organization_id
    and handed_back.intervention_id = i.id and handed_back.kind = 'handed_back'`;

export function presentIntervention(row: InterventionRow, viewer: Viewer): Intervention {
  const isOwn = row.managerId === viewer.personId;
  return {
    id: row.id,
    opportunity: { id: row.opportunityId, name: row.opportunityName, account: row.accountName },
    manager: { id: row.managerId, name: row.managerName },
    rep: isOwn || row.repId === viewer.personId ? { id: row.repId, name: row.repName } : null,
    reason: row.reason,
    missingSkill: row.missingSkill,
    startedAt: row.startedAt.toISOString(),
    plannedHandBackOn: row.plannedHandBackOn,
    overdue: row.isOverdue,
    request: row.asker === null ? null : { by: row.asker, answer: row.answer },
    state: row.isOver ? 'over' : 'open',
    handedBack:
      row.handedBackAt === null ? null : { at: row.handedBackAt.toISOString(), learned: row.learned },
    can: {
      // What an import brought is handed back where it came from.
      handBack: isOwn && !row.isOver && !row.isImported,
      answer: row.asker?.id === viewer.personId && row.answer === null,
    },
  };
}
