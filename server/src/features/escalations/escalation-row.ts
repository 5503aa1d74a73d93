import type { Escalation } from '@plumbline/shared/contracts/escalations.ts';
import { escalationAnswerDays, type Ruling } from '@plumbline/shared/domain/escalations.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { actingFor, inCharge } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';

export interface EscalationRow {
  id: string;
  itemId: string;
  title: string;
  repId: string;
  repName: string;
  currentDueAt: Date;
  directiveId: string;
  issuerId: string;
  issuerName: string;
  escalatorId: string | null;
  escalatorName: string | null;
  receiverId: string;
  receiverName: string;
  note: string | null;
  at: Date;
  answerBy: Date;
  /** It may still be answered: the item is owed, nobody has answered, and it went to nobody else since. */
  stands: boolean;
  answer: 'insisted' | 'extension_granted' | 'ruled_unclear' | null;
  answererId: string | null;
  answererName: string | null;
  answeredAt: Date | null;
  answerNote: string | null;
  newDueAt: Date | null;
  /** The viewer is whom it went to, or covers for them now. */
  isReceiver: boolean;
  /** The viewer issued the directive or is an executive, and does not answer for the rep. */
  mayRuleUnclear: boolean;
}

/**
 * SQL: escalations made in the product, one row each, over what `which` leaves of `live_item_events e` (joined with its
 * item `i` and its directive `d`). What a source system brings was answered there, if at all.
 */
export const escalations = (sql: Sql, viewer: Viewer, at: Date, which: Fragment): Fragment => sql`
  select e.id, e.item_id, i.title, i.rep_id, rep.name as rep_name, i.current_due_at, d.id as directive_id,
    issuer.id as issuer_id, issuer.name as issuer_name, escalator.id as escalator_id, escalator.name as escalator_name,
    receiver.id as receiver_id, receiver.name as receiver_name, e.note, e.known_at as at,
    ${answerBy(sql)} as answer_by,
    ${stands(sql)} as stands,
    answer.kind as answer, answer.actor_id as answerer_id, answer.name as answerer_name, answer.occurred_at as answered_at,
    answer.note as answer_note, answer.new_due_at,
    e.to_id in (${actingFor(sql, viewer, at)}) as is_receiver,
    ${viewer.role === 'executive' ? sql`true` : sql`d.issued_by = ${viewer.personId}`} and not ${inCharge(sql, viewer, at)}
      as may_rule_unclear
  from live_item_events e
  join items i on i.organization_id = e.organization_id and i.id = e.item_id
  join directives d on d.organization_id = i.organization_id and d.id = i.directive_id
  join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
  join people issuer on issuer.organization_id = d.organization_id and issuer.id = d.issued_by
  join people receiver on receiver.organization_id = e.organization_id and receiver.id = e.to_id
  left join people escalator on escalator.organization_id = e.organization_id and escalator.id = e.actor_id
  left join lateral (
    select a.kind, a.actor_id, p.name, a.occurred_at, a.note, a.new_due_at
    from live_item_events a
    left join people p on p.organization_id = a.organization_id and p.id = a.actor_id
    where a.organization_id = e.organization_id and a.item_id = e.item_id and a.regards_id = e.id
      and a.kind in ('insisted', 'extension_granted', 'ruled_unclear')
    limit 1
  ) answer on true
  where e.organization_id = ${viewer.organizationId} and ${isEscalation(sql, sql`e`)} and ${which}`;

/** SQL: whether a row of `live_item_events` is an escalation that is answered here. */
export const isEscalation = (sql: Sql, event: Fragment): Fragment => sql`
  ${event}.kind in ('escalated', 'escalated_by_rule') and ${event}.provenance = 'observed' and ${event}.to_id is not null`;

/**
 * SQL: whether an escalation `e` of `items i` may still be answered: the item is owed, nobody has answered, and it went to
 * nobody else since.
 */
export const stands = (sql: Sql): Fragment => sql`
  i.state = 'open' and not exists (
    select from live_item_events after
    where after.organization_id = e.organization_id and after.item_id = e.item_id
      and (
        after.regards_id = e.id and after.kind in ('insisted', 'extension_granted', 'ruled_unclear')
        or ${isEscalation(sql, sql`after`)} and (after.known_at, after.id) > (e.known_at, e.id)
      )
  )`;

/** SQL: until when the answer of `receiver` (of `people`) to an escalation `e` is in time. Leave counts from when it was recorded. */
export const answerBy = (sql: Sql): Fragment => sql`
  add_business_days(e.known_at, ${escalationAnswerDays}, receiver.time_zone, array(
    select day::date
    from absences away
    cross join lateral generate_series(
      greatest(lower(away.during), (away.recorded_at at time zone receiver.time_zone)::date, e.known_at::date),
      least(upper(away.during) - 1, e.known_at::date + 200),
      interval '1 day'
    ) day
    where away.organization_id = e.organization_id and away.person_id = e.to_id
      and away.counts and away.during && daterange(e.known_at::date, null)
  ))`;

const rulingOf: Record<NonNullable<EscalationRow['answer']>, Ruling> = {
  insisted: 'insist',
  extension_granted: 'extend',
  ruled_unclear: 'unclear',
};

export function presentEscalation(row: EscalationRow, at: Date): Escalation {
  return {
    id: row.id,
    item: {
      id: row.itemId,
      title: row.title,
      rep: { id: row.repId, name: row.repName },
      currentDueAt: row.currentDueAt.toISOString(),
    },
    directive: { id: row.directiveId, issuedBy: { id: row.issuerId, name: row.issuerName } },
    by: named(row.escalatorId, row.escalatorName),
    to: { id: row.receiverId, name: row.receiverName },
    note: row.note,
    at: row.at.toISOString(),
    answerBy: row.answerBy.toISOString(),
    state: stateOf(row, at),
    answer:
      row.answer === null || row.answeredAt === null
        ? null
        : {
            ruling: rulingOf[row.answer],
            by: named(row.answererId, row.answererName),
            at: row.answeredAt.toISOString(),
            note: row.answerNote,
            newDueAt: row.newDueAt?.toISOString() ?? null,
          },
    can: {
      rule: row.stands && row.isReceiver,
      ruleUnclear: row.stands && row.isReceiver && row.mayRuleUnclear,
    },
  };
}

const named = (id: string | null, name: string | null) =>
  id === null || name === null ? null : { id, name };

function stateOf({ answer, stands, answerBy: until }: EscalationRow, at: Date): Escalation['state'] {
  if (answer !== null) return 'answered';
  if (!stands) return 'closed';
  return until > at ? 'waiting' : 'overdue';
}
