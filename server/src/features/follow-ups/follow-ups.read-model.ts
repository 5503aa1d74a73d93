import type {
  FollowUp,
  FollowUpAnswer,
  FollowUpFilters,
  FollowUpPage,
  FollowUpSort,
} from '@plumbline/shared/contracts/follow-ups.ts';
import { z } from 'zod';
import { all } from '../../database/conditions.ts';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { readCursor, toPage } from '../../paging.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { byInstant, type ListOrder, orderBy } from '../../sorting.ts';
import { findNames, isOneOf } from '../people/people-search.ts';
import { type FollowUpRow, followUpColumns, joinFollowUp, presentFollowUp } from './follow-up-row.ts';

export interface FollowUpsWanted extends FollowUpFilters {
  cursor?: string;
  limit: number;
}

const held = byInstant('f.occurred_at');
const orders: Record<FollowUpSort, ListOrder> = {
  '-held': orderBy(held, 'desc'),
  held: orderBy(held, 'asc'),
};

/** What the screens show of follow-ups. */
export function followUpReadModel(database: Pick<Database, 'read'>) {
  return {
    /** `mine`: held with the viewer; `team`: with the people whom the viewer sees. */
    async list(viewer: Viewer, wanted: FollowUpsWanted): Promise<FollowUpPage> {
      const order = orders[wanted.sort];
      const after = readCursor(wanted.cursor, z.tuple([order.key, z.uuid()]));
      const rows = await database.read(viewer, async (sql) => {
        const words = await findNames(sql, viewer, wanted.search);
        return sql<(FollowUpRow & { key: string })[]>`
        with page as materialized (
          select f.*
          from live_follow_ups f
          where ${isWanted(sql, viewer, wanted, words)}
            ${after === null ? sql`` : sql`and ${order.beyond(sql, ...after)}`}
          order by ${order.inOrder(sql)}
          limit ${wanted.limit + 1}
        )
        select ${followUpColumns(sql)}, ${order.column(sql)}::text as key
        from page f
        ${joinFollowUp(sql)}
        order by ${order.inOrder(sql)}`;
      });
      return toPage(
        rows,
        wanted.limit,
        ({ key, id }) => [key, id],
        (row) => presentFollowUp(row, viewer),
      );
    },
  };
}

/** One follow-up as the viewer sees it, inside a transaction; null when it is not theirs to see. */
export async function visibleFollowUp(sql: Sql, viewer: Viewer, id: string): Promise<FollowUp | null> {
  const [row] = await sql<FollowUpRow[]>`
    select ${followUpColumns(sql)}
    from live_follow_ups f
    ${joinFollowUp(sql)}
    where f.organization_id = ${viewer.organizationId} and f.id = ${id} and ${scope.followUps(sql, viewer)}`;
  return row === undefined ? null : presentFollowUp(row, viewer);
}

/** SQL: whether `live_follow_ups f` is on the list; of each word of the search, who bears it. */
const isWanted = (
  sql: Sql,
  viewer: Viewer,
  { scope: whose, rep, answer, channel, outcome, heldFrom, heldBefore }: FollowUpFilters,
  words: readonly string[][],
): Fragment =>
  all(sql, [
    sql`f.organization_id = ${viewer.organizationId}`,
    whose === 'mine'
      ? sql`f.rep_id = ${viewer.personId}`
      : sql`f.rep_id <> ${viewer.personId} and ${scope.followUps(sql, viewer)}`,
    rep && sql`f.rep_id = ${rep}`,
    answer && isAnswered(sql, viewer, answer),
    channel && sql`f.channel = ${channel}`,
    outcome && sql`f.outcome = ${outcome}`,
    heldFrom && sql`f.occurred_at >= ${heldFrom}`,
    heldBefore && sql`f.occurred_at < ${heldBefore}`,
    ...words.map((ids) => isWithOneOf(sql, viewer, ids)),
  ]);

/** Of so few people all follow-ups are found first; of more, a page of them is soon come upon. */
const fewPeople = 8;

/** SQL: whether one of these people held it, or was spoken to. */
const isWithOneOf = (sql: Sql, viewer: Viewer, ids: readonly string[]): Fragment =>
  ids.length > fewPeople
    ? isOneOf(sql, ['f.rep_id', 'f.manager_id'], ids)
    : sql`f.id = any (array(
        select theirs.id from follow_ups theirs
        where theirs.organization_id = ${viewer.organizationId} and ${isOneOf(sql, ['theirs.rep_id'], ids)}
        union all
        select theirs.id from follow_ups theirs
        where theirs.organization_id = ${viewer.organizationId} and ${isOneOf(sql, ['theirs.manager_id'], ids)}
      ))`;

/** What Plumbline itself sent waits for nobody's word; the latest word counts. What was ever disputed is little, and found first. */
function isAnswered(sql: Sql, viewer: Viewer, answer: FollowUpAnswer): Fragment {
  const latest = sql`(
    select a.answer from live_follow_up_answers a
    where a.organization_id = f.organization_id and a.follow_up_id = f.id
    order by a.occurred_at desc, a.id desc
    limit 1
  )`;
  switch (answer) {
    case 'none':
      return sql`f.provenance <> 'observed' and ${latest} is null`;
    case 'confirmed':
      return sql`${latest} = 'confirmed'`;
    case 'disputed':
      return sql`${latest} = 'disputed' and f.id = any (array(
        select ever.follow_up_id from follow_up_answers ever
        where ever.organization_id = ${viewer.organizationId} and ever.answer = 'disputed'
      ))`;
  }
}
