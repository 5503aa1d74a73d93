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

/** `flags.evidence`: frozen when the flag was raised. */
export const FrozenEvidence = z.object({
  /** The sentence a person would say, about the signal that stands out most. */
  sentence: z.string(),
  readings: z.array(SignalReading),
  /** Signals within the norm: what speaks against it. */
  counterEvidence: z.array(z.string()),
  /** "18 of the next 20 lapses answered within 3 business days". */
  wouldClear: z.string(),
  evidence: z.array(EvidenceWeek),
});
export type FrozenEvidence = z.infer<typeof FrozenEvidence>;
