import type { EscalationPage, ItemEscalations } from '@plumbline/shared/contracts/escalations.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { notFound } from '../../errors.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import { actingFor } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { visibleItem } from '../items/items.read-model.ts';
import { type EscalationRow, escalations, presentEscalation } from './escalation-row.ts';
import { receiversOf } from './receivers.ts';

const Key = z.tuple([KeyInstant, z.uuid()]);

type Counted = { waiting: number; overdue: number };
/** One row carries the counts even when the page is empty. */
type Row = Counted & ((EscalationRow & { key: string }) | { id: null });

/** What was put before somebody, and what became of it. */
export function escalationReadModel(database: Pick<Database, 'read'>) {
  return {
    /** What waits for the viewer, or for somebody whom they cover: the earliest answer time first. */
    async received(
      viewer: Viewer,
      page: { cursor?: string; limit: number },
      at: Date,
    ): Promise<EscalationPage> {
      const after = readCursor(page.cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<Row[]>`
        with standing as materialized (${received(sql, viewer, at)}),
        page as (
          select *, answer_by::text as key from standing
          ${after === null ? sql`` : sql`where (answer_by, id) > (${after[0]}::text::timestamptz, ${after[1]})`}
          order by answer_by, id
          limit ${page.limit + 1}
        )
        select counted.*, page.*
        from (
          select count(*) as waiting, count(*) filter (where answer_by <= ${at}) as overdue from standing
        ) counted
        left join page on true
        order by page.answer_by, page.id`,
      );
      return {
        ...toPage(
          rows.filter((row) => row.id !== null),
          page.limit,
          ({ key, id }) => [key, id],
          (row) => presentEscalation(row, at),
        ),
        waiting: rows[0]?.waiting ?? 0,
        overdue: rows[0]?.overdue ?? 0,
      };
    },

    /** An item's own, with whom it could go to now. @throws RequestError not_found, also for what the viewer may not see */
    async ofItem(viewer: Viewer, itemId: string, at: Date): Promise<ItemEscalations> {
      return database.read(viewer, async (sql) => {
        const [seen, rows, receivers, [others]] = await Promise.all([
          visibleItem(sql, viewer, itemId, at),
          selectOfItem(sql, viewer, itemId, at),
          receiversOf(sql, viewer, itemId, at),
          sql<[{ waiting: number }]>`
            select count(*) as waiting from (${received(sql, viewer, at)}) mine
            where mine.item_id <> ${itemId}
              and mine.directive_id = (select directive_id from items where organization_id = ${viewer.organizationId} and id = ${itemId})`,
        ]);
        if (seen === null) throw notFound('item');
        const shown = rows.map((row) => presentEscalation(row, at));
        const mayGoOn = seen.item.can.escalate && !shown.some(({ state }) => state === 'waiting');
        return {
          escalations: shown,
          receivers: mayGoOn ? receivers : [],
          othersWaiting: others.waiting,
        };
      });
    },
  };
}

/** SQL: what waits for the viewer, or for somebody whom they cover. */
const received = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  select * from (
    ${escalations(sql, viewer, at, sql`e.to_id in (${actingFor(sql, viewer, at)}) and i.state = 'open'`)}
  ) standing
  where standing.stands`;

/** What of a directive waits for the viewer, the earliest answer time first. */
export const receivedOf = (
  sql: Sql,
  viewer: Viewer,
  directiveId: string,
  at: Date,
): Promise<{ id: string; itemId: string }[]> => sql<{ id: string; itemId: string }[]>`
  select id, item_id from (${received(sql, viewer, at)}) mine
  where mine.directive_id = ${directiveId}
  order by answer_by, id`;

const selectOfItem = (sql: Sql, viewer: Viewer, itemId: string, at: Date) => sql<EscalationRow[]>`
  ${escalations(sql, viewer, at, sql`e.item_id = ${itemId}`)}
  order by e.known_at, e.id`;

/** The escalation of an item that still waits, whether or not its time has passed. */
export async function standingOf(
  sql: Sql,
  viewer: Viewer,
  itemId: string,
  at: Date,
): Promise<EscalationRow | null> {
  const rows = await selectOfItem(sql, viewer, itemId, at);
  return rows.find(({ stands }) => stands) ?? null;
}

/** @returns null when it is not the viewer's to see */
export async function visibleEscalation(
  sql: Sql,
  viewer: Viewer,
  id: string,
  at: Date,
): Promise<EscalationRow | null> {
  const [row] = await sql<EscalationRow[]>`
    ${escalations(sql, viewer, at, sql`e.id = ${id} and ${scope.items(sql, viewer, at)}`)}`;
  return row ?? null;
}
