import type { Item, ItemHistory } from '@plumbline/shared/contracts/items.ts';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { notFound } from '../../errors.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type EventRow, presentEvent } from './item-event-row.ts';
import { filesOf, type ItemRow, itemColumns, joinItem, presentItem, reviewedBy } from './item-row.ts';

/** More than anything that happens to an item; a history is not paged. */
const longestHistory = 1000;

/** What the screens show of one item: three statements that travel together. */
export function itemReadModel(database: Pick<Database, 'read'>) {
  return {
    /** @throws RequestError not_found, also for what the viewer may not see */
    async history(viewer: Viewer, id: string, at: Date): Promise<ItemHistory> {
      const [[item], [directive], events] = await database.read(viewer, (sql) =>
        Promise.all([
          selectVisible(sql, viewer, id, at),
          selectDirective(sql, viewer, id),
          selectEvents(sql, viewer, id),
        ]),
      );
      if (item === undefined) throw notFound('item');
      return {
        item: presentItem(item, viewer, at),
        directive: directive
          ? {
              body: directive.body,
              issuedBy: { id: directive.issuerId, name: directive.issuerName },
              issuedAt: directive.issuedAt.toISOString(),
            }
          : null,
        events: events.map(presentEvent),
      };
    },
  };
}

/** An item inside the transaction that changes it, and what the viewer is to it now. */
export interface SeenItem {
  item: Item;
  isOwn: boolean;
  isInCharge: boolean;
  /** Whether accepting and returning it is the viewer's, whatever state it is in. */
  isReviewer: boolean;
}

/** @returns null when it is not the viewer's to see */
export async function visibleItem(sql: Sql, viewer: Viewer, id: string, at: Date): Promise<SeenItem | null> {
  const [row] = await sql<(ItemRow & { isReviewer: boolean })[]>`
    select ${itemColumns(sql, viewer, at)}, i.rep_id <> ${viewer.personId} and ${reviewedBy(sql, viewer, at)} as is_reviewer
    ${ofVisible(sql, viewer, id, at)}`;
  if (row === undefined) return null;
  return {
    item: presentItem(row, viewer, at),
    isOwn: row.repId === viewer.personId,
    isInCharge: row.inCharge,
    isReviewer: row.isReviewer,
  };
}

/** Whether one of these items at least is the viewer's to see. */
export async function isAnySeen(
  sql: Sql,
  viewer: Viewer,
  ids: readonly string[],
  at: Date,
): Promise<boolean> {
  const [seen] = await sql`
    select from items i
    where i.organization_id = ${viewer.organizationId} and i.id = any (${[...ids]}::uuid[]) and ${scope.items(sql, viewer, at)}
    limit 1`;
  return seen !== undefined;
}

const selectVisible = (sql: Sql, viewer: Viewer, id: string, at: Date) => sql<ItemRow[]>`
  select ${itemColumns(sql, viewer, at)}
  ${ofVisible(sql, viewer, id, at)}`;

const ofVisible = (sql: Sql, viewer: Viewer, id: string, at: Date): Fragment => sql`
  from items i
  ${joinItem(sql, at)}
  where i.organization_id = ${viewer.organizationId} and i.id = ${id} and ${scope.items(sql, viewer, at)}`;

const selectDirective = (sql: Sql, viewer: Viewer, id: string) => sql<
  { body: string | null; issuedAt: Date; issuerId: string; issuerName: string }[]
>`
  select d.body, d.issued_at, issuer.id as issuer_id, issuer.name as issuer_name
  from items i
  join directives d on d.organization_id = i.organization_id and d.id = i.directive_id
  join people issuer on issuer.organization_id = d.organization_id and issuer.id = d.issued_by
  where i.organization_id = ${viewer.organizationId} and i.id = ${id}`;

const selectEvents = (sql: Sql, viewer: Viewer, id: string) => sql<EventRow[]>`
  select happened.*, actor.name as actor_name, receiver.name as to_name
  from (
    select e.id, e.kind, e.actor_id, e.to_id, e.occurred_at, e.known_at as recorded_at, e.provenance, e.excuse, e.note, e.link, ${filesOf(sql, sql`e.id`)} as files,
      coalesce(e.new_due_at, e.promised_at) as new_due_at
    from live_item_events e
    where e.organization_id = ${viewer.organizationId} and e.item_id = ${id}
    union all
    select f.id, 'follow_up', f.manager_id, null, f.occurred_at, f.recorded_at, f.provenance, f.excuse, f.note, null, '[]', f.commitment_at
    from follow_up_items about
    join live_follow_ups f on f.organization_id = about.organization_id and f.id = about.follow_up_id
    where about.organization_id = ${viewer.organizationId} and about.item_id = ${id}
  ) happened
  left join people actor on actor.organization_id = ${viewer.organizationId} and actor.id = happened.actor_id
  left join people receiver on receiver.organization_id = ${viewer.organizationId} and receiver.id = happened.to_id
  order by happened.occurred_at, happened.id
  limit ${longestHistory}`;
