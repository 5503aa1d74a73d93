import type { LogFollowUpRequest } from '@plumbline/shared/contracts/follow-ups.ts';
import type { LogOneToOneRequest } from '@plumbline/shared/contracts/one-to-ones.ts';
import { claimedMoment } from '../../afterwards.ts';
import type { Tx } from '../../database/connect.ts';
import { invalid, notFound } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { notify } from '../notifications/notify.ts';
import { followUpStore } from './follow-ups.store.ts';

/** What was said about some items: how it came out, and in which words. */
interface Said extends Pick<LogFollowUpRequest, 'outcome' | 'excuse' | 'commitmentAt' | 'note'> {
  itemIds: readonly string[];
  /** Where it stands in the request, for the errors about it; empty: at its top. */
  path?: string;
}

/** A talk with one rep that somebody types in afterwards. */
interface Spoken extends Pick<LogFollowUpRequest, 'repId' | 'channel' | 'occurredAt'> {
  said: readonly Said[];
}

interface CheckedSpoken {
  repId: string;
  channel: LogFollowUpRequest['channel'];
  occurredAt: Date;
  said: readonly (Omit<Said, 'commitmentAt'> & { commitmentAt: Date | undefined })[];
}

/** How far ahead a commitment may lie, in milliseconds. */
const furthest = 366 * 86_400_000;

/** @throws RequestError invalid_request for times that cannot be, and outcomes that want more to be said */
export function checked({ occurredAt, said, ...talk }: Spoken, at: Date): CheckedSpoken {
  const occurred = claimedMoment('occurredAt', occurredAt, at);
  return {
    ...talk,
    occurredAt: occurred,
    said: said.map((one) => ({ ...one, commitmentAt: checkedWords(one, occurred, at) })),
  };
}

/** @returns the time promised, if any */
function checkedWords({ outcome, excuse, commitmentAt, path = '' }: Said, occurred: Date, at: Date) {
  if (outcome === 'new_commitment' && commitmentAt === undefined)
    throw invalid(`${path}commitmentAt`, 'when it will be done by');
  if (outcome === 'excuse_accepted' && excuse === undefined)
    throw invalid(`${path}excuse`, 'which excuse was accepted');
  const committed = commitmentAt === undefined ? undefined : new Date(commitmentAt);
  if (committed !== undefined && committed <= occurred)
    throw invalid(`${path}commitmentAt`, 'later than the follow-up');
  if (committed !== undefined && committed.getTime() > at.getTime() + furthest)
    throw invalid(`${path}commitmentAt`, 'within a year');
  return committed;
}

/**
 * Puts together what came out alike in the same words: one follow-up about several items, as it is one occasion.
 * @throws RequestError invalid_request for an item named twice
 */
export function inSameWords(entries: LogOneToOneRequest['entries']): Said[] {
  const seen = new Set<string>();
  const alike = new Map<string, Said>();
  for (const [index, { itemId, ...words }] of entries.entries()) {
    if (seen.has(itemId)) throw invalid(`entries.${index}.itemId`, 'each item once');
    seen.add(itemId);
    const key = JSON.stringify([words.outcome, words.excuse, words.commitmentAt, words.note]);
    const known = alike.get(key);
    alike.set(key, {
      ...words,
      path: `entries.${index}.`,
      ...known,
      itemIds: [...(known?.itemIds ?? []), itemId],
    });
  }
  return [...alike.values()];
}

/**
 * Records a talk: a follow-up for each thing that was said, declared. The rep is told once.
 * @returns the ids of the follow-ups, in the order of what was said
 * @throws RequestError not_found where an item is not the rep's, or the rep was not the viewer's then
 */
export async function recordSpoken(
  tx: Tx,
  { viewer, at }: { viewer: Viewer; at: Date },
  { repId, channel, occurredAt, said }: CheckedSpoken,
): Promise<string[]> {
  const store = followUpStore(tx);
  const itemIds = said.flatMap((one) => one.itemIds);
  const items = await store.lockItems(viewer, itemIds, occurredAt);
  const fitting = items.filter((item) => item.repId === repId && item.inCharge);
  if (fitting.length < itemIds.length) throw notFound('item of this rep');
  const ids: string[] = [];
  for (const { itemIds: about, outcome, excuse, commitmentAt, note } of said) {
    const words = { outcome, excuse, commitmentAt, note };
    const id = await store.add({
      repId,
      itemIds: about,
      channel,
      occurredAt,
      recordedAt: at,
      ...words,
      provenance: 'declared',
    });
    await tx.audit({
      action: 'follow_up.logged',
      subjectType: 'follow_up',
      subjectId: id,
      details: { itemIds: about, outcome },
      concerns: [repId],
    });
    ids.push(id);
  }
  const [first] = ids;
  if (first !== undefined)
    await notify(tx, [
      { to: repId, kind: 'follow_up_logged', subject: { type: 'follow_up', id: first }, at },
    ]);
  return ids;
}
