import { z } from 'zod';
import { excuses, itemEventKinds, itemKinds, provenances } from '../domain/vocabulary.ts';
import { Id, Instant, Note, PageQuery, PersonRef, pageOf } from './common.ts';

/** What the viewer may do with an item now; screens ask this, never roles. */
export const ItemAbilities = z.object({
  submit: z.boolean(),
  acknowledge: z.boolean(),
  withdraw: z.boolean(),
  /** As the manager in charge, or as the issuer of a directive that wants verification. */
  accept: z.boolean(),
  return: z.boolean(),
  waive: z.boolean(),
  /** More time without being asked. */
  grantExtension: z.boolean(),
  giveReason: z.boolean(),
  requestExtension: z.boolean(),
  decideExtension: z.boolean(),
  /** To put what a directive asks for before somebody above. */
  escalate: z.boolean(),
  ask: z.boolean(),
  logFollowUp: z.boolean(),
});

export const Item = z.object({
  id: Id,
  kind: z.enum(itemKinds),
  title: z.string(),
  /** The kind of paperwork; null: a directive. */
  type: z.object({ id: Id, name: z.string() }).nullable(),
  rep: PersonRef,
  /** As first set. */
  dueAt: Instant,
  /** After the extensions granted. */
  currentDueAt: Instant,
  state: z.enum(['open', 'late', 'done', 'waived']),
  /** When it was submitted or completed; what was returned does not count. */
  doneAt: Instant.nullable(),
  /** When it was first submitted or completed, whether or not that was returned: what lapses are counted by. */
  handedInAt: Instant.nullable(),
  /** What was handed in last came back, and is owed again. */
  returned: z.object({ at: Instant, by: PersonRef.nullable(), reason: z.string().nullable() }).nullable(),
  /** Accepted by the manager in charge, or verified by the directive's issuer. */
  acceptedAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  /**
   * Whole business days past due, up to when it was done, or now; 0 on the due day, null when not late. Days on which it
   * lay handed in, and was returned afterwards, do not count.
   */
  businessDaysLate: z.int().nullable(),
  lastReason: z.object({ excuse: z.enum(excuses), note: z.string().nullable(), at: Instant }).nullable(),
  /** `wouldMoveDeadline`: granting it is possible, and would count as a moved deadline (after due, a second time, or by over 5 business days). */
  extensionRequest: z.object({ newDueAt: Instant, at: Instant, wouldMoveDeadline: z.boolean() }).nullable(),
  /** Up to when more time can be given without counting as a moved deadline; null: any more would. */
  extendableUntil: Instant.nullable(),
  lastFollowUp: z.object({ id: Id, by: PersonRef, at: Instant, asked: z.boolean() }).nullable(),
  version: z.int(),
  can: ItemAbilities,
});
export type Item = z.infer<typeof Item>;

export const ItemPage = pageOf(Item);
export type ItemPage = z.infer<typeof ItemPage>;

/** A file that was handed in. */
export const SubmittedFile = z.object({
  id: Id,
  name: z.string(),
  /** Told from what is in it. */
  mediaType: z.string(),
  /** Bytes. */
  size: z.int(),
});
export type SubmittedFile = z.infer<typeof SubmittedFile>;
export const FileParams = z.object({ id: Id, fileId: Id });

export const ItemEvent = z.object({
  id: Id,
  kind: z.enum([...itemEventKinds, 'follow_up']),
  by: PersonRef.nullable(),
  /** With an escalation: whom it was put before. */
  to: PersonRef.nullable(),
  at: Instant,
  recordedAt: Instant,
  provenance: z.enum(provenances),
  excuse: z.enum(excuses).nullable(),
  note: z.string().nullable(),
  link: z.string().nullable(),
  files: z.array(SubmittedFile),
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

/** Where something is to be found; https, so that nobody is sent anywhere in the clear. */
const Link = z.url({ protocol: /^https$/, error: 'an https:// address' }).max(2000);

/** Files a submission. */
export const mostFiles = 5;

/** All of it is optional: "Submit" alone says that it is done. */
export const SubmissionRequest = Versioned.extend({
  note: Note.optional(),
  link: Link.optional(),
  /** Of files uploaded for this item before. */
  fileIds: z.array(Id).max(mostFiles).optional(),
});
export type SubmissionRequest = z.infer<typeof SubmissionRequest>;
/** What was handed in is as it should be. */
export const AcceptanceRequest = Versioned;
/** It is not; what is missing. The item is owed again, its due time stands. */
export const ReturnRequest = Versioned.extend({ reason: Note });
/** It need not be done. After the due time it stays a lapse. */
export const WaiverRequest = Versioned.extend({ reason: Note });
/** More time that nobody asked for. After the due time it counts as a moved deadline. */
export const ExtensionGrant = Versioned.extend({ newDueAt: Instant, note: Note.optional() });
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

/** What somebody handed in and nobody has looked at yet. */
export const Submission = z.object({
  item: Item,
  at: Instant,
  note: z.string().nullable(),
  link: z.string().nullable(),
  files: z.array(SubmittedFile),
});
export type Submission = z.infer<typeof Submission>;

/** What waits for the viewer's acceptance, oldest first. After a fortnight what was handed in stands by itself. */
export const Reviews = pageOf(Submission).extend({ waiting: z.int() });
export type Reviews = z.infer<typeof Reviews>;
export const ReviewsQuery = PageQuery;

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
