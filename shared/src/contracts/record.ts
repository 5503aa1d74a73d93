import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { Commitment } from './commitments.ts';
import { Id, Instant, PersonRef } from './common.ts';
import { PolicyException } from './exceptions.ts';
import { FollowUp } from './follow-ups.ts';
import { Intervention } from './interventions.ts';
import { Item, ItemEvent } from './items.ts';
import { JointCall } from './joint-calls.ts';

/** How a rep's items came in week by week, and what became of what was promised for those weeks or later. */
export const RepRecord = z.object({
  rep: PersonRef,
  weeks: z.array(z.object({ week: z.iso.date(), onTime: z.int(), late: z.int(), open: z.int() })),
  lapsesIn60Days: z.int(),
  openLate: z.int(),
  commitments: z.object({
    kept: z.int(),
    broken: z.int(),
    open: z.int(),
    /** The latest time promised first; at most 50. */
    latest: z.array(Commitment),
  }),
});
export type RepRecord = z.infer<typeof RepRecord>;
export const RecordQuery = z.object({ weeks: z.coerce.number().int().min(4).max(26).default(12) });

/** Everything that is held about a rep, for them to take away. Who looked at it is not among it. */
export const RecordExport = z.object({
  exportedAt: Instant,
  person: z.object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    timeZone: z.string(),
    hiredOn: z.iso.date().nullable(),
    leftOn: z.iso.date().nullable(),
  }),
  /** Half-open: `until` is the first day on which it no longer held. */
  reportingLines: z.array(
    z.object({ manager: PersonRef, from: z.iso.date().nullable(), until: z.iso.date().nullable() }),
  ),
  absences: z.array(
    z.object({
      from: z.iso.date(),
      /** The first day back; null: not known. */
      until: z.iso.date().nullable(),
      cover: PersonRef.nullable(),
      /** What one entered oneself counts once somebody else has confirmed it. */
      counts: z.boolean(),
    }),
  ),
  items: z.array(Item.omit({ can: true }).extend({ events: z.array(ItemEvent) })),
  commitments: z.array(Commitment),
  followUps: z.array(FollowUp.omit({ can: true })),
  exceptions: z.array(PolicyException.omit({ can: true })),
  /** Declared takeovers of the rep's deals. */
  takeovers: z.array(Intervention.omit({ can: true })),
  jointCalls: z.array(JointCall.omit({ can: true })),
});
export type RecordExport = z.infer<typeof RecordExport>;
