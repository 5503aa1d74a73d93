import type { Reviews, SubmittedFile } from '@plumbline/shared/contracts/items.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import { teamNow } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { filesOf, type ItemRow, itemColumns, joinItem, presentItem, reviewWindow } from './item-row.ts';

const Key = z.tuple([KeyInstant, z.uuid()]);

type Handed = ItemRow & {
  key: string;
  submissionAt: Date;
  submissionNote: string | null;
  submissionLink: string | null;
  submissionFiles: SubmittedFile[];
};
/** One row carries the count even when the page is empty. */
type Row = { waiting: number } & (Handed | { id: null });

/** What waits for somebody's acceptance. */
export function reviewsReadModel(database: Pick<Database, 'read'>) {
  return {
    /** What the viewer's people handed in, and what was done of directives that the viewer wants to verify; oldest first. */
    async reviews(viewer: Viewer, page: { cursor?: string; limit: number }, at: Date): Promise<Reviews> {
      const rows = await database.read(viewer, (sql) => selectReviews(sql, viewer, page, at));
      return {
        ...toPage(
          rows.filter((row) => row.id !== null),
          page.limit,
          ({ key, id }) => [key, id],
          (row) => ({
            item: presentItem(row, viewer, at),
            at: row.submissionAt.toISOString(),
            note: row.submissionNote,
            link: row.submissionLink,
            files: row.submissionFiles,
          }),
        ),
        waiting: rows[0]?.waiting ?? 0,
      };
    },
  };
}

function selectReviews(sql: Sql, viewer: Viewer, page: { cursor?: string; limit: number }, at: Date) {
  const after = readCursor(page.cursor, Key);
  return sql<Row[]>`
    with team as materialized (${teamNow(sql, viewer, at)}),
    waiting as materialized (
      select i.id, i.done_at
      from team
      join items i on i.organization_id = ${viewer.organizationId} and i.rep_id = team.id
      left join directives d on d.organization_id = i.organization_id and d.id = i.directive_id
      where i.state = 'done' and i.accepted_at is null and i.done_at > ${new Date(at.getTime() - reviewWindow)}
        and d.wants_verification is not true
      union all
      select i.id, i.done_at
      from directives d
      join items i on i.organization_id = d.organization_id and i.directive_id = d.id
      where d.organization_id = ${viewer.organizationId} and d.issued_by = ${viewer.personId} and d.wants_verification
        and i.state = 'done' and i.accepted_at is null and i.done_at > ${new Date(at.getTime() - reviewWindow)}
        and i.rep_id <> ${viewer.personId}
    ),
    handed as materialized (
      select w.id, e.id as event_id, e.occurred_at, e.note, e.link
      from waiting w
      join live_item_events e on e.organization_id = ${viewer.organizationId} and e.item_id = w.id
        and e.occurred_at = w.done_at and e.kind in ('submitted', 'completed') and e.provenance = 'observed'
      where not exists (
        select from live_item_events undone
        where undone.organization_id = e.organization_id and undone.item_id = e.item_id
          and undone.kind = 'withdrawn' and undone.regards_id = e.id
      )
    ),
    page as materialized (
      select handed.*
      from handed
      ${after === null ? sql`` : sql`where (handed.occurred_at, handed.id) > (${after[0]}::text::timestamptz, ${after[1]})`}
      order by handed.occurred_at, handed.id
      limit ${page.limit + 1}
    ),
    shown as (
      select page.occurred_at as submission_at, page.occurred_at::text as key, page.note as submission_note,
        page.link as submission_link, ${filesOf(sql, sql`page.event_id`)} as submission_files,
        ${itemColumns(sql, viewer, at)}
      from page
      join items i on i.organization_id = ${viewer.organizationId} and i.id = page.id
      ${joinItem(sql, at)}
    )
    select (select count(*) from handed) as waiting, shown.*
    from (select) always
    left join shown on true
    order by shown.submission_at, shown.id`;
}
