import type { Tx } from '../database/connect.ts';
import { type NewNotice, notify } from '../features/notifications/notify.ts';
import { lifeOfFlag } from '../policies/flag-life.ts';
import { coversBegin } from './covers.ts';
import { directivesDueSoon, escalateByRule, escalationsUnanswered } from './directive-rules.ts';

const day = 86_400_000;
const before = (at: Date, days: number) => new Date(at.getTime() - days * day);

/**
 * Tells people of what comes with time alone. Each is told once, however often this runs; run late it catches up on a day
 * (on a week for flags and hand-backs), and older things are left to the lists, so that an import of the past tells nobody of it.
 *
 * @returns how many there were to be told, again or not
 */
export async function remind(tx: Tx, at: Date): Promise<number> {
  const notices = [
    ...(await dueAndLate(tx, at)),
    ...(await flagsOfManagers(tx, at)),
    ...(await flagsToReview(tx, at)),
    ...(await directivesDueSoon(tx, at)),
    ...(await escalateByRule(tx, at)),
    ...(await escalationsUnanswered(tx, at)),
    ...(await handBacksDue(tx, at)),
    ...(await coversBegin(tx, at)),
    ...(await importsFinished(tx, at)),
  ];
  await notify(tx, notices);
  return notices.length;
}

/**
 * What falls due within a day, and what fell due within the last, without what was told already: there may be thousands of
 * them. Whoever is away is left alone, by leave that counts: what nobody confirmed puts nothing off, so it hushes nothing.
 */
async function dueAndLate({ sql, actor }: Tx, at: Date): Promise<NewNotice[]> {
  const items = await sql<
    { id: string; repId: string; title: string; dueAt: Date; kind: 'item_due' | 'item_late' }[]
  >`
    select i.id, i.rep_id, i.title, i.current_due_at as due_at, now.kind
    from items i
    cross join lateral (
      select case when i.current_due_at > ${at} then 'item_due' else 'item_late' end as kind
    ) now
    where i.organization_id = ${actor.organizationId} and i.state = 'open'
      and i.current_due_at > ${before(at, 1)} and i.current_due_at <= ${before(at, -1)}
      and not exists (
        select from absences away
        join people rep on rep.organization_id = away.organization_id and rep.id = away.person_id
        where away.organization_id = i.organization_id and away.person_id = i.rep_id and away.counts
          and away.during @> (${at}::timestamptz at time zone rep.time_zone)::date
      )
      and not exists (
        select from notices told
        where told.organization_id = i.organization_id and told.person_id = i.rep_id and told.kind = now.kind
          and told.subject_id = i.id
          and told.occasion = to_char(i.current_due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      )`;
  return items.map(({ id, repId, title, dueAt, kind }) => ({
    to: repId,
    kind,
    subject: { type: 'item', id },
    at,
    data: { title, dueAt: dueAt.toISOString() },
    occasion: dueAt.toISOString(),
  }));
}

/** A manager hears of a flag before anybody else. */
async function flagsOfManagers({ sql, actor }: Tx, at: Date): Promise<NewNotice[]> {
  const flags = await sql<{ id: string; managerId: string }[]>`
    select f.id, f.manager_id
    from flags f
    where f.organization_id = ${actor.organizationId} and f.cleared_at is null
      and f.notified_at > ${before(at, 7)} and f.notified_at <= ${at}`;
  return flags.map(({ id, managerId }) => ({
    to: managerId,
    kind: 'flag_raised',
    subject: { type: 'flag', id },
    at,
    occasion: 'raised',
  }));
}

/** Executives hear of a flag when the reply window has passed, of a reply that comes after it, and of a plan on its day. */
async function flagsToReview({ sql, actor }: Tx, at: Date): Promise<NewNotice[]> {
  const flags = await sql<
    {
      id: string;
      manager: string;
      executiveId: string;
      lookAgainOn: string | null;
      waits: boolean;
      replyId: string | null;
    }[]
  >`
    select f.id, manager.name as manager, executive.id as executive_id, life.look_again_on,
      life.state = 'look_again' or (life.state = 'to_review' and life.open_from > ${before(at, 7)}) as waits,
      reply.id as reply_id
    from flags f
    cross join lateral (${lifeOfFlag(sql, at)}) life
    join people manager on manager.organization_id = f.organization_id and manager.id = f.manager_id
    join people executive on executive.organization_id = f.organization_id and executive.role = 'executive'
      and executive.id <> f.manager_id
    left join flag_steps reply on reply.organization_id = f.organization_id and reply.flag_id = f.id
      and reply.step = 'replied' and reply.occurred_at > life.open_from and reply.occurred_at > ${before(at, 7)}
    where f.organization_id = ${actor.organizationId} and f.cleared_at is null and life.open_from <= ${at}`;
  return flags.flatMap(({ id, manager, executiveId, lookAgainOn, waits, replyId }): NewNotice[] => {
    const notice = { to: executiveId, subject: { type: 'flag', id }, at } as const;
    const open: NewNotice = {
      ...notice,
      kind: 'flag_to_review',
      data: { manager },
      occasion: lookAgainOn ?? 'open',
    };
    const reply: NewNotice = {
      ...notice,
      kind: 'flag_replied',
      data: { by: manager },
      occasion: replyId ?? undefined,
    };
    return [...(waits ? [open] : []), ...(replyId === null ? [] : [reply])];
  });
}

/** A manager whose planned hand-back has passed, while the deal is open and not handed back. */
async function handBacksDue({ sql, actor }: Tx, at: Date): Promise<NewNotice[]> {
  const takeovers = await sql<
    { id: string; managerId: string; deal: string; rep: string; plannedOn: string }[]
  >`
    select i.id, i.manager_id, o.name || ' (' || account.name || ')' as deal, rep.name as rep,
      i.planned_hand_back_on as planned_on
    from live_interventions i
    join opportunities o on o.organization_id = i.organization_id and o.id = i.opportunity_id
    join accounts account on account.organization_id = o.organization_id and account.id = o.account_id
    join people manager on manager.organization_id = i.organization_id and manager.id = i.manager_id
    join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
    cross join lateral (select (${at}::timestamptz at time zone manager.time_zone)::date as today) calendar
    where i.organization_id = ${actor.organizationId} and i.handed_back_at is null and o.outcome = 'open'
      and i.planned_hand_back_on < calendar.today and i.planned_hand_back_on >= calendar.today - 7`;
  return takeovers.map(({ id, managerId, deal, rep, plannedOn }) => ({
    to: managerId,
    kind: 'hand_back_due',
    subject: { type: 'takeover', id },
    at,
    data: { deal, rep, plannedOn },
    occasion: plannedOn,
  }));
}

/** Whoever brought it hears how it ended. */
async function importsFinished({ sql, actor }: Tx, at: Date): Promise<NewNotice[]> {
  const runs = await sql<
    { id: string; startedBy: string; fileName: string; status: string; problemCount: number }[]
  >`
    select r.id, r.started_by, r.file_name, r.status, r.problem_count
    from import_runs r
    where r.organization_id = ${actor.organizationId} and r.started_by is not null
      and r.status in ('succeeded', 'rejected', 'failed') and r.finished_at > ${before(at, 1)}`;
  return runs.map(({ id, startedBy, fileName, status, problemCount }) => ({
    to: startedBy,
    kind: 'import_finished',
    subject: { type: 'import', id },
    at,
    data: {
      file: fileName,
      outcome: status,
      note: status === 'rejected' ? `Problems: ${problemCount}. Nothing of it was taken.` : null,
    },
    occasion: status,
  }));
}
