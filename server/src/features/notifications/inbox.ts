import type { InboxPage, Notice } from '@plumbline/shared/contracts/notifications.ts';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import type { Viewer } from '../../policies/viewer.ts';
import type { NoticeData } from './notify.ts';
import { type Told, wordsOf } from './words.ts';

export interface InboxWanted {
  unread?: boolean;
  cursor?: string;
  limit: number;
}

interface Row extends Omit<Told, 'subject'> {
  id: string;
  subjectType: Told['subject']['type'];
  subjectId: string;
  data: NoticeData;
  createdAt: Date;
  readAt: Date | null;
  timeZone: string;
  key: string;
}

const Key = z.tuple([KeyInstant, z.uuid()]);

/** What somebody was told. An inbox is its owner's alone, so there is nothing in it to be scoped. */
export function inbox(database: Pick<Database, 'read' | 'transaction'>) {
  return {
    /** Newest first. */
    async list(viewer: Viewer, { unread, cursor, limit }: InboxWanted): Promise<InboxPage> {
      const after = readCursor(cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<Row[]>`
        select n.id, n.kind, n.subject_type, n.subject_id, n.data, n.created_at, n.read_at, n.created_at::text as key,
          p.time_zone
        from notices n
        join people p on p.organization_id = n.organization_id and p.id = n.person_id
        where n.organization_id = ${viewer.organizationId} and n.person_id = ${viewer.personId}
          ${unread ? sql`and n.read_at is null` : sql``}
          ${after === null ? sql`` : sql`and (n.created_at, n.id) < (${after[0]}::text::timestamptz, ${after[1]})`}
        order by n.created_at desc, n.id desc
        limit ${limit + 1}`,
      );
      return toPage(rows, limit, ({ key, id }) => [key, id], present);
    },

    /**
     * Notes these as read, or all; how many are unread then. No audit entry: it is its reader's own bookkeeping, and
     * nothing about anybody is read from it.
     */
    read: (viewer: Viewer, ids: readonly string[] | undefined, at: Date): Promise<number> =>
      database.transaction(viewer, async ({ sql }) => {
        await sql`
          update notices set read_at = ${at}
          where organization_id = ${viewer.organizationId} and person_id = ${viewer.personId} and read_at is null
            ${ids === undefined ? sql`` : sql`and id = any (${[...ids]}::uuid[])`}`;
        const [left] = await sql<{ unread: number }[]>`
          select count(*) as unread from notices
          where organization_id = ${viewer.organizationId} and person_id = ${viewer.personId} and read_at is null`;
        return left?.unread ?? 0;
      }),
  };
}

function present({ id, kind, subjectType, subjectId, data, createdAt, readAt, timeZone }: Row): Notice {
  return {
    id,
    kind,
    ...wordsOf({ kind, subject: { type: subjectType, id: subjectId }, data }, timeZone),
    at: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
