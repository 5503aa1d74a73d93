import type {
  AddresseesOffered,
  DirectiveFilters,
  DirectiveIssuers,
  DirectivePage,
  DirectivePreview,
  DirectiveSort,
  DirectiveState,
  DirectiveTree,
  IssueDirectiveRequest,
  Stop,
} from '@plumbline/shared/contracts/directives.ts';
import type { Excuse } from '@plumbline/shared/domain/vocabulary.ts';
import { z } from 'zod';
import { all, either } from '../../database/conditions.ts';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { notFound } from '../../errors.ts';
import { readCursor, toPage } from '../../paging.ts';
import { inheritedByAnybody } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { wordPatterns } from '../../search-words.ts';
import { byInstant, type ListOrder, orderBy } from '../../sorting.ts';
import { namesStrangers, receivers, within } from './addressees.ts';
import { type DirectiveRow, directiveColumns, joinDirective, presentDirective } from './directive-row.ts';

export interface DirectivesWanted extends DirectiveFilters {
  cursor?: string;
  limit: number;
}

const issued = byInstant('d.issued_at');
const due = byInstant('d.due_at');
const orders: Record<DirectiveSort, ListOrder> = {
  '-issued': orderBy(issued, 'desc'),
  issued: orderBy(issued, 'asc'),
  due: orderBy(due, 'asc'),
  '-due': orderBy(due, 'desc'),
};

/** A directive's reps are shown whole. */
const mostReps = 2000;
const mostAddressees = 5000;
const mostIssuers = 200;

interface RepRow {
  itemId: string;
  repId: string;
  repName: string;
  managerId: string | null;
  managerName: string | null;
  dueAt: Date;
  relayedAt: Date | null;
  acknowledgedAt: Date | null;
  doneAt: Date | null;
  isRecalled: boolean;
  lastExcuse: Excuse | null;
  stopped: Stop | null;
}

/** Directives as those who issue and relay them see them. */
export function directiveReadModel(database: Pick<Database, 'read'>) {
  return {
    async list(viewer: Viewer, wanted: DirectivesWanted, at: Date): Promise<DirectivePage> {
      const order = orders[wanted.sort];
      const after = readCursor(wanted.cursor, z.tuple([order.key, z.uuid()]));
      const rows = await database.read(
        viewer,
        (sql) => sql<(DirectiveRow & { key: string })[]>`
        with page as materialized (
          select d.*
          from directives d
          where ${isWanted(sql, viewer, wanted, at)}
            ${after === null ? sql`` : sql`and ${order.beyond(sql, ...after)}`}
          order by ${order.inOrder(sql)}
          limit ${wanted.limit + 1}
        )
        select ${directiveColumns(sql)}, ${order.column(sql)}::text as key
        from page d
        ${joinDirective(sql, viewer, at)}
        order by ${order.inOrder(sql)}`,
      );
      return toPage(
        rows,
        wanted.limit,
        ({ key, id }) => [key, id],
        (row) => presentDirective(row, viewer),
      );
    },

    /** Whose directives the list can be narrowed to. */
    async issuers(viewer: Viewer, at: Date): Promise<DirectiveIssuers> {
      const issuers = await database.read(
        viewer,
        (sql) => sql<DirectiveIssuers['issuers']>`
        select p.id, p.name
        from people p
        where p.organization_id = ${viewer.organizationId} and exists (
          select from directives d
          where d.organization_id = p.organization_id and d.issued_by = p.id and ${scope.directives(sql, viewer, at)}
        )
        order by p.name, p.id
        limit ${mostIssuers + 1}`,
      );
      return { issuers: issuers.slice(0, mostIssuers), moreIssuers: issuers.length > mostIssuers };
    },

    /** @throws RequestError not_found, also for what the viewer may not see */
    async tree(viewer: Viewer, id: string, at: Date): Promise<DirectiveTree> {
      const [[directive], reps] = await database.read(viewer, (sql) =>
        Promise.all([selectVisible(sql, viewer, id, at), selectReps(sql, viewer, id, at)]),
      );
      if (directive === undefined) throw notFound('directive');
      const byManager = Map.groupBy(reps, ({ managerId }) => managerId);
      return {
        directive: presentDirective(directive, viewer),
        branches: [...byManager].map(([managerId, of]) => ({
          manager: managerId === null ? null : { id: managerId, name: of[0]?.managerName ?? '' },
          reps: of.map((row) => ({
            rep: { id: row.repId, name: row.repName },
            itemId: row.itemId,
            dueAt: row.dueAt.toISOString(),
            relayedAt: row.relayedAt?.toISOString() ?? null,
            acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
            doneAt: row.doneAt?.toISOString() ?? null,
            isRecalled: row.isRecalled,
            lastExcuse: row.lastExcuse,
            stopped: row.stopped,
          })),
        })),
      };
    },

    /** What issuing would do. @throws RequestError not_found for somebody whom the viewer may not send one to */
    async preview(viewer: Viewer, wanted: IssueDirectiveRequest, at: Date): Promise<DirectivePreview> {
      const [[named], managers, due, [day], alike] = await database.read(viewer, (sql) =>
        Promise.all([
          sql<{ strangers: boolean }[]>`${namesStrangers(sql, viewer, wanted.to, at)}`,
          sql<{ id: string; name: string; reps: number }[]>`
            select manager.id, manager.name, count(*) as reps
            from (${receivers(sql, viewer, wanted.to, at)}) to_whom
            join people manager on manager.organization_id = ${viewer.organizationId} and manager.id = to_whom.manager_id
            where manager.id <> ${viewer.personId}
            group by manager.id, manager.name
            order by manager.name, manager.id`,
          sql<{ timeZone: string; at: Date; reps: number }[]>`
            select to_whom.time_zone, instant_of(${wanted.dueAt}::text::timestamp, to_whom.time_zone) as at, count(*) as reps
            from (${receivers(sql, viewer, wanted.to, at)}) to_whom
            group by to_whom.time_zone
            order by count(*) desc, to_whom.time_zone`,
          sql<{ isWorkingDay: boolean }[]>`
            select extract(isodow from ${wanted.dueAt}::text::timestamp) = any (o.working_days) and not exists (
              select from holidays h where h.organization_id = o.id and h.day = ${wanted.dueAt}::text::timestamp::date
            ) as is_working_day
            from organizations o where o.id = ${viewer.organizationId}`,
          selectAlike(sql, viewer, wanted, at),
        ]),
      );
      if (named?.strangers) throw notFound('person');
      return {
        reps: due.reduce((sum, { reps }) => sum + reps, 0),
        managers: managers.map(({ id, name, reps }) => ({ manager: { id, name }, reps })),
        due: due.map((zone) => ({ ...zone, at: zone.at.toISOString() })),
        isWorkingDay: day?.isWorkingDay ?? true,
        alike: alike.map((one) => ({
          id: one.id,
          title: one.title,
          issuedBy: { id: one.issuedBy, name: one.issuerName },
          dueAt: one.dueAt.toISOString(),
          reps: one.reps,
        })),
      };
    },

    /** Whom the viewer may send one to, by name. */
    async addressees(viewer: Viewer, at: Date): Promise<AddresseesOffered> {
      const people = await database.read(
        viewer,
        (sql) => sql<AddresseesOffered['people']>`
        select p.id, p.name, p.role, count(line.id) as reports
        from people p
        left join reporting_lines line on line.organization_id = p.organization_id and line.manager_id = p.id
          and line.during @> (${at}::timestamptz at time zone p.time_zone)::date
        where p.organization_id = ${viewer.organizationId}
          and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)
          and (p.id = ${viewer.personId} or p.id in (${within(sql, viewer, at)}))
        group by p.id, p.name, p.role
        order by p.name, p.id
        limit ${mostAddressees}`,
      );
      return { people };
    },
  };
}

/** SQL: whether `directives d` is on the list. Their titles are looked through as they are: directives are few. */
const isWanted = (
  sql: Sql,
  viewer: Viewer,
  { issuedBy, state, dueFrom, dueBefore, search }: DirectiveFilters,
  at: Date,
): Fragment =>
  all(sql, [
    sql`d.organization_id = ${viewer.organizationId}`,
    scope.directives(sql, viewer, at),
    issuedBy && sql`d.issued_by = ${issuedBy}`,
    inState(sql, state, at),
    dueFrom && sql`d.due_at >= ${dueFrom}`,
    dueBefore && sql`d.due_at < ${dueBefore}`,
    ...(search === undefined ? [] : wordPatterns(search)).map((pattern) =>
      either(sql, [
        sql`d.title ilike ${pattern}`,
        sql`d.issued_by = any (array(
          select p.id from people p where p.organization_id = ${viewer.organizationId} and p.name ilike ${pattern}
        ))`,
      ]),
    ),
  ]);

function inState(sql: Sql, state: DirectiveState, at: Date): Fragment {
  const isRecalled = sql`exists (
    select from directive_recalls r where r.organization_id = d.organization_id and r.directive_id = d.id
  )`;
  const isOwed = (by: Fragment) => sql`exists (
    select from items i
    where i.organization_id = d.organization_id and i.directive_id = d.id and i.state = 'open' and ${by}
  )`;
  switch (state) {
    case 'open':
      return sql`not ${isRecalled} and ${isOwed(sql`true`)}`;
    case 'late':
      return sql`not ${isRecalled} and ${isOwed(sql`i.current_due_at <= ${at}`)}`;
    case 'done':
      return sql`not ${isRecalled} and not ${isOwed(sql`true`)}`;
    case 'recalled':
      return isRecalled;
    case 'all':
      return sql`true`;
  }
}

export const selectVisible = (sql: Sql, viewer: Viewer, id: string, at: Date) => sql<DirectiveRow[]>`
  select ${directiveColumns(sql)}
  from directives d
  ${joinDirective(sql, viewer, at)}
  where d.organization_id = ${viewer.organizationId} and d.id = ${id} and ${scope.directives(sql, viewer, at)}`;

/** Where a directive stopped: with the manager who did not relay it by its due time, else with the rep. */
const selectReps = (sql: Sql, viewer: Viewer, id: string, at: Date) => sql<RepRow[]>`
  select i.id as item_id, rep.id as rep_id, rep.name as rep_name, manager.id as manager_id, manager.name as manager_name,
    i.current_due_at as due_at, i.relayed_at, i.acknowledged_at, i.done_at,
    i.state = 'waived' and recalled.id is not null as is_recalled, said.excuse as last_excuse,
    case
      when i.state <> 'open' or i.current_due_at > ${at} then null
      when d.must_be_relayed and i.relayed_at is null then 'not_relayed'
      when i.acknowledged_at is null then 'not_acknowledged'
      else 'not_done'
    end as stopped
  from items i
  join directives d on d.organization_id = i.organization_id and d.id = i.directive_id
  join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
  left join reporting_lines line on line.organization_id = rep.organization_id and line.person_id = rep.id
    and line.during @> (${at}::timestamptz at time zone rep.time_zone)::date
  left join (${inheritedByAnybody(sql, viewer.organizationId, at)}) heir on heir.rep_id = rep.id
    and heir.days @> (${at}::timestamptz at time zone rep.time_zone)::date
  left join people manager on manager.organization_id = rep.organization_id
    and manager.id = coalesce(heir.heir_id, line.manager_id)
  left join lateral (
    select e.id from live_item_events e
    where e.organization_id = i.organization_id and e.item_id = i.id and e.kind = 'recalled' limit 1
  ) recalled on true
  left join lateral (
    select e.excuse from live_item_events e
    where e.organization_id = i.organization_id and e.item_id = i.id and e.kind = 'reason_given'
    order by e.occurred_at desc, e.id desc limit 1
  ) said on true
  where i.organization_id = ${viewer.organizationId} and i.directive_id = ${id}
    and ${scope.items(sql, viewer, at)}
  order by manager.name nulls last, manager.id, rep.name, rep.id
  limit ${mostReps}`;

interface AlikeRow {
  id: string;
  title: string;
  issuedBy: string;
  issuerName: string;
  dueAt: Date;
  reps: number;
}

/** Open directives to some of the same people, not over before this one is due, that share half of the shorter title's words. */
const selectAlike = (sql: Sql, viewer: Viewer, wanted: IssueDirectiveRequest, at: Date) => sql<AlikeRow[]>`
  with words as (select array_agg(distinct word) as wanted from (${wordsOf(sql, sql`${wanted.title}::text`)}) w)
  select d.id, d.title, issuer.id as issued_by, issuer.name as issuer_name, min(i.due_at) as due_at, count(*) as reps
  from items i
  join directives d on d.organization_id = i.organization_id and d.id = i.directive_id
  join people issuer on issuer.organization_id = d.organization_id and issuer.id = d.issued_by
  cross join words
  cross join lateral (
    select count(*) as words, count(*) filter (where word = any (words.wanted)) as shared
    from (${wordsOf(sql, sql`d.title`)}) w
  ) of_title
  where i.organization_id = ${viewer.organizationId} and i.state = 'open' and i.due_at > ${at}
    and i.rep_id in (select to_whom.id from (${receivers(sql, viewer, wanted.to, at)}) to_whom)
    and d.id is distinct from ${wanted.replaces ?? null}::uuid
    and 2 * of_title.shared >= least(of_title.words, cardinality(words.wanted)) and of_title.shared > 0
  group by d.id, d.title, issuer.id, issuer.name
  order by count(*) desc, d.id
  limit 10`;

/** SQL: the words of a text that say something: three letters or more, in lower case. */
const wordsOf = (sql: Sql, text: ReturnType<typeof sql>) => sql`
  select distinct word from regexp_split_to_table(lower(${text}), '[^[:alnum:]]+') word where length(word) >= 3`;
