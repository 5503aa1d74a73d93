import { z } from 'zod';
import { Day } from './common.ts';
import { SignalReading } from './patterns.ts';

/*
 * What the pipeline leaves in its tables for the screens to show as it is, so that a figure on a screen is the very
 * figure that the evidence was made of. The pipeline writes these, the read models parse them.
 */

/** Evidence after a week: natural logarithm of the e-value. */
export const EvidencePoint = z.object({ week: Day, logE: z.number() });

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
  evidence: z.array(EvidencePoint),
});
export type FrozenEvidence = z.infer<typeof FrozenEvidence>;
