import { z } from 'zod';
import { excuses, followUpChannels, followUpOutcomes } from '../domain/vocabulary.ts';
import { Commitment } from './commitments.ts';
import { Id, Instant, Note, PersonRef } from './common.ts';
import { FollowUp } from './follow-ups.ts';
import { Item } from './items.ts';

/** Why something is on the agenda, what presses most first. */
export const agendaReasons = ['unanswered', 'broken', 'late', 'request', 'directive'] as const;
export type AgendaReason = (typeof agendaReasons)[number];

/** What an earlier follow-up about the same came to. */
export const TriedBefore = z.object({
  at: Instant,
  outcome: z.enum(followUpOutcomes),
  excuse: z.enum(excuses).nullable(),
  /** About this item itself, or about an earlier one of the same paperwork. */
  sameItem: z.boolean(),
});

export const AgendaLine = z.object({
  item: Item,
  because: z.enum(agendaReasons),
  /** With `unanswered`: until when an answer counts, and the how-many-eth lapse of this rep in 60 days it is. */
  answerBy: Instant.nullable(),
  lapseNumber: z.int().nullable(),
  /** What was promised about it, the latest first. */
  commitments: z.array(Commitment),
  /** Follow-ups of the last 60 days about it, or about the same paperwork; the latest first. */
  before: z.array(TriedBefore),
  /** A firmer step than any tried, where the same was excused or promised in vain before. Nothing follows from it. */
  proposed: z.enum(followUpOutcomes).nullable(),
});
export type AgendaLine = z.infer<typeof AgendaLine>;

/** What there is to talk about with one rep, and what was said last. */
export const OneToOne = z.object({
  rep: PersonRef,
  agenda: z.array(AgendaLine),
  /** There is more than the agenda holds. */
  isCut: z.boolean(),
  followUps: z.array(FollowUp),
});
export type OneToOne = z.infer<typeof OneToOne>;

/** A talk about several items of one rep, each with what came of it; recorded as declared, all of it or nothing. */
export const LogOneToOneRequest = z.object({
  repId: Id,
  /** When it was held; not in the future. Logged more than 48 hours later it does not count as an answer. */
  occurredAt: Instant,
  channel: z.enum(followUpChannels).exclude(['app']),
  entries: z
    .array(
      z.object({
        itemId: Id,
        outcome: z.enum(followUpOutcomes),
        excuse: z.enum(excuses).optional(),
        commitmentAt: Instant.optional(),
        note: Note.optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type LogOneToOneRequest = z.infer<typeof LogOneToOneRequest>;

/** A follow-up for each thing that was said: items with the same outcome, in the same words, share one. */
export const LoggedOneToOne = z.object({ followUps: z.array(FollowUp) });
export type LoggedOneToOne = z.infer<typeof LoggedOneToOne>;
