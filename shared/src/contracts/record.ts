import { z } from 'zod';
import { commitmentSources, commitmentStates } from '../domain/vocabulary.ts';
import { Id, Instant, PersonRef } from './common.ts';

/** By when something was promised, by whom, and what became of it. */
export const Commitment = z.object({
  item: z.object({ id: Id, title: z.string() }),
  source: z.enum(commitmentSources),
  madeAt: Instant,
  promisedFor: Instant,
  state: z.enum(commitmentStates),
});
export type Commitment = z.infer<typeof Commitment>;

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
