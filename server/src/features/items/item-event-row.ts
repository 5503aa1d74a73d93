import type { ItemEvent } from '@plumbline/shared/contracts/items.ts';

/** Something that happened to an item: one of its events, or a follow-up about it. */
export type EventRow = Pick<
  ItemEvent,
  'id' | 'kind' | 'provenance' | 'excuse' | 'note' | 'link' | 'files'
> & {
  actorId: string | null;
  actorName: string | null;
  toId: string | null;
  toName: string | null;
  occurredAt: Date;
  recordedAt: Date;
  newDueAt: Date | null;
};

export function presentEvent({
  actorId,
  actorName,
  toId,
  toName,
  occurredAt,
  recordedAt,
  newDueAt,
  ...event
}: EventRow): ItemEvent {
  return {
    ...event,
    by: actorId === null || actorName === null ? null : { id: actorId, name: actorName },
    to: toId === null || toName === null ? null : { id: toId, name: toName },
    at: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    newDueAt: newDueAt?.toISOString() ?? null,
  };
}
