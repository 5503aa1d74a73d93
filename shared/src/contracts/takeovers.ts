import { z } from 'zod';
import { Day, Id, PageQuery, PersonRef, pageOf } from './common.ts';

/** A stretch of a rep's deal that the manager led, read from activities, not from what anybody declared. */
export const Takeover = z.object({
  opportunity: z.object({
    id: Id,
    name: z.string(),
    account: z.string(),
    amount: z.number().nullable(),
    currency: z.string().nullable(),
  }),
  manager: PersonRef,
  rep: PersonRef,
  /** Monday of the first manager-led week. */
  from: Day,
  /** Monday of the next rep-led week; null while it lasts. */
  until: Day.nullable(),
  weeksLed: z.int(),
  declared: z.boolean(),
  /** An executive asked for it: shown, not counted. */
  requested: z.boolean(),
  /** Joint calls on the deal that the manager logged for these weeks, and the rep's word on them; they count for nothing. */
  jointCalls: z.object({ logged: z.int(), confirmed: z.int(), disputed: z.int() }),
});
export type Takeover = z.infer<typeof Takeover>;

export const TakeoversQuery = PageQuery.extend({
  manager: Id.optional(),
  current: z.stringbool().optional(),
});
/** `declared` against `observed`: what the manager said and what the record shows. */
export const TakeoverPage = pageOf(Takeover).extend({ observed: z.int(), declared: z.int() });
export type TakeoverPage = z.infer<typeof TakeoverPage>;
