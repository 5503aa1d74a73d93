import { z } from 'zod';
import { Id, Note } from './common.ts';
import { LogFollowUpRequest } from './follow-ups.ts';

/** Items that are changed at once at most. */
export const mostAtOnce = 100;

const ItemVersion = z.object({ id: Id, version: z.int() });

/** As the page showed them: one that has changed since is left alone. */
const items = z.array(ItemVersion).min(1).max(mostAtOnce);

/** What is done about several items at once: to each that it can be done to, in one transaction. */
export const BulkRequest = z.discriminatedUnion('action', [
  /** What was handed in is as it should be. */
  z.object({ action: z.literal('accept'), items }),
  /** The time that was asked for. */
  z.object({ action: z.literal('grant'), items, note: Note.optional() }),
  /** One message a rep. */
  z.object({ action: z.literal('ask'), items, note: Note.optional() }),
  /** One follow-up a rep, all in the same words. */
  LogFollowUpRequest.omit({ repId: true, itemIds: true }).extend({ action: z.literal('log'), items }),
]);
export type BulkRequest = z.infer<typeof BulkRequest>;
export type BulkAction = BulkRequest['action'];

/** What it could not be done to, and why. */
const refused = z.array(z.object({ id: Id, reason: z.string() }));

export const BulkAnswer = z.object({ done: z.array(Id), refused });
export type BulkAnswer = z.infer<typeof BulkAnswer>;

/** Several of one's own: handed in, or taken back. */
export const OwnBulkRequest = z.object({ items });
export type OwnBulkRequest = z.infer<typeof OwnBulkRequest>;

/** As they stand now, so that they can be taken back. */
export const OwnBulkAnswer = z.object({ done: z.array(ItemVersion), refused });
export type OwnBulkAnswer = z.infer<typeof OwnBulkAnswer>;
