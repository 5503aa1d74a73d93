import type { FollowUp, FollowUpPage } from '@plumbline/shared/contracts/follow-ups.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type FollowUpRow, followUpColumns, joinFollowUp, presentFollowUp } from './follow-up-row.ts';

export interface FollowUpsWanted {
  scope: 'mine' | 'team';
  rep?: string;
  unanswered?: boolean;
  cursor?: string;
  limit: number;
}

const Key = z.tuple([KeyInstant, z.uuid()]);

/** What the screens show of follow-ups. */
export function followUpReadModel(database: Pick<Database, 'read'>) {
  return {
    /** `mine`: held with the viewer; `team`: with the people whom the viewer sees. Newest first. */
    async list(viewer: Viewer, wanted: FollowUpsWanted): Promise<FollowUpPage> {
      const after = readCursor(wanted.cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<(FollowUpRow & { key: string })[]>`
        with page as materialized (
          select f.*
          from live_follow_ups f
          where f.organization_id = ${viewer.organizationId} and ${inScope(sql, viewer, wanted)}
            ${wanted.unanswered ? sql`and ${isUnanswered(sql)}` : sql``}
            ${after === null ? sql`` : sql`and (f.occurred_at, f.id) < (${after[0]}::text::timestamptz, ${after[1]})`}
          order by f.occurred_at desc, f.id desc
          limit ${wanted.limit + 1}
        )
        select ${followUpColumns(sql)}, f.occurred_at::text as key
        from page f
        ${joinFollowUp(sql)}
        order by f.occurred_at desc, f.id desc`,
      );
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

function inScope(sql: Sql, viewer: Viewer, wanted: FollowUpsWanted): Fragment {
  if (wanted.scope === 'mine') return sql`f.rep_id = ${viewer.personId}`;
  const ofRep = wanted.rep === undefined ? sql`` : sql`and f.rep_id = ${wanted.rep}`;
  return sql`f.rep_id <> ${viewer.personId} ${ofRep} and ${scope.followUps(sql, viewer)}`;
}

/** What Plumbline itself sent waits for nobody's word. */
const isUnanswered = (sql: Sql): Fragment => sql`
  f.provenance <> 'observed' and not exists (
    select from live_follow_up_answers a where a.organization_id = f.organization_id and a.follow_up_id = f.id
  )`;
