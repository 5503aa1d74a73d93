import type { AuditEntry, AuditPage } from '@plumbline/shared/contracts/audit.ts';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { readCursor, toPage } from '../../paging.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';

interface Row {
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  details: Record<string, unknown>;
  sealed: boolean;
}

export interface AuditWanted {
  subjectType?: string;
  subjectId?: string;
  cursor?: string;
  limit: number;
}

const Key = z.tuple([z.uuid()]);

/**
 * Who did what, newest first: ids are in the order of time. What happened to a flag is listed to those alone who may see
 * the flag: nobody reads here, before the reply window has passed, that there is one.
 */
export function auditReadModel(database: Pick<Database, 'read'>) {
  return {
    async list(
      viewer: Viewer,
      { subjectType, subjectId, cursor, limit }: AuditWanted,
      at: Date,
    ): Promise<AuditPage> {
      const after = readCursor(cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<Row[]>`
        select e.id, e.at, e.actor_id, actor.name as actor_name, e.action, e.subject_type, e.subject_id, e.details,
          exists (select from audit_seals s where s.organization_id = e.organization_id and s.entry_id = e.id) as sealed
        from audit_entries e
        left join people actor on actor.organization_id = e.organization_id and actor.id = e.actor_id
        where e.organization_id = ${viewer.organizationId}
          and (e.subject_type <> 'flag' or exists (
            select from flags f
            where f.organization_id = e.organization_id and f.id = e.subject_id and ${scope.flags(sql, viewer, at)}
          ))
          ${subjectType === undefined ? sql`` : sql`and e.subject_type = ${subjectType}`}
          ${subjectId === undefined ? sql`` : sql`and e.subject_id = ${subjectId}`}
          ${after === null ? sql`` : sql`and e.id < ${after[0]}`}
        order by e.id desc
        limit ${limit + 1}`,
      );
      return toPage(rows, limit, ({ id }) => [id], present);
    },
  };
}

function present({ at, actorId, actorName, ...entry }: Row): AuditEntry {
  return {
    ...entry,
    at: at.toISOString(),
    actor: actorId === null || actorName === null ? null : { id: actorId, name: actorName },
  };
}
