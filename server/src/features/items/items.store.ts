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
  acceptedAt: Date | null;
  acknowledgedAt: Date | null;
  version: number;
}

/** Something that happened in the product, now, by the acting person. */
export interface NewItemEvent {
  kind: ItemEventKind;
  at: Date;
  excuse?: Excuse;
  note?: string;
  link?: string;
  newDueAt?: Date;
  promisedAt?: Date;
  /** With an escalation: whom it is put before. */
  toId?: string;
  regardsId?: string;
}

/** What was handed in, in the product, and neither undone nor returned. */
export interface StandingSubmission {
  id: string;
  kind: ItemEventKind;
  /** The rep who handed it in. */
  by: string | null;
  occurredAt: Date;
}

/** Writes items: facts are added, and the row that shows the present is worked out from them. */
export function itemStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId, personId } = actor;
  return {
    /** The item, held until the transaction ends: whoever comes second sees what the first did. */
    async lock(id: string): Promise<LockedItem | null> {
      const [item] = await sql<LockedItem[]>`
        select i.id, i.kind, i.title, i.rep_id, i.due_at, i.current_due_at, i.state, i.accepted_at,
          i.acknowledged_at, i.version
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
          excuse, note, link, new_due_at, promised_at, to_id, regards_id
        )
        values (
          ${organizationId}, ${id}, ${itemId}, ${event.kind}, ${personId}, ${event.at}, ${event.at}, ${event.at}, 'observed',
          ${event.excuse ?? null}, ${event.note ?? null}, ${event.link ?? null}, ${event.newDueAt ?? null}, ${event.promisedAt ?? null},
          ${event.toId ?? null}, ${event.regardsId ?? null}
        )`;
      return id;
    },

    /**
     * Works the item's present state out from everything that happened to it. Done since what nobody withdrew or
     * returned was submitted or completed; else waived if it was; due when the latest extension says, or the latest
     * leave that put it off. The import has the same rule for many items at once (imports/writing/item-events.ts).
     */
    async project(itemId: string): Promise<void> {
      await sql`
        with happened as (
          select e.kind, e.occurred_at, e.new_due_at, e.id, taken.id is null as stands
          from live_item_events e
          left join live_item_events taken
            on taken.organization_id = e.organization_id and taken.item_id = e.item_id
              and taken.kind in ('withdrawn', 'returned') and taken.regards_id = e.id
          where e.organization_id = ${organizationId} and e.item_id = ${itemId} and taken.kind is distinct from 'withdrawn'
        ),
        present as (
          select
            min(h.occurred_at) filter (where h.kind in ('submitted', 'completed') and h.stands) as done_at,
            min(h.occurred_at) filter (where h.kind in ('submitted', 'completed')) as handed_in_at,
            max(h.occurred_at) filter (where h.kind = 'returned') as returned_at,
            min(h.occurred_at) filter (where h.kind in ('accepted', 'verified')) as accepted_at,
            min(h.occurred_at) filter (where h.kind = 'relayed') as relayed_at,
            min(h.occurred_at) filter (where h.kind = 'acknowledged') as acknowledged_at,
            bool_or(h.kind in ('waived', 'recalled')) as is_waived,
            (array_agg(h.new_due_at order by h.occurred_at desc, h.id desc)
              filter (where h.kind in ('extension_granted', 'put_off')))[1] as extended_to
          from happened h
        )
        update items i
        set done_at = p.done_at, handed_in_at = p.handed_in_at, returned_at = p.returned_at, accepted_at = p.accepted_at,
          relayed_at = p.relayed_at, acknowledged_at = p.acknowledged_at, current_due_at = coalesce(p.extended_to, i.due_at),
          state = case when p.done_at is not null then 'done' when p.is_waived then 'waived' else 'open' end,
          version = i.version + 1
        from present p
        where i.organization_id = ${organizationId} and i.id = ${itemId}`;
    },

    /**
     * Of a directive that was recalled while this item was done: recalled like the others', as of then. To be asked
     * whenever the item stops being done, before it is projected.
     * @returns whether it was
     */
    async recallIfDirectiveWas(itemId: string, at: Date): Promise<boolean> {
      const { count } = await sql`
        insert into item_events (
          organization_id, id, item_id, kind, actor_id, occurred_at, known_at, ingested_at, provenance
        )
        select ${organizationId}, ${newId()}, i.id, 'recalled', recall.recalled_by, recall.recalled_at, recall.recalled_at,
          ${at}, 'observed'
        from items i
        join directive_recalls recall
          on recall.organization_id = i.organization_id and recall.directive_id = i.directive_id
        where i.organization_id = ${organizationId} and i.id = ${itemId}`;
      return count > 0;
    },

    /** What made the item done, if it was handed in in the product; only that can be undone, accepted or returned. */
    async standingSubmission(itemId: string): Promise<StandingSubmission | null> {
      const [event] = await sql<StandingSubmission[]>`
        select e.id, e.kind, e.actor_id as by, e.occurred_at
        from items i
        join live_item_events e on e.organization_id = i.organization_id and e.item_id = i.id and e.occurred_at = i.done_at
        where i.organization_id = ${organizationId} and i.id = ${itemId} and e.kind in ('submitted', 'completed')
          and e.provenance = 'observed'
        order by e.id desc
        limit 1`;
      return event ?? null;
    },

    /** What happened to the item last, for whoever came too late. */
    async lastEvent(itemId: string): Promise<{ event: ItemEventKind; by: string | null; at: Date } | null> {
      const [last] = await sql<{ event: ItemEventKind; by: string | null; at: Date }[]>`
        select e.kind as event, p.name as by, e.occurred_at as at
        from live_item_events e
        left join people p on p.organization_id = e.organization_id and p.id = e.actor_id
        where e.organization_id = ${organizationId} and e.item_id = ${itemId}
        order by e.occurred_at desc, e.id desc
        limit 1`;
      return last ?? null;
    },

    /** Whether done means done only when the directive's issuer has said so. */
    async wantsVerification(itemId: string): Promise<boolean> {
      const [directive] = await sql<{ wants: boolean }[]>`
        select d.wants_verification as wants
        from items i
        join directives d on d.organization_id = i.organization_id and d.id = i.directive_id
        where i.organization_id = ${organizationId} and i.id = ${itemId}`;
      return directive?.wants ?? false;
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
