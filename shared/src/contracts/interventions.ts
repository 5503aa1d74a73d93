import { z } from 'zod';
import { Day, Id, Instant, Note, PageQuery, PersonRef, pageOf } from './common.ts';

/** What an executive says to being named as the one who asked. */
export const requestAnswers = ['confirmed', 'denied'] as const;
export type RequestAnswer = (typeof requestAnswers)[number];

/** `over` where it was handed back, or the deal has closed. */
export const interventionStates = ['open', 'over'] as const;

/** A takeover by the manager's own word: what counts is read from activities (`Takeover`), whatever is declared. */
export const Intervention = z.object({
  id: Id,
  opportunity: z.object({ id: Id, name: z.string(), account: z.string() }),
  manager: PersonRef,
  /** Whose deal it is; named to the manager and the rep alone. */
  rep: PersonRef.nullable(),
  reason: z.string().nullable(),
  /** What the rep is still to learn. */
  missingSkill: z.string().nullable(),
  startedAt: Instant,
  /** In the manager's own calendar. */
  plannedHandBackOn: Day.nullable(),
  /** The planned day has passed, and it was not handed back. */
  overdue: z.boolean(),
  /** Who asked for it, by the manager's word; it counts as asked for from when they confirmed. */
  request: z.object({ by: PersonRef, answer: z.enum(requestAnswers).nullable() }).nullable(),
  state: z.enum(interventionStates),
  /** `learned`: what the rep learned. */
  handedBack: z.object({ at: Instant, learned: z.string().nullable() }).nullable(),
  can: z.object({ handBack: z.boolean(), answer: z.boolean() }),
});
export type Intervention = z.infer<typeof Intervention>;

export const InterventionsQuery = PageQuery.extend({ state: z.enum(interventionStates).default('open') });
export const InterventionPage = pageOf(Intervention);
export type InterventionPage = z.infer<typeof InterventionPage>;

export const DeclareTakeoverRequest = z.object({
  /** An open deal of one of one's reps. */
  opportunityId: Id,
  reason: Note,
  missingSkill: Note,
  /** Today or later. */
  plannedHandBackOn: Day,
  /** The executive who asked for it; they are asked to confirm it. */
  askedById: Id.optional(),
});
export type DeclareTakeoverRequest = z.infer<typeof DeclareTakeoverRequest>;

/** `asked`: whether the executive had asked for it. */
export const ConfirmTakeoverRequest = z.object({ asked: z.boolean() });
export const HandBackRequest = z.object({ learned: Note });

/** What a takeover can be declared of, and who may have asked for it. */
export const TakeoverChoicesQuery = z.object({
  /** The beginning of a deal's or an account's name. */
  search: z.string().trim().max(100).default(''),
  /** This deal alone. */
  deal: Id.optional(),
});
export const TakeoverChoices = z.object({
  deals: z.array(z.object({ id: Id, name: z.string(), account: z.string(), rep: z.string() })),
  executives: z.array(PersonRef),
});
export type TakeoverChoices = z.infer<typeof TakeoverChoices>;
