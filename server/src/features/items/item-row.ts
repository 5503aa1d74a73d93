import type { Item } from '@plumbline/shared/contracts/items.ts';
import type { Excuse, ItemKind } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { inCharge } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { countedDue, dueAfterLeave } from './lapses.ts';

/** How long a submission can be undone by the one who made it, in milliseconds. */
export const undoWindow = 10 * 60_000;

/** How long what was handed in can be accepted or returned, in milliseconds; afterwards it stands by itself. */
export const reviewWindow = 14 * 86_400_000;

export interface ItemRow {
  id: string;
  kind: ItemKind;
  title: string;
  typeId: string | null;
  typeName: string | null;
  repId: string;
  repName: string;
  dueAt: Date;
  currentDueAt: Date;
  state: 'open' | 'done' | 'waived';
  doneAt: Date | null;
  handedInAt: Date | null;
  returnedAt: Date | null;
  returnReason: string | null;
  returnerId: string | null;
  returnerName: string | null;
  acceptedAt: Date | null;
  acknowledgedAt: Date | null;
  version: number;
  businessDaysLate: number | null;
  reasonExcuse: Excuse | null;
  reasonNote: string | null;
  reasonAt: Date | null;
  requestedDueAt: Date | null;
  requestedAt: Date | null;
  wouldMoveDeadline: boolean | null;
  extendableUntil: Date | null;
  followUpId: string | null;
  followUpAt: Date | null;
  followUpAsked: boolean | null;
  followerId: string | null;
  followerName: string | null;
  inCharge: boolean;
  canWithdraw: boolean;
  canReview: boolean;
}

/** Columns of an `ItemRow`, over what `joinItem` joins to `items i`. */
export const itemColumns = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  i.id, i.kind, i.title, type.id as type_id, type.name as type_name, i.rep_id, rep.name as rep_name, i.due_at, i.current_due_at, i.state, i.done_at, i.handed_in_at,
  i.acknowledged_at, i.accepted_at, i.version, lateness.business_days as business_days_late,
  back.occurred_at as returned_at, back.note as return_reason, back.actor_id as returner_id, back.name as returner_name,
  reason.excuse as reason_excuse, reason.note as reason_note, reason.occurred_at as reason_at,
  request.new_due_at as requested_due_at, request.occurred_at as requested_at,
  case when request.id is not null then
    (
      select ${at}::timestamptz > base.due_at or request.new_due_at > add_business_days(base.due_at, 5, rep.time_zone)
      from (select ${dueAfterLeave(sql)} as due_at offset 0) base
    ) or ${wasExtended(sql)}
  end as would_move_deadline,
  case when i.state = 'open' and i.current_due_at > ${at} and not ${wasExtended(sql)} then
    (select add_business_days(base.due_at, 5, rep.time_zone) from (select ${dueAfterLeave(sql)} as due_at offset 0) base
      where base.due_at > ${at})
  end as extendable_until,
  follow_up.id as follow_up_id, follow_up.occurred_at as follow_up_at, follow_up.channel = 'app' as follow_up_asked,
  follower.id as follower_id, follower.name as follower_name,
  i.rep_id <> ${viewer.personId} and ${inCharge(sql, viewer, at)} as in_charge,
  handed.by is not null and i.rep_id = ${viewer.personId} and handed.by = i.rep_id
    and i.done_at > ${new Date(at.getTime() - undoWindow)} as can_withdraw,
  handed.by is not null and i.rep_id <> ${viewer.personId} and ${reviewedBy(sql, viewer, at)} as can_review`;

/** SQL: the files of a submission, as the API shows them. */
export const filesOf = (sql: Sql, eventId: Fragment): Fragment => sql`coalesce((
  select json_agg(json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size) order by f.id)
  from submission_files f
  where f.organization_id = current_organization() and f.event_id = ${eventId}
), '[]')`;

/**
 * SQL: whether the viewer is to say if what was handed in is as it should be: the issuer of a directive that wants
 * verification, else whoever answers for the rep.
 */
export const reviewedBy = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  coalesce((
    select directive.issued_by = ${viewer.personId} from directives directive
    where directive.organization_id = i.organization_id and directive.id = i.directive_id and directive.wants_verification
  ), ${inCharge(sql, viewer, at)})`;

/**
 * Joins what an item is shown with; each join finds one row at most. People are looked up one by one: a scan of them all
 * would ask row-level security about each.
 */
export const joinItem = (sql: Sql, at: Date): Fragment => sql`
  join organizations organization on organization.id = i.organization_id
  cross join lateral (
    select p.id, p.organization_id, p.name, p.time_zone
    from people p
    where p.organization_id = i.organization_id and p.id = i.rep_id
    limit 1
  ) rep
  left join lateral (
    select t.id, t.name
    from paperwork_types t
    where t.organization_id = i.organization_id and t.id = i.paperwork_type_id
    limit 1
  ) type on true
  -- The days after the one on which it was due, or came back, up to the day on which it was handed in (again), or now.
  left join lateral (
    select sum(${workingDaysIn(sql)})::integer as business_days
    from (select ${countedDue(sql)} as due_at) counted
    cross join lateral (
      select counted.due_at as since, coalesce(i.handed_in_at, ${at}) as until
      union all
      select greatest(back.occurred_at, counted.due_at), coalesce((
        select min(again.occurred_at) from live_item_events again
        where again.organization_id = i.organization_id and again.item_id = i.id and again.kind in ('submitted', 'completed')
          and (again.occurred_at, again.id) > (back.occurred_at, back.id) and ${notWithdrawn(sql)}
      ), ${at})
      from live_item_events back
      where i.returned_at is not null and back.organization_id = i.organization_id and back.item_id = i.id
        and back.kind = 'returned'
    ) owed
    cross join lateral (
      select (owed.since at time zone rep.time_zone)::date as due_on,
        (owed.until at time zone rep.time_zone)::date - (owed.since at time zone rep.time_zone)::date as days
    ) span
    where i.state <> 'waived' and owed.until > owed.since
  ) lateness on true
  -- What came back and was not handed in again.
  left join lateral (
    select e.occurred_at, e.note, e.actor_id, p.name
    from live_item_events e
    left join people p on p.organization_id = e.organization_id and p.id = e.actor_id
    where i.returned_at is not null and i.state = 'open' and e.organization_id = i.organization_id and e.item_id = i.id
      and e.kind = 'returned'
    order by e.occurred_at desc, e.id desc
    limit 1
  ) back on true
  -- What was handed in of late, and by whom, as long as it can be taken back or looked at; only what Plumbline saw itself.
  left join lateral (
    select e.actor_id as by
    from live_item_events e
    where i.state = 'done' and i.accepted_at is null and i.done_at > ${new Date(at.getTime() - reviewWindow)}
      and e.organization_id = i.organization_id and e.item_id = i.id and e.occurred_at = i.done_at
      and e.kind in ('submitted', 'completed') and e.provenance = 'observed'
    limit 1
  ) handed on true
  left join lateral (
    select e.excuse, e.note, e.occurred_at
    from live_item_events e
    where e.organization_id = i.organization_id and e.item_id = i.id and e.kind = 'reason_given'
    order by e.occurred_at desc, e.id desc
    limit 1
  ) reason on true
  left join lateral (
    select e.id, e.new_due_at, e.occurred_at
    from live_item_events e
    where i.state = 'open' and e.organization_id = i.organization_id and e.item_id = i.id and e.kind = 'extension_requested'
      and not exists (
        select from live_item_events answer
        where answer.organization_id = e.organization_id and answer.item_id = e.item_id
          and answer.kind in ('extension_granted', 'extension_declined') and answer.regards_id = e.id
      )
    order by e.occurred_at desc, e.id desc
    limit 1
  ) request on true
  left join lateral (
    select f.id, f.occurred_at, f.channel, f.manager_id
    from follow_up_items about
    join live_follow_ups f on f.organization_id = about.organization_id and f.id = about.follow_up_id
    where about.organization_id = i.organization_id and about.item_id = i.id
    order by f.occurred_at desc, f.id desc
    limit 1
  ) follow_up on true
  left join lateral (
    select p.id, p.name
    from people p
    where p.organization_id = i.organization_id and p.id = follow_up.manager_id
    limit 1
  ) follower on true`;

const wasExtended = (sql: Sql): Fragment => sql`exists (
    select from live_item_events e
    where e.organization_id = i.organization_id and e.item_id = i.id and e.kind = 'extension_granted'
  )`;

const notWithdrawn = (sql: Sql): Fragment => sql`
  not exists (
    select from live_item_events w
    where w.organization_id = again.organization_id and w.item_id = again.item_id and w.kind = 'withdrawn'
      and w.regards_id = again.id
  )`;

/**
 * SQL for the working days in a span: whole weeks, the days over, less the holidays. In closed form, since a list counts
 * them for each row; the same rule as `businessDaysBetween`, and a property test compares the two.
 */
const workingDaysIn = (sql: Sql): Fragment => sql`
  ((span.days / 7) * cardinality(organization.working_days)
    + (
      select count(*) from unnest(organization.working_days) weekday
      where (weekday - extract(isodow from span.due_on)::integer + 6) % 7 < span.days % 7
    )
    - (
      select count(*) from holidays h
      where h.organization_id = organization.id and h.day > span.due_on and h.day <= span.due_on + span.days
        and extract(isodow from h.day) = any (organization.working_days)
    ))::integer`;

/** An item as the API shows it, with what the viewer may do with it now. */
export function presentItem(row: ItemRow, viewer: Viewer, at: Date): Item {
  const isOwn = row.repId === viewer.personId;
  const isOpen = row.state === 'open';
  // By the time as first set: one that was moved afterwards is a lapse all the same.
  const wasLate = row.doneAt !== null && row.doneAt > row.dueAt;
  const canFollowUp = row.inCharge && (isOpen || (row.state === 'done' && wasLate));
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    type: row.typeId === null || row.typeName === null ? null : { id: row.typeId, name: row.typeName },
    rep: { id: row.repId, name: row.repName },
    dueAt: row.dueAt.toISOString(),
    currentDueAt: row.currentDueAt.toISOString(),
    state: isOpen && row.currentDueAt <= at ? 'late' : row.state,
    doneAt: row.doneAt?.toISOString() ?? null,
    handedInAt: row.handedInAt?.toISOString() ?? null,
    returned:
      row.returnedAt === null
        ? null
        : {
            at: row.returnedAt.toISOString(),
            by:
              row.returnerId === null || row.returnerName === null
                ? null
                : { id: row.returnerId, name: row.returnerName },
            reason: row.returnReason,
          },
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    businessDaysLate: row.businessDaysLate,
    lastReason:
      row.reasonExcuse === null || row.reasonAt === null
        ? null
        : { excuse: row.reasonExcuse, note: row.reasonNote, at: row.reasonAt.toISOString() },
    extensionRequest:
      row.requestedDueAt === null || row.requestedAt === null
        ? null
        : {
            newDueAt: row.requestedDueAt.toISOString(),
            at: row.requestedAt.toISOString(),
            wouldMoveDeadline: row.wouldMoveDeadline === true,
          },
    extendableUntil: row.extendableUntil?.toISOString() ?? null,
    lastFollowUp:
      row.followUpId === null ||
      row.followUpAt === null ||
      row.followerId === null ||
      row.followerName === null
        ? null
        : {
            id: row.followUpId,
            by: { id: row.followerId, name: row.followerName },
            at: row.followUpAt.toISOString(),
            asked: row.followUpAsked === true,
          },
    version: row.version,
    can: {
      submit: isOwn && isOpen,
      acknowledge: isOwn && isOpen && row.kind === 'directive' && row.acknowledgedAt === null,
      withdraw: row.canWithdraw,
      accept: row.canReview,
      return: row.canReview,
      waive: row.inCharge && isOpen,
      grantExtension: row.inCharge && isOpen,
      giveReason: isOwn && isOpen,
      requestExtension: isOwn && isOpen && row.requestedDueAt === null,
      decideExtension: row.inCharge && row.requestedDueAt !== null,
      escalate: (isOwn || row.inCharge) && isOpen && row.kind === 'directive',
      ask: canFollowUp,
      logFollowUp: canFollowUp,
    },
  };
}
