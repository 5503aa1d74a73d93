import { z } from 'zod';
import { judgements, patterns, provenances, signals } from '../domain/vocabulary.ts';
import { Day, Id, Instant, PageQuery, PersonRef, pageOf } from './common.ts';

const Range = z.object({ low: z.number(), high: z.number() });

/** Where a rate lies among all managers', given how many occasions it rests on. */
export const FunnelPlace = z.object({
  /** The rate of all managers together. */
  centre: z.number(),
  /** How much more they differ than by chance: a ratio of variances, 1 or more. */
  overdispersion: z.number(),
  /** Standard deviations above the centre, overdispersion taken out. */
  z: z.number(),
  /** Between these lie 95 % of managers at the centre, with so many occasions … */
  inner: Range,
  /** … and between these 99.8 %. */
  outer: Range,
});
export type FunnelPlace = z.infer<typeof FunnelPlace>;

/** k of n against the norm, with its doubt. Rates lie in 0 to 1; null where there were no occasions. */
export const SignalReading = z.object({
  signal: z.enum(signals),
  /** Sum of outcomes (half counts where an answer counted half). */
  k: z.number(),
  n: z.int(),
  reps: z.int(),
  rate: z.number().nullable(),
  /** The rate drawn towards the others' the fewer occasions there are; null for those worked out without them. */
  shrunken: z.number().nullable(),
  /** 95 % interval of the shrunken rate. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  norm: z.number(),
  judgement: z.enum(judgements),
  /** Why it cannot be judged; empty otherwise. */
  reasons: z.array(z.string()),
  /** The other managers' middle range (10th to 90th percentile), with five or more of them. */
  peers: Range.nullable(),
  /** Null with fewer than five others. */
  funnel: FunnelPlace.nullable(),
  /** The sentence a person would say. */
  sentence: z.string(),
});
export type SignalReading = z.infer<typeof SignalReading>;

export const PatternReading = z.object({
  pattern: z.enum(patterns),
  judgement: z.enum(judgements),
  reasons: z.array(z.string()),
  /** How many signals are over their norm, of how many that can be judged. */
  signalsOver: z.int(),
  signalsJudged: z.int(),
  signals: z.array(SignalReading),
  /** Evidence by week, natural logarithm of the e-value, oldest first. */
  evidence: z.array(z.object({ week: Day, logE: z.number() })),
  openFlagId: Id.nullable(),
});
export type PatternReading = z.infer<typeof PatternReading>;

export const PatternsQuery = z.object({
  weeks: z.coerce.number().int().min(4).max(104).default(26),
});

/** Managers by patterns: never ranked, by branch (the manager's own manager) and name. */
export const Patterns = z.object({
  /** Until when the named readings go: the last week whose reply window has passed. */
  through: Day.nullable(),
  inForceFrom: Day.nullable(),
  /** Before the policy is in force there are only distributions without names. */
  rehearsal: z
    .array(z.object({ pattern: z.enum(patterns), judgement: z.enum(judgements), managers: z.int() }))
    .nullable(),
  flagsToReview: z.int(),
  managers: z.array(
    z.object({
      manager: PersonRef,
      branch: PersonRef.nullable(),
      reps: z.int(),
      isNew: z.boolean(),
      patterns: z.array(
        PatternReading.omit({ signals: true, evidence: true }).extend({
          /** The last twelve weeks' evidence, for the small line. */
          trend: z.array(z.number()),
          /** The signals in one letter's worth: enough to draw the opened column. */
          signals: z.array(
            SignalReading.pick({
              signal: true,
              rate: true,
              low: true,
              high: true,
              norm: true,
              n: true,
              judgement: true,
            }),
          ),
        }),
      ),
    }),
  ),
});
export type Patterns = z.infer<typeof Patterns>;

/** One manager's patterns: theirs at once for themself, one reply window late for executives. */
export const ManagerPatterns = z.object({
  manager: PersonRef,
  branch: PersonRef.nullable(),
  reps: z.int(),
  through: Day.nullable(),
  patterns: z.array(PatternReading),
  /** What is expected, a sentence a signal. */
  expectations: z.array(z.object({ signal: z.enum(signals), sentence: z.string(), norm: z.number() })),
});
export type ManagerPatterns = z.infer<typeof ManagerPatterns>;

/** A fact that a trial was read from. */
export const Fact = z.object({
  id: Id,
  type: z.enum([
    'item',
    'item_event',
    'follow_up',
    'follow_up_answer',
    'activity',
    'opportunity',
    'exception',
    'intervention',
  ]),
  /** What happened, in words. */
  sentence: z.string(),
  at: Instant,
  recordedAt: Instant,
  provenance: z.enum(provenances),
  importRunId: Id.nullable(),
});
export type Fact = z.infer<typeof Fact>;

/** One occasion. */
export const Trial = z.object({
  signal: z.enum(signals),
  subjectId: Id,
  rep: PersonRef,
  occurredAt: Instant,
  settledAt: Instant,
  week: Day,
  outcome: z.number(),
  /** What it was about: "Call report, week 42". */
  subject: z.string(),
  /** Why it was read so: "no follow-up in time (one logged 7 days later)". */
  explanation: z.string(),
  factIds: z.array(Id),
});
export type Trial = z.infer<typeof Trial>;

export const TrialsQuery = PageQuery.extend({
  manager: Id,
  signal: z.enum(signals).optional(),
  /** One rep's only; for that rep's own manager, since to others reps have no names. */
  rep: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
  outcome: z.enum(['against', 'for']).optional(),
});
export const TrialPage = pageOf(Trial);
export type TrialPage = z.infer<typeof TrialPage>;

/** The facts of one trial. */
export const TrialFactsQuery = z.object({
  manager: Id,
  signal: z.enum(signals),
  subject: Id,
  settledAt: Instant,
});
export const TrialFacts = z.object({ trial: Trial, facts: z.array(Fact) });
export type TrialFacts = z.infer<typeof TrialFacts>;
