import type { Item } from '@plumbline/shared/contracts/items.ts';
import type { ItemEventKind } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tx } from '../../database/connect.ts';
import { conflict, invalid, notFound, RequestError } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type SeenItem, visibleItem } from './items.read-model.ts';
import { itemStore, type ItemStore, type LockedItem } from './items.store.ts';

/** An item in the hands of the one step that is being taken. */
export interface Held {
  tx: Tx;
  store: ItemStore;
  item: LockedItem;
  at: Date;
}

/** One thing that can be done to an item: who may, and what it writes. */
export interface Step {
  /** What is visible and not the viewer's to do is 403. */
  may(seen: SeenItem): boolean;
  /** @throws RequestError conflict, wrong_state, invalid_request */
  take(held: Held): Promise<void>;
}

/**
 * Takes a step inside a transaction: locks the item, checks that the viewer may, changes it, and answers with the item as
 * it is then. Whoever comes second is told how it stands now and what happened to it.
 *
 * @throws RequestError not_found, not_permitted, and what the step throws
 */
export async function takeStep(
  tx: Tx,
  { viewer, itemId, at }: { viewer: Viewer; itemId: string; at: Date },
  step: Step,
): Promise<Item> {
  const store = itemStore(tx);
  const item = await store.lock(itemId);
  const seen = item && (await visibleItem(tx.sql, viewer, itemId, at));
  if (!item || !seen) throw notFound('item');
  if (!step.may(seen)) throw new RequestError('not_permitted', 'This item is for somebody else to change.');
  try {
    await step.take({ tx, store, item, at });
  } catch (error) {
    throw await withCurrent(error, store, seen.item);
  }
  return ((await visibleItem(tx.sql, viewer, itemId, at)) ?? seen).item;
}

async function withCurrent(error: unknown, store: ItemStore, { id, state, version }: Item): Promise<unknown> {
  if (!(error instanceof RequestError) || (error.code !== 'conflict' && error.code !== 'wrong_state'))
    return error;
  const last = await store.lastEvent(id);
  const happened = last === null ? '' : ` What happened last: ${wordsOf(last)}.`;
  return new RequestError(error.code, `${error.message}${happened}`, [], {
    state,
    version,
    last: last && { ...last, at: last.at.toISOString() },
  });
}

const wordsOf = ({ event, by }: { event: ItemEventKind; by: string | null }) =>
  `${event.replaceAll('_', ' ')}${by === null ? '' : ` by ${by}`}`;

/** The audit entry of a step. */
export const entry = (verb: string, { id, repId }: LockedItem, details: Record<string, unknown> = {}) => ({
  action: `item.${verb}`,
  subjectType: 'item',
  subjectId: id,
  details,
  concerns: [repId],
});

/** @throws RequestError conflict when somebody changed the item since it was looked at */
export function checkVersion(item: LockedItem, version: number): void {
  if (item.version !== version) throw conflict();
}

/** No promise, and no new due time, lies further ahead than this; in milliseconds. */
const furthestAhead = 366 * 86_400_000;

/** @throws RequestError invalid_request */
export function ahead(path: string, instant: string, at: Date): Date {
  const time = new Date(instant);
  if (time <= at) throw invalid(path, 'a time in the future');
  if (time.getTime() > at.getTime() + furthestAhead) throw invalid(path, 'a time within a year');
  return time;
}

/** @throws RequestError invalid_request */
export function laterThanDue(newDueAt: string, item: LockedItem, at: Date): Date {
  const time = ahead('newDueAt', newDueAt, at);
  if (time <= item.currentDueAt) throw invalid('newDueAt', 'a time after the present due time');
  return time;
}
