import type { Excuse, ItemEventKind, ItemKind } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';

/** An item as its writers see it, locked until the transaction ends. */
export interface LockedItem {
  id: string;
  kind: ItemKind;
  title: string;
  repId: string;
  dueAt: Date;
  currentDueAt: Date;
  state: 'open' | 'done' | 'waived';
  acknowledgedAt: Date | null;
  version: number;
}

/** Something that happened in the product, now, by the acting person. */
export interface NewItemEvent {
  kind: ItemEventKind;
  at: Date;
  excuse?: Excuse;
  note?: string;
  newDueAt?: Date;
  promisedAt?: Date;
  regardsId?: string;
}

/** Writes items: facts are added, and the row that shows the present is worked out from them. */
export function itemStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId, personId } = actor;
  return {
    /** The item, held until the transaction ends: whoever comes second sees what the first did. */
    async lock(id: string): Promise<LockedItem | null> {
      const [item] = await sql<LockedItem[]>`
        select i.id, i.kind, i.title, i.rep_id, i.due_at, i.current_due_at, i.state, i.acknowledged_at, i.version
        from items i
        where i.organization_id = ${organizationId} and i.id = ${id}
        for no key update`;
      return item ?? null;
    },

    async append(itemId: string, event: NewItemEvent): Promise<string> {
      const id = newId();
      await sql`
        insert into item_events (
          organization_id, id, item_id, kind, actor_id, occurred_at, known_at, ingested_at, provenance,
          excuse, note, new_due_at, promised_at, regards_id
        )
        values (
          ${organizationId}, ${id}, ${itemId}, ${event.kind}, ${personId}, ${event.at}, ${event.at}, ${event.at}, 'observed',
          ${event.excuse ?? null}, ${event.note ?? null}, ${event.newDueAt ?? null}, ${event.promisedAt ?? null},
          ${event.regardsId ?? null}
        )`;
      return id;
    },

    /**
     * Works the item's present state out from everything that happened to it. Done since it was first submitted or
     * completed, unless that was withdrawn; else waived if it was; due when the latest extension says, or the
     * latest leave that put it off. The import has
     * the same rule for many items at once (imports/writing/item-events.ts).
     */
    async project(itemId: string): Promise<void> {
      await sql`
        with happened as (
          select e.kind, e.occurred_at, e.new_due_at, e.id
          from live_item_events e
          where e.organization_id = ${organizationId} and e.item_id = ${itemId}
            and not exists (
              select from live_item_events w
              where w.organization_id = e.organization_id and w.item_id = e.item_id
                and w.kind = 'withdrawn' and w.regards_id = e.id
            )
        ),
        present as (
          select
            min(h.occurred_at) filter (where h.kind in ('submitted', 'completed')) as done_at,
            min(h.occurred_at) filter (where h.kind = 'relayed') as relayed_at,
            min(h.occurred_at) filter (where h.kind = 'acknowledged') as acknowledged_at,
            bool_or(h.kind = 'waived') as is_waived,
            (array_agg(h.new_due_at order by h.occurred_at desc, h.id desc)
              filter (where h.kind in ('extension_granted', 'put_off')))[1] as extended_to
          from happened h
        )
        update items i
        set done_at = p.done_at, relayed_at = p.relayed_at, acknowledged_at = p.acknowledged_at,
          current_due_at = coalesce(p.extended_to, i.due_at),
          state = case when p.done_at is not null then 'done' when p.is_waived then 'waived' else 'open' end,
          version = i.version + 1
        from present p
        where i.organization_id = ${organizationId} and i.id = ${itemId}`;
    },

    /** What made the item done, if the acting person did it in the product; only that can be undone. */
    async ownSubmission(itemId: string): Promise<{ id: string; occurredAt: Date } | null> {
      const [event] = await sql<{ id: string; occurredAt: Date }[]>`
        select e.id, e.occurred_at
        from live_item_events e
        where e.organization_id = ${organizationId} and e.item_id = ${itemId} and e.kind in ('submitted', 'completed')
          and e.actor_id = ${personId} and e.provenance = 'observed'
        order by e.occurred_at desc, e.id desc
        limit 1`;
      return event ?? null;
    },

    /** The latest request for more time that nobody has answered yet. */
    async openRequest(itemId: string): Promise<{ id: string; newDueAt: Date } | null> {
      const [request] = await sql<{ id: string; newDueAt: Date }[]>`
        select e.id, e.new_due_at
        from live_item_events e
        where e.organization_id = ${organizationId} and e.item_id = ${itemId} and e.kind = 'extension_requested'
          and not exists (
            select from live_item_events answer
            where answer.organization_id = e.organization_id and answer.item_id = e.item_id
              and answer.kind in ('extension_granted', 'extension_declined') and answer.regards_id = e.id
          )
        order by e.occurred_at desc, e.id desc
        limit 1`;
      return request ?? null;
    },
  };
}

export type ItemStore = ReturnType<typeof itemStore>;
