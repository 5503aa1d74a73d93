import type { BulkAnswer } from '@plumbline/shared/contracts/item-bulk.ts';
import type { LogFollowUpRequest } from '@plumbline/shared/contracts/follow-ups.ts';
import type { Tx } from '../../database/connect.ts';
import { type Following, askRep, wantsFollowUp } from './asking.ts';
import { type FollowedItem, followUpStore } from './follow-ups.store.ts';
import { checked, recordSpoken } from './spoken.ts';

/** Asks about those of the items that there is something to ask about; each rep gets one message. */
export async function askAboutMany(
  tx: Tx,
  following: Following,
  itemIds: readonly string[],
  note: string | undefined,
): Promise<BulkAnswer> {
  const { fitting, refused } = await sortOut(tx, following, itemIds, following.at, (item) =>
    wantsFollowUp(item) ? null : 'It was done in time or waived: there is nothing to ask.',
  );
  for (const [repId, items] of Map.groupBy(fitting, (item) => item.repId))
    await askRep(tx, following, { repId, items, note });
  return { done: fitting.map(({ id }) => id), refused };
}

/**
 * Logs what was spoken about the items, in the same words with each of their reps.
 * @throws RequestError invalid_request for times that cannot be, and outcomes that want more to be said
 */
export async function logAboutMany(
  tx: Tx,
  following: Following,
  itemIds: readonly string[],
  { channel, occurredAt, ...words }: Omit<LogFollowUpRequest, 'repId' | 'itemIds'>,
): Promise<BulkAnswer> {
  const talkWith = (repId: string, about: readonly string[]) =>
    checked({ repId, channel, occurredAt, said: [{ ...words, itemIds: about }] }, following.at);
  const { fitting, refused } = await sortOut(
    tx,
    following,
    itemIds,
    talkWith('', itemIds).occurredAt,
    () => null,
  );
  for (const [repId, items] of Map.groupBy(fitting, (item) => item.repId)) {
    const about = items.map(({ id }) => id);
    await recordSpoken(tx, following, talkWith(repId, about));
  }
  return { done: fitting.map(({ id }) => id), refused };
}

/** The items that the viewer answered for at that moment, held; and why it is not about the others. */
async function sortOut(
  tx: Tx,
  { viewer }: Following,
  itemIds: readonly string[],
  at: Date,
  against: (item: FollowedItem) => string | null,
): Promise<{ fitting: FollowedItem[]; refused: BulkAnswer['refused'] }> {
  const held = await followUpStore(tx).lockItems(viewer, itemIds, at);
  const reasonOf = (item: FollowedItem | undefined) =>
    item?.inCharge === true ? against(item) : 'It is not one of your people’s, or was not then.';
  const judged = itemIds.map((id) => {
    const item = held.find((one) => one.id === id);
    return { id, item, reason: reasonOf(item) };
  });
  return {
    fitting: judged.flatMap(({ item, reason }) => (item && reason === null ? [item] : [])),
    refused: judged.flatMap(({ id, reason }) => (reason === null ? [] : [{ id, reason }])),
  };
}
