import { z } from 'zod';
import {
  clearings,
  flagStates,
  flagSteps,
  patterns,
  reviewDecisions,
  signals,
} from '../domain/vocabulary.ts';
import { Day, Id, Instant, PageQuery, PersonRef, pageOf } from './common.ts';
import { ClearingRequirement, EvidenceWeek } from './evidence.ts';
import { SignalReading, Trial } from './patterns.ts';

/** A step in the life of a flag. Steps are added and never changed. */
export const FlagStep = z.object({
  id: Id,
  step: z.enum(flagSteps),
  /** Null: the pipeline. */
  author: PersonRef.nullable(),
  at: Instant,
  /** The reply, or why it was decided so. */
  words: z.string().nullable(),
  lookAgainOn: Day.nullable(),
  clearedBy: z.enum(clearings).nullable(),
});
export type FlagStep = z.infer<typeof FlagStep>;

const Counted = z.object({ k: z.number(), n: z.int() });

/** What an import that came late changed in the weeks that a flag was raised on. */
export const FlagRevision = z.object({
  id: Id,
  at: Instant,
  /** The last of the imports since the evaluation before; null where none came. */
  importedAt: Instant.nullable(),
  signals: z.array(z.object({ signal: z.enum(signals), before: Counted, after: Counted })),
  /** Evidence on the Monday at which the flag was raised: natural logarithm of the e-value. */
  logEBefore: z.number(),
  logEAfter: z.number(),
  /** Whether the flag would have been raised, had this been known. */
  stillRaised: z.boolean(),
});
export type FlagRevision = z.infer<typeof FlagRevision>;

export const FlagSummary = z.object({
  id: Id,
  manager: PersonRef,
  pattern: z.enum(patterns),
  raisedAt: Instant,
  notifiedAt: Instant,
  /** When executives may see it: one reply window after the manager could, which stands still while they are away. */
  openFrom: Instant,
  clearedAt: Instant.nullable(),
  clearedBy: z.enum(clearings).nullable(),
  sentence: z.string(),
  replied: z.boolean(),
  state: z.enum(flagStates),
  /** The day to look again that the latest decision named. */
  lookAgainOn: Day.nullable(),
});
export type FlagSummary = z.infer<typeof FlagSummary>;

/** The flag with its evidence as frozen when it was raised. */
export const Flag = FlagSummary.extend({
  policyVersion: z.int(),
  methodVersion: z.string(),
  readings: z.array(SignalReading),
  /** Signals within the norm, as frozen: what speaks against it. */
  counterEvidence: z.array(SignalReading),
  /** What would clear it, in words, and what that asks of each signal over its norm, in eight weeks. */
  wouldClear: z.string(),
  clearing: z.array(ClearingRequirement),
  /** The weeks that counted, oldest first, and what each signal added in them. */
  evidence: z.array(EvidenceWeek),
  sinceThen: z.array(SignalReading),
  /** What late imports changed in the frozen weeks, oldest first; the evidence above stays as it was. */
  revisions: z.array(FlagRevision),
  /** Its life so far, oldest first. */
  steps: z.array(FlagStep),
  can: z.object({ reply: z.boolean(), beginReview: z.boolean(), review: z.boolean() }),
});
export type Flag = z.infer<typeof Flag>;

export const FlagsQuery = PageQuery.extend({
  manager: Id.optional(),
  /** `to_review`: those that wait for an executive, by their state or because the day of a plan has come. */
  state: z.enum(['to_review', 'raised', 'cleared', 'all']).default('raised'),
});
export type FlagsQuery = z.output<typeof FlagsQuery>;
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
