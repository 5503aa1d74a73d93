import { z } from 'zod';
import { exceptionKinds, exceptionStates } from '../domain/vocabulary.ts';
import { Day, Id, Instant, Note, PageQuery, PersonRef, pageOf, Search } from './common.ts';

/** ISO 4217: `EUR`. */
const Currency = z.string().regex(/^[A-Z]{3}$/, 'three capital letters, like EUR');

/** A word on an exception: left to an executive, decided, or taken back by the rep. */
export const ExceptionStep = z.object({
  kind: z.enum(exceptionStates).exclude(['asked']),
  by: PersonRef.nullable(),
  at: Instant,
  reason: z.string().nullable(),
});

/** A departure from policy that a rep asks for, at the company's cost. Named so because `Exception` means something else in code. */
export const PolicyException = z.object({
  id: Id,
  kind: z.enum(exceptionKinds),
  rep: PersonRef,
  account: z.object({ id: Id, name: z.string() }).nullable(),
  /** What it costs the company; null: not said. */
  cost: z.number().nullable(),
  currency: z.string().nullable(),
  note: z.string().nullable(),
  requestedAt: Instant,
  state: z.enum(exceptionStates),
  /** What was said to it, oldest first. */
  steps: z.array(ExceptionStep),
  can: z.object({ decide: z.boolean(), passUp: z.boolean(), withdraw: z.boolean() }),
});
export type PolicyException = z.infer<typeof PolicyException>;

/** By when it was asked for, or by its cost, whatever the currency, an unknown one as none; `-asked` is the usual order. */
export const exceptionSorts = ['-asked', 'asked', '-cost', 'cost'] as const;
export type ExceptionSort = (typeof exceptionSorts)[number];

/** Which exceptions, and in what order; the list and its CSV take the same, and a saved view keeps it. */
export const ExceptionFilters = z.object({
  scope: z.enum(['mine', 'team']).default('mine'),
  /** Only those that wait for a decision of the viewer's. */
  toDecide: z.stringbool().optional(),
  state: z.enum(exceptionStates).optional(),
  kind: z.enum(exceptionKinds).optional(),
  rep: Id.optional(),
  /** When it was asked for, half-open: from this on, before that. */
  askedFrom: Instant.optional(),
  askedBefore: Instant.optional(),
  /** Each word stands in the rep's name, or the account's. */
  search: Search.optional(),
  sort: z.enum(exceptionSorts).default('-asked'),
});
export type ExceptionFilters = z.infer<typeof ExceptionFilters>;

export const ExceptionsQuery = ExceptionFilters.extend(PageQuery.shape);
export const ExceptionPage = pageOf(PolicyException);
export type ExceptionPage = z.infer<typeof ExceptionPage>;

export const AskForExceptionRequest = z.object({
  kind: z.enum(exceptionKinds),
  accountId: Id.optional(),
  /** What it costs the company, in `currency`. */
  cost: z.number().nonnegative().max(1e12).optional(),
  currency: Currency.optional(),
  /** Why it is worth it. */
  note: Note,
});
export type AskForExceptionRequest = z.infer<typeof AskForExceptionRequest>;

export const ExceptionDecision = z.object({ decision: z.enum(['supported', 'declined']), reason: Note });
export const PassUpRequest = z.object({ reason: Note });

/** One's own accounts, to choose from. */
export const OwnAccounts = z.object({ accounts: z.array(z.object({ id: Id, name: z.string() })) });
export type OwnAccounts = z.infer<typeof OwnAccounts>;
export const OwnAccountsQuery = z.object({ search: z.string().trim().max(100).default('') });

/** What was decided in a quarter, for executives: counts and cost, of nobody in particular. */
export const ExceptionQuarters = z.object({
  quarters: z.array(
    z.object({
      /** First day of the quarter. */
      from: Day,
      supported: z.int(),
      declined: z.int(),
      /** What the supported ones cost, by currency; `unknown`: how many did not say. */
      cost: z.array(z.object({ currency: z.string().nullable(), amount: z.number() })),
      unknown: z.int(),
    }),
  ),
});
export type ExceptionQuarters = z.infer<typeof ExceptionQuarters>;
