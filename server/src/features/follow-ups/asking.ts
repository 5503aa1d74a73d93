import type { Tx } from '../../database/connect.ts';
import { notFound, wrongState } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { notify } from '../notifications/notify.ts';
import { type FollowedItem, followUpStore } from './follow-ups.store.ts';

/** Who follows up, when. */
export interface Following {
  viewer: Viewer;
  at: Date;
}

/** A second ask about one item within this time is the same key pressed twice; in milliseconds. */
const doublePress = 60_000;

/** The items in the order named, held; each one is the viewer's to ask about, and there is something to ask. */
export async function itemsToAskAbout(
  tx: Tx,
  { viewer, at }: Following,
  itemIds: readonly string[],
): Promise<FollowedItem[]> {
  const found = new Map(
    (await followUpStore(tx).lockItems(viewer, itemIds, at)).map((item) => [item.id, item]),
  );
  return itemIds.map((id) => {
    const item = found.get(id);
    if (item === undefined || !item.inCharge) throw notFound('item');
    if (!wantsFollowUp(item))
      throw wrongState(`“${item.title}” was done in time or waived: there is nothing to ask.`);
    return item;
  });
}

/**
 * Sends one rep the message about their items, without those that were asked about in the same words within the last
 * minute.
 * @returns the follow-up's id; the former one's where nothing is left to ask
 */
export async function askRep(
  tx: Tx,
  { at }: Following,
  { repId, items, note }: { repId: string; items: readonly FollowedItem[]; note: string | undefined },
): Promise<string> {
  const store = followUpStore(tx);
  const former = await store.askedSince(
    items.map((item) => item.id),
    note,
    new Date(at.getTime() - doublePress),
  );
  const [first, ...others] = items.filter((item) => !former.has(item.id));
  const [formerId] = former.values();
  if (first === undefined) {
    if (formerId === undefined) throw notFound('item');
    return formerId;
  }
  const itemIds = [first, ...others].map((item) => item.id);
  const id = await store.add({
    repId,
    itemIds,
    occurredAt: at,
    recordedAt: at,
    channel: 'app',
    outcome: 'reminder',
    note,
    provenance: 'observed',
  });
  await tx.audit({
    action: 'follow_up.asked',
    subjectType: 'follow_up',
    subjectId: id,
    details: { itemIds },
    concerns: [repId],
  });
  await notify(tx, [
    {
      to: repId,
      kind: 'asked',
      subject: { type: 'item', id: first.id },
      at,
      data: { title: first.title, others: listed(others.map((item) => item.title)), note: note ?? null },
    },
  ]);
  return id;
}

/** How many titles a message names; the others are counted. */
const mostNamed = 10;

function listed(titles: readonly string[]): string | null {
  if (titles.length === 0) return null;
  const named = titles.slice(0, mostNamed).map((title) => `“${title}”`);
  const more = titles.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

/** Whether there is anything to follow up: it is open, or it was done after the time that was first set. */
export function wantsFollowUp({ state, doneAt, dueAt }: FollowedItem): boolean {
  return state === 'open' || (doneAt !== null && doneAt > dueAt);
}
