import { z } from 'zod';
import { patterns, reviewDecisions } from '../domain/vocabulary.ts';
import { Day, Id, Instant, PageQuery, PersonRef, pageOf } from './common.ts';
import { EvidenceWeek } from './evidence.ts';
import { SignalReading, Trial } from './patterns.ts';

export const FlagReply = z.object({ id: Id, author: PersonRef, body: z.string(), at: Instant });
export const FlagReview = z.object({
  id: Id,
  reviewer: PersonRef,
  decision: z.enum(reviewDecisions),
  reason: z.string().nullable(),
  lookAgainOn: Day.nullable(),
  at: Instant,
});

export const FlagSummary = z.object({
  id: Id,
  manager: PersonRef,
  pattern: z.enum(patterns),
  raisedAt: Instant,
  notifiedAt: Instant,
  /** When executives may see it. */
  openFrom: Instant,
  clearedAt: Instant.nullable(),
  clearedBy: z.enum(['evidence', 'review', 'left', 'no_team']).nullable(),
  sentence: z.string(),
  replied: z.boolean(),
  lastDecision: z.enum(reviewDecisions).nullable(),
});
export type FlagSummary = z.infer<typeof FlagSummary>;

/** The flag with its evidence as frozen when it was raised. */
export const Flag = FlagSummary.extend({
  policyVersion: z.int(),
  methodVersion: z.string(),
  readings: z.array(SignalReading),
  /** Signals within the norm: what speaks against it. */
  counterEvidence: z.array(z.string()),
  wouldClear: z.string(),
  /** The weeks that counted, oldest first, and what each signal added in them. */
  evidence: z.array(EvidenceWeek),
  sinceThen: z.array(SignalReading),
  replies: z.array(FlagReply),
  reviews: z.array(FlagReview),
  can: z.object({ reply: z.boolean(), review: z.boolean() }),
});
export type Flag = z.infer<typeof Flag>;

export const FlagsQuery = PageQuery.extend({
  manager: Id.optional(),
  state: z.enum(['raised', 'cleared', 'all']).default('raised'),
});
export const FlagPage = pageOf(FlagSummary);
export type FlagPage = z.infer<typeof FlagPage>;

/** The frozen occasions of a flag. */
export const FlagTrialPage = pageOf(Trial);

export const FlagReplyRequest = z.object({ body: z.string().trim().min(1).max(10_000) });

export const FlagReviewRequest = z
  .object({
    decision: z.enum(reviewDecisions),
    reason: z.string().trim().min(1).max(10_000).optional(),
    lookAgainOn: Day.optional(),
  })
  .refine((review) => review.decision !== 'not_borne_out' || review.reason !== undefined, {
    path: ['reason'],
    message: 'say why the flag is not borne out',
  })
  .refine((review) => review.decision !== 'plan_agreed' || review.lookAgainOn !== undefined, {
    path: ['lookAgainOn'],
    message: 'name the day on which to look again',
  });
export type FlagReviewRequest = z.infer<typeof FlagReviewRequest>;
