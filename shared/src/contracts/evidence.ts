import { z } from 'zod';
import { signals } from '../domain/vocabulary.ts';
import { Day } from './common.ts';
import { SignalReading } from './patterns.ts';

/*
 * What the pipeline leaves in its tables for the screens to show as it is, so that a figure on a screen is the very
 * figure that the evidence was made of. The pipeline writes these, the read models parse them.
 */

/** A week that counted: the natural logarithm of the e-value after it, and what each signal added to it. */
export const EvidenceWeek = z.object({
  week: Day,
  logE: z.number(),
  /** Signals that had occasions; what they added is the week's growth, shared out (`pipeline/growth.ts`). */
  signals: z.array(z.object({ signal: z.enum(signals), k: z.number(), n: z.int(), logE: z.number() })),
});
export type EvidenceWeek = z.infer<typeof EvidenceWeek>;

/** `evidence.detail`: the signals of the pattern as they stood when that week closed (the pipeline keeps its own state beside them). */
export const EvidenceDetail = z.object({ signals: z.array(SignalReading) });
export type EvidenceDetail = z.infer<typeof EvidenceDetail>;

/** Of the next so many occasions of a signal, how many have to go well. */
export const ClearingRequirement = z.object({
  signal: z.enum(signals),
  good: z.int(),
  of: z.int(),
  /** "18 of the next 20 lapses answered within the response time". */
  says: z.string(),
});

/** `flags.evidence`: frozen when the flag was raised. */
export const FrozenEvidence = z.object({
  /** The sentence a person would say, about the signal that stands out most. */
  sentence: z.string(),
  readings: z.array(SignalReading),
  /** Signals within the norm: what speaks against it. Their figures are among the readings. */
  counterEvidence: z.array(z.enum(signals)),
  /** "18 of the next 20 lapses answered within the response time", for each signal over its norm. */
  wouldClear: z.string(),
  /** The same as numbers; empty where there is no prospect. */
  clearing: z.array(ClearingRequirement),
  evidence: z.array(EvidenceWeek),
});
export type FrozenEvidence = z.infer<typeof FrozenEvidence>;
