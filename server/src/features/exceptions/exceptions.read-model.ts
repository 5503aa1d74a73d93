import type {
  ExceptionFilters,
  ExceptionPage,
  ExceptionQuarters,
  ExceptionSort,
  PolicyException,
} from '@plumbline/shared/contracts/exceptions.ts';
import { z } from 'zod';
import { all, either } from '../../database/conditions.ts';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { readCursor, toPage } from '../../paging.ts';
import { inCharge } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { wordPatterns } from '../../search-words.ts';
import { byInstant, type ListOrder, orderBy, type SortKey } from '../../sorting.ts';
import {
  type ExceptionRow,
  exceptionColumns,
  joinException,
  presentException,
  stateOf,
} from './exception-row.ts';

export interface ExceptionsWanted extends ExceptionFilters {
  cursor?: string;
  limit: number;
}

const KeyNumber = z.string().regex(/^\d{1,20}(\.\d{1,10})?$/);

const asked = byInstant('x.requested_at');
const cost: SortKey = { column: 'x.known_cost', type: 'numeric', key: KeyNumber };
const orders: Record<ExceptionSort, ListOrder> = {
  '-asked': orderBy(asked, 'desc'),
  asked: orderBy(asked, 'asc'),
  '-cost': orderBy(cost, 'desc'),
  cost: orderBy(cost, 'asc'),
};

/** So many accounts are offered to choose from; a search narrows them down. */
const mostAccounts = 50;

/** So many quarters are shown. */
const quartersShown = 8;

export function exceptionReadModel(database: Pick<Database, 'read'>) {
  return {
    async list(viewer: Viewer, wanted: ExceptionsWanted, at: Date): Promise<ExceptionPage> {
      const order = orders[wanted.sort];
      const after = readCursor(wanted.cursor, z.tuple([order.key, z.uuid()]));
      const rows = await database.read(
        viewer,
        (sql) => sql<(ExceptionRow & { key: string })[]>`
        with page as materialized (
          select x.*
          from (select live.*, coalesce(live.cost, 0) as known_cost from live_exceptions live) x
          where ${isWanted(sql, viewer, wanted, at)}
            ${after === null ? sql`` : sql`and ${order.beyond(sql, ...after)}`}
          order by ${order.inOrder(sql)}
          limit ${wanted.limit + 1}
        )
        select ${exceptionColumns(sql, viewer, at)}, ${order.column(sql)}::text as key
        from page x
        ${joinException(sql)}
        order by ${order.inOrder(sql)}`,
      );
      return toPage(
        rows,
        wanted.limit,
        ({ key, id }) => [key, id],
        (row) => presentException(row, viewer),
      );
    },

    /** The accounts that the viewer owns today, by name. */
    ownAccounts: (viewer: Viewer, search: string, at: Date) =>
      database.read(
        viewer,
        (sql) => sql<{ id: string; name: string }[]>`
        select account.id, account.name
        from account_owners owner
        join accounts account on account.organization_id = owner.organization_id and account.id = owner.account_id
        join people p on p.organization_id = owner.organization_id and p.id = owner.owner_id
        where owner.organization_id = ${viewer.organizationId} and owner.owner_id = ${viewer.personId}
          and owner.during @> (${at}::timestamptz at time zone p.time_zone)::date
          and starts_with(lower(account.name), lower(${search}))
        order by lower(account.name), account.id
        limit ${mostAccounts}`,
      ),

    /** What was decided in each of the last eight quarters, newest first, in the organisation's time zone. */
    async quarters(viewer: Viewer): Promise<ExceptionQuarters> {
      const quarters = await database.read(
        viewer,
        (sql) => sql<ExceptionQuarters['quarters']>`
        with decided as (
          select date_trunc('quarter', x.decided_at at time zone o.time_zone)::date as "from", x.decision, x.cost, x.currency
          from live_exceptions x
          join organizations o on o.id = x.organization_id
          where x.organization_id = ${viewer.organizationId} and x.decision is not null
        ),
        spent as (
          select "from", currency, sum(cost) as amount from decided
          where decision = 'supported' and cost is not null
          group by "from", currency
        )
        select d."from",
          count(*) filter (where d.decision = 'supported') as supported,
          count(*) filter (where d.decision = 'declined') as declined,
          count(*) filter (where d.decision = 'supported' and d.cost is null) as unknown,
          coalesce((
            select jsonb_agg(jsonb_build_object('currency', s.currency, 'amount', s.amount) order by s.currency)
            from spent s where s."from" = d."from"
          ), '[]') as cost
        from decided d
        group by d."from"
        order by d."from" desc
        limit ${quartersShown}`,
      );
      return { quarters };
    },
  };
}

/** An exception inside the transaction that changes it. @returns null when it is not the viewer's to see */
export async function visibleException(
  sql: Sql,
  viewer: Viewer,
  id: string,
  at: Date,
): Promise<PolicyException | null> {
  const [row] = await sql<ExceptionRow[]>`
    select ${exceptionColumns(sql, viewer, at)}
    from live_exceptions x
    ${joinException(sql)}
    where x.organization_id = ${viewer.organizationId} and x.id = ${id}
      and (x.rep_id = ${viewer.personId} or ${scope.exceptions(sql, viewer, at)})`;
  return row === undefined ? null : presentException(row, viewer);
}

/** SQL: whether `live_exceptions x` is on the list. */
const isWanted = (
  sql: Sql,
  viewer: Viewer,
  { scope: whose, toDecide, state, kind, rep, askedFrom, askedBefore, search }: ExceptionFilters,
  at: Date,
): Fragment =>
  all(sql, [
    sql`x.organization_id = ${viewer.organizationId}`,
    whose === 'mine'
      ? sql`x.rep_id = ${viewer.personId}`
      : sql`x.rep_id <> ${viewer.personId} and ${scope.exceptions(sql, viewer, at)}`,
    toDecide && waitsFor(sql, viewer, at),
    state && sql`${stateOf(sql)} = ${state}`,
    kind && sql`x.kind = ${kind}`,
    rep && sql`x.rep_id = ${rep}`,
    askedFrom && sql`x.requested_at >= ${askedFrom}`,
    askedBefore && sql`x.requested_at < ${askedBefore}`,
    ...(search === undefined ? [] : wordPatterns(search)).map((pattern) =>
      either(sql, [
        sql`x.rep_id in (
          select p.id from people p where p.organization_id = ${viewer.organizationId} and p.name ilike ${pattern}
        )`,
        sql`x.account_id in (
          select a.id from accounts a where a.organization_id = ${viewer.organizationId} and a.name ilike ${pattern}
        )`,
      ]),
    ),
  ]);

/** Rows of `live_exceptions x` that the viewer is to decide: those of their own people, and what was passed up to an executive. */
const waitsFor = (sql: Sql, viewer: Viewer, at: Date) => sql`
  x.decision is null
  and not exists (
    select from exception_steps taken
    where taken.organization_id = x.organization_id and taken.exception_id = x.id and taken.kind = 'withdrawn'
  )
  and case
    when exists (
      select from exception_steps passed
      where passed.organization_id = x.organization_id and passed.exception_id = x.id and passed.kind = 'passed_up'
    ) then ${viewer.role === 'executive'}
    else exists (
      select from people rep
      where rep.organization_id = x.organization_id and rep.id = x.rep_id and ${inCharge(sql, viewer, at)}
    )
  end`;
