import { z } from 'zod';
import { jointCallLeaders } from '../domain/vocabulary.ts';
import { Id, Instant, Note, PageQuery, PersonRef, pageOf } from './common.ts';

const Named = z.object({ id: Id, name: z.string() });

/** A manager and a rep together with the rep's customer, by the manager's word. No signal reads it. */
export const JointCall = z.object({
  id: Id,
  manager: PersonRef,
  /** Whose deal or account it was on that day. */
  rep: PersonRef,
  account: Named,
  /** Null: about the account as a whole. */
  deal: Named.nullable(),
  heldAt: Instant,
  recordedAt: Instant,
  ledBy: z.enum(jointCallLeaders),
  /** What the rep was to learn from it. */
  coached: z.string(),
  /** The rep's latest word. */
  answer: z
    .object({ answer: z.enum(['confirmed', 'disputed']), note: z.string().nullable(), at: Instant })
    .nullable(),
  /** The activities on record show both of them with this customer on that day. */
  onRecord: z.boolean(),
  /** Logged more than 48 hours after it is said to have been. */
  backdated: z.boolean(),
  can: z.object({ confirm: z.boolean(), dispute: z.boolean() }),
});
export type JointCall = z.infer<typeof JointCall>;

export const JointCallsQuery = PageQuery.extend({ rep: Id.optional(), deal: Id.optional() });
export const JointCallPage = pageOf(JointCall);
export type JointCallPage = z.infer<typeof JointCallPage>;

/** What a joint call was about. */
export const JointCallSubject = z.object({ kind: z.enum(['deal', 'account']), id: Id });
export type JointCallSubject = z.infer<typeof JointCallSubject>;

export const LogJointCallRequest = z.object({
  /** A deal or an account of somebody who reported to one on that day. */
  about: JointCallSubject,
  /** Not in the future; a year back at most. */
  heldAt: Instant,
  ledBy: z.enum(jointCallLeaders),
  coached: Note,
});
export type LogJointCallRequest = z.infer<typeof LogJointCallRequest>;

export const JointCallChoicesQuery = z.object({
  /** The beginning of a deal's, an account's or a rep's name. */
  search: z.string().trim().max(100).default(''),
  /** Of this rep alone. */
  rep: Id.optional(),
});
export const JointCallChoices = z.object({
  /** `deal` is null for the account as a whole. */
  choices: z.array(
    z.object({ about: JointCallSubject, deal: z.string().nullable(), account: z.string(), rep: PersonRef }),
  ),
});
export type JointCallChoices = z.infer<typeof JointCallChoices>;
