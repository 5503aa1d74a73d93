import { z } from 'zod';
import { excuses, followUpChannels, followUpOutcomes, provenances } from '../domain/vocabulary.ts';
import { Id, Instant, Note, PageQuery, PersonRef, Search, pageOf } from './common.ts';

/** A spoken follow-up typed in afterwards: declared. One entry serves several items of one rep. */
export const LogFollowUpRequest = z.object({
  repId: Id,
  itemIds: z.array(Id).min(1).max(100),
  /** When it was held; not in the future. Logged more than 48 hours later it does not count as an answer. */
  occurredAt: Instant,
  channel: z.enum(followUpChannels).exclude(['app']),
  outcome: z.enum(followUpOutcomes),
  excuse: z.enum(excuses).optional(),
  commitmentAt: Instant.optional(),
  note: Note.optional(),
});
export type LogFollowUpRequest = z.infer<typeof LogFollowUpRequest>;

/** Asks about several items at once: each rep gets one message that lists theirs, with the same words. */
export const AskAboutRequest = z.object({ itemIds: z.array(Id).min(1).max(100), note: Note.optional() });
export type AskAboutRequest = z.infer<typeof AskAboutRequest>;

export const FollowUp = z.object({
  id: Id,
  manager: PersonRef,
  rep: PersonRef,
  items: z.array(z.object({ id: Id, title: z.string(), currentDueAt: Instant })),
  occurredAt: Instant,
  recordedAt: Instant,
  channel: z.enum(followUpChannels),
  outcome: z.enum(followUpOutcomes),
  excuse: z.enum(excuses).nullable(),
  commitmentAt: Instant.nullable(),
  note: z.string().nullable(),
  provenance: z.enum(provenances),
  answer: z
    .object({ answer: z.enum(['confirmed', 'disputed']), note: z.string().nullable(), at: Instant })
    .nullable(),
  /** Recorded more than 48 hours after it is said to have been. */
  backdated: z.boolean(),
  can: z.object({ confirm: z.boolean(), dispute: z.boolean() }),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** One follow-up a rep, in the order in which the items were named. */
export const Asked = z.object({ followUps: z.array(FollowUp) });
export type Asked = z.infer<typeof Asked>;

/** What the rep said to it; `none`: nothing yet, though it is to be answered. */
export const followUpAnswers = ['none', 'confirmed', 'disputed'] as const;
export type FollowUpAnswer = (typeof followUpAnswers)[number];

/** By when it was held; `-` is latest first, the usual order. */
export const followUpSorts = ['-held', 'held'] as const;
export type FollowUpSort = (typeof followUpSorts)[number];

/** Which follow-ups, and in what order; the list and its CSV take the same, and a saved view keeps it. */
export const FollowUpFilters = z.object({
  scope: z.enum(['mine', 'team']).default('mine'),
  rep: Id.optional(),
  answer: z.enum(followUpAnswers).optional(),
  channel: z.enum(followUpChannels).optional(),
  outcome: z.enum(followUpOutcomes).optional(),
  /** When it was held, half-open: from this on, before that. */
  heldFrom: Instant.optional(),
  heldBefore: Instant.optional(),
  /** Each word stands in the rep's or the manager's name. */
  search: Search.optional(),
  sort: z.enum(followUpSorts).default('-held'),
});
export type FollowUpFilters = z.infer<typeof FollowUpFilters>;

export const FollowUpsQuery = FollowUpFilters.extend(PageQuery.shape);
export const FollowUpPage = pageOf(FollowUp);
export type FollowUpPage = z.infer<typeof FollowUpPage>;

export const ConfirmationRequest = z.object({ note: Note.optional() });
export const DisputeRequest = z.object({ note: Note });
