import type {
  ExceptionPage,
  ExceptionQuarters,
  PolicyException,
} from '@plumbline/shared/contracts/exceptions.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import { inCharge } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type ExceptionRow, exceptionColumns, joinException, presentException } from './exception-row.ts';

export interface ExceptionsWanted {
  scope: 'mine' | 'team';
  toDecide?: boolean;
  cursor?: string;
  limit: number;
}

const Key = z.tuple([KeyInstant, z.uuid()]);

/** So many accounts are offered to choose from; a search narrows them down. */
const mostAccounts = 50;

/** So many quarters are shown. */
const quartersShown = 8;

export function exceptionReadModel(database: Pick<Database, 'read'>) {
  return {
    /** Newest first. */
    async list(viewer: Viewer, wanted: ExceptionsWanted, at: Date): Promise<ExceptionPage> {
      const after = readCursor(wanted.cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<(ExceptionRow & { key: string })[]>`
        with page as materialized (
          select x.*
          from live_exceptions x
          where x.organization_id = ${viewer.organizationId}
            and ${wanted.scope === 'mine' ? sql`x.rep_id = ${viewer.personId}` : sql`x.rep_id <> ${viewer.personId} and ${scope.exceptions(sql, viewer, at)}`}
            ${wanted.toDecide ? sql`and ${waitsFor(sql, viewer, at)}` : sql``}
            ${after === null ? sql`` : sql`and (x.requested_at, x.id) < (${after[0]}::text::timestamptz, ${after[1]})`}
          order by x.requested_at desc, x.id desc
          limit ${wanted.limit + 1}
        )
        select ${exceptionColumns(sql, viewer, at)}, x.requested_at::text as key
        from page x
        ${joinException(sql)}
        order by x.requested_at desc, x.id desc`,
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
