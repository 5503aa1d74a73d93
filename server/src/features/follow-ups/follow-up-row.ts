import type { FollowUp } from '@plumbline/shared/contracts/follow-ups.ts';
import { isBackdated } from '../../afterwards.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import type { Viewer } from '../../policies/viewer.ts';

export type FollowUpRow = Pick<FollowUp, 'id' | 'channel' | 'outcome' | 'excuse' | 'note' | 'provenance'> & {
  managerId: string;
  managerName: string;
  repId: string;
  repName: string;
  occurredAt: Date;
  recordedAt: Date;
  commitmentAt: Date | null;
  items: { id: string; title: string; currentDueAt: string }[];
  answer: 'confirmed' | 'disputed' | null;
  answerNote: string | null;
  answeredAt: Date | null;
};

/** Columns of a `FollowUpRow`, over what `joinFollowUp` joins to `live_follow_ups f`. */
export const followUpColumns = (sql: Sql): Fragment => sql`
  f.id, f.channel, f.outcome, f.excuse, f.note, f.provenance, f.occurred_at, f.recorded_at, f.commitment_at,
  manager.id as manager_id, manager.name as manager_name, rep.id as rep_id, rep.name as rep_name,
  about.items, latest.answer, latest.note as answer_note, latest.occurred_at as answered_at`;

/** Joins who, what it was about, and the rep's latest answer. */
export const joinFollowUp = (sql: Sql): Fragment => sql`
  join people manager on manager.organization_id = f.organization_id and manager.id = f.manager_id
  join people rep on rep.organization_id = f.organization_id and rep.id = f.rep_id
  cross join lateral (
    select coalesce(
      json_agg(json_build_object('id', i.id, 'title', i.title, 'currentDueAt', i.current_due_at) order by i.current_due_at, i.id),
      '[]'
    ) as items
    from follow_up_items fi
    join items i on i.organization_id = fi.organization_id and i.id = fi.item_id
    where fi.organization_id = f.organization_id and fi.follow_up_id = f.id
  ) about
  left join lateral (
    select a.answer, a.note, a.occurred_at
    from live_follow_up_answers a
    where a.organization_id = f.organization_id and a.follow_up_id = f.id
    order by a.occurred_at desc, a.id desc
    limit 1
  ) latest on true`;

/** A follow-up as the API shows it. What Plumbline itself sent needs nobody's word, so there is nothing to answer. */
export function presentFollowUp(row: FollowUpRow, viewer: Viewer): FollowUp {
  const canAnswer = row.repId === viewer.personId && row.provenance !== 'observed';
  return {
    id: row.id,
    manager: { id: row.managerId, name: row.managerName },
    rep: { id: row.repId, name: row.repName },
    items: row.items.map((item) => ({ ...item, currentDueAt: new Date(item.currentDueAt).toISOString() })),
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    channel: row.channel,
    outcome: row.outcome,
    excuse: row.excuse,
    commitmentAt: row.commitmentAt?.toISOString() ?? null,
    note: row.note,
    provenance: row.provenance,
    answer:
      row.answer === null || row.answeredAt === null
        ? null
        : { answer: row.answer, note: row.answerNote, at: row.answeredAt.toISOString() },
    backdated: isBackdated(row.occurredAt, row.recordedAt),
    can: {
      confirm: canAnswer && row.answer !== 'confirmed',
      dispute: canAnswer && row.answer !== 'disputed',
    },
  };
}
