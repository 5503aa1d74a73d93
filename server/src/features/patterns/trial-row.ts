import type { Trial } from '@plumbline/shared/contracts/patterns.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { capital, explain, spaced } from './trial-words.ts';

export interface TrialRow {
  signal: Signal;
  subjectId: string;
  repId: string;
  repName: string;
  occurredAt: Date;
  settledAt: Date;
  week: string;
  outcome: number;
  reason: string;
  factIds: string[];
  itemTitle: string | null;
  reasonFor: string | null;
  dealName: string | null;
  followUpChannel: string | null;
  exceptionKind: string | null;
  activityKind: string | null;
  activityAccount: string | null;
}

/** Columns of a `TrialRow` but for the rep's, over what `joinSubject` joins to trials `t`. */
export const trialColumns = (sql: Sql): Fragment => sql`
  t.signal, t.subject_id, t.occurred_at, t.settled_at, t.week, t.outcome, t.reason, t.fact_ids,
  item.title as item_title, reason_for.title as reason_for, deal.name as deal_name, follow_up.channel as follow_up_channel,
  exception.kind as exception_kind, activity.kind as activity_kind, account.name as activity_account`;

/** Joins what each trial was about: one of these, by its id. */
export const joinSubject = (sql: Sql): Fragment => sql`
  join people rep on rep.organization_id = t.organization_id and rep.id = t.rep_id
  left join items item on item.organization_id = t.organization_id and item.id = t.subject_id
  left join item_events said on said.organization_id = t.organization_id and said.id = t.subject_id
  left join items reason_for on reason_for.organization_id = said.organization_id and reason_for.id = said.item_id
  left join opportunities deal on deal.organization_id = t.organization_id and deal.id = t.subject_id
  left join follow_ups follow_up on follow_up.organization_id = t.organization_id and follow_up.id = t.subject_id
  left join exceptions exception on exception.organization_id = t.organization_id and exception.id = t.subject_id
  left join activities activity on activity.organization_id = t.organization_id and activity.id = t.subject_id
  left join accounts account on account.organization_id = activity.organization_id and account.id = activity.account_id`;

export function presentTrial(row: TrialRow): Trial {
  return {
    signal: row.signal,
    subjectId: row.subjectId,
    rep: { id: row.repId, name: row.repName },
    occurredAt: row.occurredAt.toISOString(),
    settledAt: row.settledAt.toISOString(),
    week: row.week,
    outcome: row.outcome,
    subject: subjectOf(row),
    explanation: explain(row.signal, row.reason),
    factIds: row.factIds,
  };
}

function subjectOf(row: TrialRow): string {
  if (row.itemTitle !== null) return row.itemTitle;
  if (row.reasonFor !== null) return `Reason given for ${row.reasonFor}`;
  if (row.dealName !== null) return row.dealName;
  if (row.followUpChannel !== null)
    return `Follow-up, ${row.followUpChannel === 'app' ? 'asked in Plumbline' : spaced(row.followUpChannel)}`;
  if (row.exceptionKind !== null) return `Exception: ${spaced(row.exceptionKind)}`;
  if (row.activityKind === null) return 'Something that is not on record any more';
  return `${capital(spaced(row.activityKind))}${row.activityAccount === null ? '' : ` with ${row.activityAccount}`}`;
}
