import type { LogFollowUpRequest } from '@plumbline/shared/contracts/follow-ups.ts';
import type { FollowUpChannel, FollowUpOutcome } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { inCharge } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** An item that a follow-up is to be about. */
export interface FollowedItem {
  id: string;
  title: string;
  repId: string;
  state: 'open' | 'done' | 'waived';
  doneAt: Date | null;
  dueAt: Date;
  /** Whether the viewer answers for its rep at the moment asked about. */
  inCharge: boolean;
}

export interface NewFollowUp {
  repId: string;
  itemIds: readonly string[];
  occurredAt: Date;
  recordedAt: Date;
  channel: FollowUpChannel;
  outcome: FollowUpOutcome;
  excuse?: LogFollowUpRequest['excuse'];
  commitmentAt?: Date;
  note?: string;
  /** observed: sent by Plumbline itself; declared: somebody's word. */
  provenance: 'observed' | 'declared';
}

/** Adds follow-ups and the answers to them. */
export function followUpStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId, personId } = actor;
  return {
    /** The items, held until the transaction ends, so that two follow-ups about one item come one after the other. */
    async lockItems(viewer: Viewer, itemIds: readonly string[], at: Date): Promise<FollowedItem[]> {
      return sql<FollowedItem[]>`
        select i.id, i.title, i.rep_id, i.state, i.done_at, i.due_at,
          i.rep_id <> ${viewer.personId} and ${inCharge(sql, viewer, at)} as in_charge
        from items i
        join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
        where i.organization_id = ${organizationId} and i.id = any (${[...itemIds]}::uuid[])
        order by i.id
        for no key update of i`;
    },

    /**
     * What the acting person asked about these items through Plumbline since then, in the same words.
     * @returns the latest ask's id, by item
     */
    async askedSince(
      itemIds: readonly string[],
      note: string | undefined,
      since: Date,
    ): Promise<ReadonlyMap<string, string>> {
      const asked = await sql<{ itemId: string; id: string }[]>`
        select distinct on (about.item_id) about.item_id, f.id
        from follow_up_items about
        join follow_ups f on f.organization_id = about.organization_id and f.id = about.follow_up_id
        where about.organization_id = ${organizationId} and about.item_id = any (${[...itemIds]}::uuid[])
          and f.manager_id = ${personId} and f.channel = 'app' and f.occurred_at > ${since}
          and f.note is not distinct from ${note ?? null}::text
        order by about.item_id, f.occurred_at desc`;
      return new Map(asked.map(({ itemId, id }) => [itemId, id]));
    },

    async add(followUp: NewFollowUp): Promise<string> {
      const id = newId();
      await sql`
        insert into follow_ups (
          organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, ingested_at, channel, outcome,
          excuse, commitment_at, note, provenance
        )
        values (
          ${organizationId}, ${id}, ${personId}, ${followUp.repId}, ${followUp.occurredAt}, ${followUp.recordedAt},
          ${followUp.recordedAt}, ${followUp.recordedAt}, ${followUp.channel}, ${followUp.outcome},
          ${followUp.excuse ?? null}, ${followUp.commitmentAt ?? null}, ${followUp.note ?? null}, ${followUp.provenance}
        )`;
      await sql`
        insert into follow_up_items (organization_id, follow_up_id, item_id)
        select ${organizationId}, ${id}, unnest(${[...followUp.itemIds]}::uuid[])`;
      return id;
    },

    /** The rep's word on a follow-up; an earlier one stays on record. */
    async answer(
      followUpId: string,
      answer: 'confirmed' | 'disputed',
      note: string | undefined,
      at: Date,
    ): Promise<void> {
      await sql`
        insert into follow_up_answers (
          organization_id, id, follow_up_id, person_id, answer, note, occurred_at, known_at, ingested_at, provenance
        )
        values (
          ${organizationId}, ${newId()}, ${followUpId}, ${personId}, ${answer}, ${note ?? null}, ${at}, ${at}, ${at}, 'observed'
        )`;
    },
  };
}
