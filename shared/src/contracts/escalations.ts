import { z } from 'zod';
import { escalationStates, rulings } from '../domain/escalations.ts';
import { Id, Instant, Note, PageQuery, PersonRef, pageOf } from './common.ts';
import { BulkAnswer } from './item-bulk.ts';

/** What is the matter, and who is to say; without `to` the directive's issuer, else the next one above. */
export const EscalationRequest = z.object({ to: Id.optional(), note: Note });
export type EscalationRequest = z.infer<typeof EscalationRequest>;

export const RulingRequest = z
  .object({
    ruling: z.enum(rulings),
    note: Note.optional(),
    /** With `extend`: the new due time, granted as any more time is. */
    newDueAt: Instant.optional(),
  })
  .refine(({ ruling, newDueAt }) => (ruling === 'extend') === (newDueAt !== undefined), {
    path: ['newDueAt'],
    message: 'a new due time, with more time and with nothing else',
  });
export type RulingRequest = z.infer<typeof RulingRequest>;

/** One answer to all of a directive that waits for the viewer, the earliest answer time first; by escalation. */
export const RulingsAnswer = BulkAnswer.extend({
  /** Not reached, since there are more than are changed at once: they still wait. */
  left: z.int(),
});
export type RulingsAnswer = z.infer<typeof RulingsAnswer>;

/** An item of a directive that was put before somebody above. */
export const Escalation = z.object({
  id: Id,
  item: z.object({ id: Id, title: z.string(), rep: PersonRef, currentDueAt: Instant }),
  directive: z.object({ id: Id, issuedBy: PersonRef }),
  /** Null: the directive's own rule, some days after it was due. */
  by: PersonRef.nullable(),
  to: PersonRef,
  note: z.string().nullable(),
  at: Instant,
  /** By when it is to be answered: two business days, those of the receiver's leave left out. */
  answerBy: Instant,
  state: z.enum(escalationStates),
  answer: z
    .object({
      ruling: z.enum(rulings),
      by: PersonRef.nullable(),
      at: Instant,
      note: z.string().nullable(),
      newDueAt: Instant.nullable(),
    })
    .nullable(),
  can: z.object({ rule: z.boolean(), ruleUnclear: z.boolean() }),
});
export type Escalation = z.infer<typeof Escalation>;

/** What waits for the viewer's answer, or that of somebody whom they cover; the earliest answer time first. */
export const EscalationPage = pageOf(Escalation).extend({ waiting: z.int(), overdue: z.int() });
export type EscalationPage = z.infer<typeof EscalationPage>;
export const EscalationsQuery = PageQuery;

/** An item's escalations, oldest first, and whom the viewer may put it before now: the likeliest first, none where they may not. */
export const ItemEscalations = z.object({
  escalations: z.array(Escalation),
  receivers: z.array(PersonRef),
  /** Of the same directive, other items' escalations that wait for the viewer. */
  othersWaiting: z.int(),
});
export type ItemEscalations = z.infer<typeof ItemEscalations>;
