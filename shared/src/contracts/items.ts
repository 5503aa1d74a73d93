import { z } from 'zod';
import { excuses, itemEventKinds, itemKinds, provenances } from '../domain/vocabulary.ts';
import { Id, Instant, Note, PageQuery, PersonRef, pageOf } from './common.ts';

export const itemStates = ['open', 'late', 'done'] as const;
export type ItemState = (typeof itemStates)[number];

/** What the viewer may do with an item now; screens ask this, never roles. */
export const ItemAbilities = z.object({
  submit: z.boolean(),
  acknowledge: z.boolean(),
  withdraw: z.boolean(),
  giveReason: z.boolean(),
  requestExtension: z.boolean(),
  decideExtension: z.boolean(),
  ask: z.boolean(),
  logFollowUp: z.boolean(),
});

export const Item = z.object({
  id: Id,
  kind: z.enum(itemKinds),
  title: z.string(),
  rep: PersonRef,
  /** As first set. */
  dueAt: Instant,
  /** After the extensions granted. */
  currentDueAt: Instant,
  state: z.enum([...itemStates, 'waived']),
  doneAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  /** Whole business days past due (done: when it was done; open: now); 0 on the due day, null when not late. */
  businessDaysLate: z.int().nullable(),
  lastReason: z.object({ excuse: z.enum(excuses), note: z.string().nullable(), at: Instant }).nullable(),
  /** `wouldMoveDeadline`: granting it is possible, and would count as a moved deadline (after due, a second time, or by over 5 business days). */
  extensionRequest: z.object({ newDueAt: Instant, at: Instant, wouldMoveDeadline: z.boolean() }).nullable(),
  lastFollowUp: z.object({ id: Id, by: PersonRef, at: Instant, asked: z.boolean() }).nullable(),
  version: z.int(),
  can: ItemAbilities,
});
export type Item = z.infer<typeof Item>;

export const ItemsQuery = PageQuery.extend({
  scope: z.enum(['mine', 'team']).default('mine'),
  state: z.enum(itemStates).default('open'),
  rep: Id.optional(),
});
/** `open` holds what is not done and not late yet, `late` what is past due and not done, `done` the newest first. */
export const ItemPage = pageOf(Item);
export type ItemPage = z.infer<typeof ItemPage>;

export const ItemEvent = z.object({
  id: Id,
  kind: z.enum([...itemEventKinds, 'follow_up']),
  by: PersonRef.nullable(),
  at: Instant,
  recordedAt: Instant,
  provenance: z.enum(provenances),
  excuse: z.enum(excuses).nullable(),
  note: z.string().nullable(),
  newDueAt: Instant.nullable(),
});
export type ItemEvent = z.infer<typeof ItemEvent>;

/** An item with everything that happened to it, oldest first. */
export const ItemHistory = z.object({
  item: Item,
  directive: z.object({ body: z.string().nullable(), issuedBy: PersonRef, issuedAt: Instant }).nullable(),
  events: z.array(ItemEvent),
});
export type ItemHistory = z.infer<typeof ItemHistory>;

/** Every change of an item names the version it was made on; another one in between answers 409. */
const Versioned = z.object({ version: z.int() });

export const SubmissionRequest = Versioned.extend({ note: Note.optional() });
export const AcknowledgementRequest = Versioned;
export const WithdrawalRequest = Versioned;

export const ReasonRequest = z.object({
  excuse: z.enum(excuses),
  note: Note.optional(),
  /** The rep's own commitment: when it will be done. */
  committedTo: Instant.optional(),
});

export const ExtensionRequest = z.object({ newDueAt: Instant, note: Note.optional() });
/** The manager's answer; an extension granted after the due time counts as a moved deadline. */
export const ExtensionDecision = z.object({
  grant: z.boolean(),
  newDueAt: Instant.optional(),
  note: Note.optional(),
});

export const AskRequest = z.object({ note: Note.optional() });

/** Why a lapse waits for the manager, and until when. */
export const QueuedLapse = z.object({
  item: Item,
  /** Response time's end: the manager's deadline for an answer that counts. */
  answerBy: Instant,
  /** `passed`: too late to count for this lapse, yet still worth asking. */
  urgency: z.enum(['passed', 'today', 'later']),
  /** The how-many-eth lapse of this rep in 60 days, this one counted. */
  lapseNumber: z.int(),
});
export type QueuedLapse = z.infer<typeof QueuedLapse>;

/** The manager's Today: lapses without a credible answer, earliest answer deadline first. */
export const Today = pageOf(QueuedLapse).extend({
  unanswered: z.int(),
  breachToday: z.int(),
  answerTimePassed: z.int(),
  responseBusinessDays: z.int(),
});
export type Today = z.infer<typeof Today>;
export const TodayQuery = PageQuery;

/** The manager’s Team: reps by weeks; what is past due and not done is late, `open` is what is not due yet. */
export const TeamWeeks = z.object({
  weeks: z.array(z.iso.date()),
  reps: z.array(
    z.object({
      rep: PersonRef,
      /** One per week, in the order of `weeks`. */
      cells: z.array(z.object({ onTime: z.int(), late: z.int(), open: z.int() })),
      lapsesIn60Days: z.int(),
      openLate: z.int(),
    }),
  ),
});
export type TeamWeeks = z.infer<typeof TeamWeeks>;
export const TeamQuery = z.object({ weeks: z.coerce.number().int().min(4).max(26).default(12) });
