import type { JointCall } from '@plumbline/shared/contracts/joint-calls.ts';
import { type JointCallLeader, liveActivityKinds } from '@plumbline/shared/domain/vocabulary.ts';
import { isBackdated } from '../../afterwards.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import type { Viewer } from '../../policies/viewer.ts';

export interface JointCallRow {
  id: string;
  managerId: string;
  managerName: string;
  repId: string;
  repName: string;
  accountId: string;
  accountName: string;
  dealId: string | null;
  dealName: string | null;
  heldAt: Date;
  recordedAt: Date;
  ledBy: JointCallLeader;
  coached: string;
  answer: 'confirmed' | 'disputed' | null;
  answerNote: string | null;
  answeredAt: Date | null;
  onRecord: boolean;
}

/** Columns of a `JointCallRow`, over what `joinJointCall` joins to `answered_joint_calls j`. */
export const jointCallColumns = (sql: Sql): Fragment => sql`
  j.id, manager.id as manager_id, manager.name as manager_name, rep.id as rep_id, rep.name as rep_name,
  account.id as account_id, account.name as account_name, deal.id as deal_id, deal.name as deal_name,
  j.held_at, j.recorded_at, j.led_by, j.coached, j.answer, j.answer_note, j.answered_at,
  ${isOnRecord(sql)} as on_record`;

export const joinJointCall = (sql: Sql): Fragment => sql`
  join people manager on manager.organization_id = j.organization_id and manager.id = j.manager_id
  join people rep on rep.organization_id = j.organization_id and rep.id = j.rep_id
  join accounts account on account.organization_id = j.organization_id and account.id = j.account_id
  left join opportunities deal on deal.organization_id = j.organization_id and deal.id = j.opportunity_id`;

/** Whether the activities show both of them live with this customer, on that day of the rep's. */
const isOnRecord = (sql: Sql): Fragment => sql`exists (
  select from live_activities a
  left join opportunities of_account on of_account.organization_id = a.organization_id and of_account.id = a.opportunity_id
  cross join lateral (select (j.held_at at time zone rep.time_zone)::date as day) held
  where a.organization_id = j.organization_id
    and a.occurred_at >= held.day::timestamp at time zone rep.time_zone
    and a.occurred_at < (held.day + 1)::timestamp at time zone rep.time_zone
    and a.kind = any (${[...liveActivityKinds]}) and coalesce(of_account.account_id, a.account_id) = j.account_id
    and array[j.manager_id, j.rep_id] <@ (a.actor_id || a.participant_ids)
)`;

export function presentJointCall(row: JointCallRow, viewer: Viewer): JointCall {
  const isOfRep = row.repId === viewer.personId;
  return {
    id: row.id,
    manager: { id: row.managerId, name: row.managerName },
    rep: { id: row.repId, name: row.repName },
    account: { id: row.accountId, name: row.accountName },
    deal: row.dealId === null || row.dealName === null ? null : { id: row.dealId, name: row.dealName },
    heldAt: row.heldAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    ledBy: row.ledBy,
    coached: row.coached,
    answer:
      row.answer === null || row.answeredAt === null
        ? null
        : { answer: row.answer, note: row.answerNote, at: row.answeredAt.toISOString() },
    onRecord: row.onRecord,
    backdated: isBackdated(row.heldAt, row.recordedAt),
    can: { confirm: isOfRep && row.answer !== 'confirmed', dispute: isOfRep && row.answer !== 'disputed' },
  };
}
