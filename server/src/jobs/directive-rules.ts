import type { Tx } from '../database/connect.ts';
import { answerBy, isEscalation, stands } from '../features/escalations/escalation-row.ts';
import type { NewNotice } from '../features/notifications/notify.ts';
import { inheritedByAnybody } from '../policies/in-charge.ts';

const day = 86_400_000;

/** Longer than leave keeps an answer time open. */
const longestWait = 220 * day;

/**
 * So many business days before it is due, by a directive's own rule: whoever owes it, or the manager who has not relayed
 * it yet. What comes within the last day is left to the reminder that everybody gets; a directive that was issued later
 * than that reminds of nothing. Run late it reminds as long as there is something to be done about it.
 */
export async function directivesDueSoon({ sql, actor }: Tx, at: Date): Promise<NewNotice[]> {
  const items = await sql<
    {
      id: string;
      repId: string;
      title: string;
      dueAt: Date;
      directiveId: string;
      issuer: string;
      isTold: boolean;
      managerId: string | null;
    }[]
  >`
    select i.id, i.rep_id, i.title, i.current_due_at as due_at, d.id as directive_id, issuer.name as issuer,
      i.relayed_at is not null or not d.must_be_relayed as is_told, coalesce(heir.heir_id, line.manager_id) as manager_id
    from directives d
    join items i on i.organization_id = d.organization_id and i.directive_id = d.id
    join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
    join people issuer on issuer.organization_id = d.organization_id and issuer.id = d.issued_by
    cross join lateral (
      select i.current_due_at at time zone rep.time_zone as due, (${at}::timestamptz at time zone rep.time_zone)::date as today
    ) local
    cross join lateral (
      select instant_of(working_day_before(local.due::date, d.remind_days_before) + local.due::time, rep.time_zone) as at
    ) reminder
    left join reporting_lines line on line.organization_id = rep.organization_id and line.person_id = rep.id
      and line.during @> local.today
    left join (${inheritedByAnybody(sql, actor.organizationId, at)}) heir on heir.rep_id = rep.id
      and heir.days @> local.today
    where d.organization_id = ${actor.organizationId} and d.remind_days_before is not null
      and i.state = 'open' and i.current_due_at > ${at}
      and reminder.at <= ${at} and reminder.at > d.issued_at and reminder.at < i.current_due_at - interval '1 day'
      and not exists (
        select from absences away
        where away.organization_id = i.organization_id and away.person_id = i.rep_id and away.counts
          and away.during @> local.today
      )`;
  return items.flatMap(({ id, repId, title, dueAt, directiveId, issuer, isTold, managerId }): NewNotice[] => {
    if (!isTold && managerId !== null && managerId !== repId) {
      const subject = { type: 'directive', id: directiveId } as const;
      return [
        {
          to: managerId,
          kind: 'directive_to_relay',
          subject,
          at,
          data: { by: issuer, title },
          occasion: 'again',
        },
      ];
    }
    const due = dueAt.toISOString();
    const subject = { type: 'item', id } as const;
    return [
      { to: repId, kind: 'item_due', subject, at, data: { title, dueAt: due }, occasion: `ahead of ${due}` },
    ];
  });
}

/**
 * So many business days after it was due, by a directive's own rule: what is still not done comes back to the issuer, or,
 * where the issuer answers for the rep, goes to the manager's manager. A fact of nobody in particular: no manager has
 * escalated by it. Its key follows from the item and the time that it was due, so that a job that runs twice makes it
 * once; it carries the time that the rule named, however late the job is. What is before somebody already is left there.
 */
export async function escalateByRule({ sql, actor, audit }: Tx, at: Date): Promise<NewNotice[]> {
  const { organizationId } = actor;
  const rows = await sql<
    { directiveId: string; title: string; days: number; receiverId: string; repIds: string[] }[]
  >`
    with due as materialized (
      select i.id, i.rep_id, i.current_due_at, d.id as directive_id, d.title, d.escalate_days_after as days,
        coalesce(issuer.id, upper_line.manager_id) as receiver_id,
        add_business_days(i.current_due_at, d.escalate_days_after, rep.time_zone) as at
      from directives d
      join items i on i.organization_id = d.organization_id and i.directive_id = d.id
      join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
      cross join lateral (select (${at}::timestamptz at time zone rep.time_zone)::date as today) local
      left join reporting_lines line on line.organization_id = rep.organization_id and line.person_id = rep.id
        and line.during @> local.today
      left join reporting_lines upper_line on upper_line.organization_id = line.organization_id
        and upper_line.person_id = line.manager_id and upper_line.during @> local.today
      left join people issuer on issuer.organization_id = d.organization_id and issuer.id = d.issued_by
        and issuer.id is distinct from line.manager_id and (issuer.left_on is null or issuer.left_on > local.today)
      where d.organization_id = ${organizationId} and d.escalate_days_after is not null
        and i.state = 'open' and i.current_due_at < ${at}
    ),
    made as (
      insert into item_events (
        organization_id, id, item_id, kind, actor_id, to_id, occurred_at, known_at, ingested_at, provenance, source_key
      )
      select ${organizationId}, new_id(), due.id, 'escalated_by_rule', null, due.receiver_id, due.at, ${at}, ${at}, 'observed',
        'rule:escalated:' || due.id || ':' || extract(epoch from due.current_due_at)
      from due
      where due.at <= ${at} and due.receiver_id is not null and due.receiver_id <> due.rep_id
        and not exists (
          select from live_item_events e
          join items i on i.organization_id = e.organization_id and i.id = e.item_id
          where e.organization_id = ${organizationId} and e.item_id = due.id and ${isEscalation(sql, sql`e`)} and ${stands(sql)}
        )
      on conflict (organization_id, source_key, revision) do nothing
      returning item_id
    )
    select due.directive_id, due.title, due.days, due.receiver_id, array_agg(due.rep_id order by due.rep_id) as rep_ids
    from made
    join due on due.id = made.item_id
    group by due.directive_id, due.title, due.days, due.receiver_id`;
  for (const { directiveId, receiverId, repIds } of rows)
    await audit({
      action: 'directive.escalated_by_rule',
      subjectType: 'directive',
      subjectId: directiveId,
      details: { items: repIds.length, to: receiverId },
      concerns: [receiverId, ...repIds],
    });
  return rows.map(({ directiveId, title, days, receiverId, repIds }) => ({
    to: receiverId,
    kind: 'escalated_by_rule',
    subject: { type: 'directive', id: directiveId },
    at,
    data: {
      title,
      reps: repIds.length === 1 ? '1 rep' : `${repIds.length} reps`,
      days: days === 1 ? '1 business day' : `${days} business days`,
    },
  }));
}

/** An answer time has passed: whoever was to answer is told, and whoever waits. Run late it catches up on a day. */
export async function escalationsUnanswered({ sql, actor }: Tx, at: Date): Promise<NewNotice[]> {
  const rows = await sql<
    {
      id: string;
      itemId: string;
      title: string;
      repId: string;
      escalatorId: string | null;
      receiverId: string;
      receiver: string;
      answerBy: Date;
    }[]
  >`
    select late.*
    from (
      select e.id, e.item_id, i.title, i.rep_id, e.actor_id as escalator_id, e.to_id as receiver_id, receiver.name as receiver,
        ${answerBy(sql)} as answer_by
      from live_item_events e
      join items i on i.organization_id = e.organization_id and i.id = e.item_id
      join people receiver on receiver.organization_id = e.organization_id and receiver.id = e.to_id
      where e.organization_id = ${actor.organizationId} and e.known_at > ${new Date(at.getTime() - longestWait)}
        and ${isEscalation(sql, sql`e`)} and ${stands(sql)}
    ) late
    where late.answer_by <= ${at} and late.answer_by > ${new Date(at.getTime() - day)}`;
  return rows.flatMap(({ id, itemId, title, repId, escalatorId, receiverId, receiver, answerBy: until }) =>
    [receiverId, ...(escalatorId === null ? [] : [escalatorId])].map(
      (to): NewNotice => ({
        to,
        kind: 'escalation_unanswered',
        subject: { type: 'item', id: itemId },
        at,
        data: {
          title,
          to: receiver,
          answerBy: until.toISOString(),
          page: to === repId ? 'items' : 'directives/items',
        },
        occasion: id,
      }),
    ),
  );
}
