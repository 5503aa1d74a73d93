import type {
  ChangeViewRequest,
  SavedView,
  SavedViews,
  SaveViewRequest,
} from '@plumbline/shared/contracts/saved-views.ts';
import { mostSavedViews } from '@plumbline/shared/contracts/saved-views.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { takeTurn } from '../../database/turn.ts';
import { invalid, notFound, wrongState } from '../../errors.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** Lists that somebody keeps under a name, for themselves alone. */
export function savedViewService({ database }: { database: Pick<Database, 'read' | 'transaction'> }) {
  return {
    async list(viewer: Viewer, list: SaveViewRequest['list']): Promise<SavedViews> {
      const views = await database.read(
        viewer,
        (sql) => sql<SavedView[]>`
        select v.id, v.name, v.search from saved_views v
        where v.organization_id = ${viewer.organizationId} and ${scope.savedViews(sql, viewer)} and v.list = ${list}
        order by lower(v.name), v.id`,
      );
      return { views: [...views] };
    },

    /** @throws RequestError wrong_state where there are too many, invalid_request for a name that is taken */
    save(viewer: Viewer, { list, name, search }: SaveViewRequest, at: Date): Promise<SavedView> {
      return database.transaction(viewer, async (tx) => {
        const { sql } = tx;
        await takeTurn(tx, `saved views of ${viewer.personId}`);
        const known = await sql<{ name: string }[]>`
          select v.name from saved_views v
          where v.organization_id = ${viewer.organizationId} and ${scope.savedViews(sql, viewer)} and v.list = ${list}`;
        if (known.length >= mostSavedViews)
          throw wrongState(`You keep ${mostSavedViews} already; remove one first.`);
        if (known.some((view) => isSameName(view.name, name))) throw nameTaken();
        const id = newId();
        await sql`
          insert into saved_views (organization_id, id, person_id, list, name, search, created_at)
          values (${viewer.organizationId}, ${id}, ${viewer.personId}, ${list}, ${name}, ${JSON.stringify(search)}::text::jsonb, ${at})`;
        await tx.audit(entry('saved', id));
        return { id, name, search };
      });
    },

    /** @throws RequestError not_found, also for somebody else's; invalid_request for a name that is taken */
    change(viewer: Viewer, id: string, { name, search }: ChangeViewRequest): Promise<SavedView> {
      return database.transaction(viewer, async (tx) => {
        const { sql } = tx;
        await takeTurn(tx, `saved views of ${viewer.personId}`);
        const [other] = await sql<{ name: string }[]>`
          select v.name from saved_views v
          join saved_views this on this.organization_id = v.organization_id and this.id = ${id} and this.list = v.list
          where v.organization_id = ${viewer.organizationId} and ${scope.savedViews(sql, viewer)} and v.id <> ${id}
            and lower(v.name) = lower(${name}::text)`;
        if (other !== undefined) throw nameTaken();
        await changed(
          tx,
          await sql`
          update saved_views v set name = ${name}, search = ${JSON.stringify(search)}::text::jsonb
          where v.organization_id = ${viewer.organizationId} and v.id = ${id} and ${scope.savedViews(sql, viewer)}`,
          entry('changed', id),
        );
        return { id, name, search };
      });
    },

    /** @throws RequestError not_found, also for somebody else's */
    remove(viewer: Viewer, id: string, at: Date): Promise<void> {
      return database.transaction(viewer, async (tx) =>
        changed(
          tx,
          await tx.sql`
          update saved_views v set removed_at = ${at}
          where v.organization_id = ${viewer.organizationId} and v.id = ${id} and ${scope.savedViews(tx.sql, viewer)}`,
          entry('removed', id),
        ),
      );
    },
  };
}

export type SavedViewService = ReturnType<typeof savedViewService>;

async function changed(
  tx: Tx,
  { count }: { count: number },
  audited: ReturnType<typeof entry>,
): Promise<void> {
  if (count === 0) throw notFound('saved view');
  await tx.audit(audited);
}

const entry = (verb: string, id: string) => ({
  action: `saved_view.${verb}`,
  subjectType: 'saved_view',
  subjectId: id,
});

const isSameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const nameTaken = () => invalid('name', 'a name that none of your views has');
