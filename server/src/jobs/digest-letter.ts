import { groupOf, preferenceOf, type Preferences } from '@plumbline/shared/domain/notices.ts';
import type { Actor, Database, Sql } from '../database/connect.ts';
import { commitmentsOfItem } from '../features/follow-ups/commitments.ts';
import { selectToday } from '../features/items/today.read-model.ts';
import type { DigestReader } from '../features/notifications/deliver.ts';
import type { Letter } from '../features/notifications/letter.ts';
import { issueLinks, noSession } from '../features/notifications/links.ts';
import { type Told, formatTime, wordsOf } from '../features/notifications/words.ts';
import { awaitsReview, lifeOfFlag } from '../policies/flag-life.ts';
import { teamNow } from '../policies/in-charge.ts';
import { scope } from '../policies/scope.ts';
import type { Viewer } from '../policies/viewer.ts';

type Section = Letter['sections'][number];
type Line = Section['lines'][number];

interface Writing {
  sql: Sql;
  viewer: Viewer;
  reader: DigestReader;
  pageUrl: string;
  at: Date;
}

/** A section names so many; the page has the rest. */
const most = 10;
const day = 86_400_000;

/**
 * What somebody's digest says as it is sent: a rep what they owe and what was logged about them, a manager also whom to
 * answer, an executive where directives died and which flags wait (those that executives may see by now). Null when there
 * is nothing to say.
 */
export function digestLetters(database: Pick<Database, 'transaction'>, pageUrl: string) {
  return (actor: Actor, reader: DigestReader, at: Date): Promise<Letter | null> =>
    database.transaction(actor, async ({ sql }) => {
      const { organizationId } = actor;
      const { personId, role } = reader;
      const viewer: Viewer = { organizationId, personId, sessionId: noSession, role, isAdmin: false };
      const writing: Writing = { sql, viewer, reader, pageUrl, at };
      const sections = [
        ...(role === 'executive' ? [await flagsToReview(writing), await diedDirectives(writing)] : []),
        ...(role === 'manager' ? [await unanswered(writing), await brokenCommitments(writing)] : []),
        ...(role === 'executive' ? [] : await owed(writing)),
        ...(role === 'executive' ? [] : [await loggedAboutMe(writing)]),
        await alsoTold(writing),
      ].filter(({ lines }) => lines.length > 0);
      if (sections.length === 0) return null;
      return { subject: role === 'executive' ? 'Your week in Plumbline' : 'Your day in Plumbline', sections };
    });
}

/** Late, and due until the end of tomorrow, each with what can be done about it at once. */
async function owed({ sql, viewer, reader, pageUrl, at }: Writing): Promise<Section[]> {
  const items = await sql<
    {
      id: string;
      title: string;
      dueAt: Date;
      isLate: boolean;
      wantsAcknowledgement: boolean;
      isDirective: boolean;
    }[]
  >`
    select i.id, i.title, i.current_due_at as due_at, i.current_due_at <= ${at} as is_late,
      i.kind = 'directive' and i.acknowledged_at is null as wants_acknowledgement, i.kind = 'directive' as is_directive
    from items i
    where i.organization_id = ${viewer.organizationId} and i.rep_id = ${viewer.personId} and i.state = 'open'
      and i.current_due_at < ((${at}::timestamptz at time zone ${reader.timeZone})::date + 2)::timestamp at time zone ${reader.timeZone}
    order by i.current_due_at, i.id
    limit ${2 * most}`;
  const acts = items.flatMap(({ id, isLate, wantsAcknowledgement, isDirective }) => [
    wantsAcknowledgement
      ? ({ itemId: id, act: 'acknowledge', label: 'Acknowledge' } as const)
      : ({ itemId: id, act: 'submit', label: isDirective ? 'Mark done' : 'Submit' } as const),
    ...(isLate ? [{ itemId: id, act: 'say_why', label: 'Say why' } as const] : []),
  ]);
  const tokens = await issueLinks(
    { sql, actor: viewer },
    acts.map(({ itemId, act }) => ({ personId: viewer.personId, itemId, act })),
    at,
  );
  const lineOf = ({ id, title, dueAt, isLate }: (typeof items)[number]): Line => ({
    text: `${title}, ${isLate ? 'was due' : 'due'} ${formatTime(dueAt, reader.timeZone)}`,
    url: `${pageUrl}/items/${id}`,
    acts: acts.flatMap(({ itemId, label }, index) =>
      itemId === id ? [{ label, url: `${pageUrl}/act#${tokens[index] ?? ''}` }] : [],
    ),
  });
  return [
    { heading: 'Late', lines: items.filter(({ isLate }) => isLate).map(lineOf) },
    { heading: 'Due today and tomorrow', lines: items.filter(({ isLate }) => !isLate).map(lineOf) },
  ];
}

async function loggedAboutMe({ sql, viewer, reader, pageUrl, at }: Writing): Promise<Section> {
  const followUps = await sql<{ managerName: string; occurredAt: Date }[]>`
    select manager.name as manager_name, f.occurred_at
    from live_follow_ups f
    join people manager on manager.organization_id = f.organization_id and manager.id = f.manager_id
    where f.organization_id = ${viewer.organizationId} and f.rep_id = ${viewer.personId} and f.provenance <> 'observed'
      and f.recorded_at > ${new Date(at.getTime() - 7 * day)}
      and not exists (
        select from live_follow_up_answers a where a.organization_id = f.organization_id and a.follow_up_id = f.id
      )
    order by f.recorded_at desc
    limit ${most}`;
  return {
    heading: 'Logged about you',
    lines: followUps.map(({ managerName, occurredAt }) => ({
      text: `${managerName} logged a follow-up of ${formatTime(occurredAt, reader.timeZone)}: confirm or dispute it`,
      url: `${pageUrl}/follow-ups`,
    })),
  };
}

/** Lapses without an answer, those first whose time runs out. */
async function unanswered({ sql, viewer, reader, pageUrl, at }: Writing): Promise<Section> {
  const rows = await selectToday(sql, viewer, { limit: most }, at);
  const lapses = rows.flatMap((row) => (row.id === null ? [] : [row])).slice(0, most);
  const total = rows[0]?.unanswered ?? 0;
  const today = rows[0]?.breachToday ?? 0;
  return {
    heading: `Unanswered lapses: ${total}${today === 0 ? '' : `, ${today} to answer today`}`,
    lines: lapses.map(({ id, title, repName, answerBy }) => ({
      text: `${repName}: ${title}, answer by ${formatTime(answerBy, reader.timeZone)}`,
      url: `${pageUrl}/today/items/${id}`,
    })),
  };
}

/** What was promised for a time of the last week about items of the team that are still open, one line an item. */
async function brokenCommitments({ sql, viewer, reader, pageUrl, at }: Writing): Promise<Section> {
  const broken = await sql<{ itemId: string; title: string; repName: string; promisedFor: Date }[]>`
    with team as materialized (${teamNow(sql, viewer, at)}),
    latest as (
      select distinct on (c.item_id) c.item_id, c.title, team.name as rep_name, c.promised_for
      from team
      join items i on i.organization_id = ${viewer.organizationId} and i.rep_id = team.id and i.state = 'open'
      cross join lateral (${commitmentsOfItem(sql, at)}) c
      where c.state = 'broken' and c.promised_for > ${new Date(at.getTime() - 7 * day)}
      order by c.item_id, c.promised_for desc
    )
    select latest.* from latest
    order by latest.promised_for, latest.item_id
    limit ${most}`;
  return {
    heading: 'Broken commitments',
    lines: broken.map(({ itemId, title, repName, promisedFor }) => ({
      text: `${repName}: ${title}, promised for ${formatTime(promisedFor, reader.timeZone)}`,
      url: `${pageUrl}/today/items/${itemId}`,
    })),
  };
}

/** Flags that wait for a review, as far as their reply window has passed. */
async function flagsToReview({ sql, viewer, pageUrl, at }: Writing): Promise<Section> {
  const flags = await sql<{ id: string; manager: string }[]>`
    select f.id, manager.name as manager
    from flags f
    cross join lateral (${lifeOfFlag(sql, at)}) life
    join people manager on manager.organization_id = f.organization_id and manager.id = f.manager_id
    where f.organization_id = ${viewer.organizationId} and f.manager_id <> ${viewer.personId} and f.cleared_at is null
      and ${scope.flags(sql, viewer, at)} and ${awaitsReview(sql)}
    order by f.raised_at, f.id
    limit ${most}`;
  return {
    heading: 'Flags to review',
    lines: flags.map(({ id, manager }) => ({ text: `About ${manager}`, url: `${pageUrl}/flags/${id}` })),
  };
}

/**
 * Directives past their time of the last week: never relayed, or with the rep. One that goes to reps at once is relayed by
 * nobody; of an imported one it is not said, unless somebody did.
 */
async function diedDirectives({ sql, viewer, at }: Writing): Promise<Section> {
  const died = await sql<{ title: string; unrelayed: number; withRep: number }[]>`
    select d.title, count(*) filter (where not told.it) as unrelayed, count(*) filter (where told.it) as with_rep
    from items i
    join directives d on d.organization_id = i.organization_id and d.id = i.directive_id
    cross join lateral (
      select i.relayed_at is not null or not d.must_be_relayed and not exists (
        select from items other
        where other.organization_id = d.organization_id and other.directive_id = d.id and other.relayed_at is not null
      ) as it
    ) told
    where i.organization_id = ${viewer.organizationId} and i.kind = 'directive' and i.state = 'open'
      and i.current_due_at <= ${at} and i.current_due_at > ${new Date(at.getTime() - 7 * day)}
    group by d.id, d.title
    order by count(*) desc, d.title
    limit ${most}`;
  return {
    heading: 'Directives that died',
    lines: died.map(({ title, unrelayed, withRep }) => ({
      text: `${title}: ${[
        ...(unrelayed === 0 ? [] : [`${unrelayed} never relayed`]),
        ...(withRep === 0 ? [] : [`${withRep} with the rep`]),
      ].join(', ')}`,
    })),
  };
}

interface Waiting {
  kind: Told['kind'];
  subjectType: Told['subject']['type'];
  subjectId: string;
  data: Told['data'];
  preferences: Preferences | null;
}

/** What the sections above say by themselves. */
const saidAlready: ReadonlySet<Told['kind']> = new Set([
  'item_due',
  'item_late',
  'follow_up_logged',
  'flag_to_review',
]);

/** Notices that were left for the digest since the one before it, and are unread. */
async function alsoTold({ sql, viewer, reader, pageUrl, at }: Writing): Promise<Section> {
  const since = new Date(at.getTime() - (reader.role === 'executive' ? 7 : 4) * day);
  const notices = await sql<Waiting[]>`
    select n.kind, n.subject_type, n.subject_id, n.data, s.preferences
    from notices n
    left join notification_settings s on s.organization_id = n.organization_id and s.person_id = n.person_id
    where n.organization_id = ${viewer.organizationId} and n.person_id = ${viewer.personId} and n.read_at is null
      and n.created_at > coalesce((
        select max(d.created_at) from deliveries d
        where d.organization_id = n.organization_id and d.person_id = n.person_id and d.state = 'sent'
          and d.digest_day < ${reader.day}
      ), ${since})
    order by n.created_at desc, n.id desc
    limit 200`;
  const lines = notices
    .filter(
      ({ kind, preferences }) =>
        !saidAlready.has(kind) &&
        preferenceOf(preferences ?? {}, groupOf(kind), reader.role).when === 'digest',
    )
    .slice(0, most)
    .map(({ kind, subjectType, subjectId, data }): Line => {
      const { title, path } = wordsOf(
        { kind, subject: { type: subjectType, id: subjectId }, data },
        reader.timeZone,
      );
      return { text: title, url: `${pageUrl}${path}` };
    });
  return { heading: 'Also', lines };
}
