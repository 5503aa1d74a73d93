import { z } from 'zod';
import { excuses } from '../domain/vocabulary.ts';
import { Id, Instant, Note, PageQuery, PersonRef, pageOf, Search, ShortText } from './common.ts';

/** So many people are named at most; more are reached by team or branch. */
export const mostNamed = 200;

/** To whom it goes: people by name, the reps of managers, everybody below somebody. */
export const Addressees = z
  .object({
    people: z.array(Id).max(mostNamed).default([]),
    teamsOf: z.array(Id).max(200).default([]),
    branchesOf: z.array(Id).max(50).default([]),
  })
  .refine(({ people, teamsOf, branchesOf }) => people.length + teamsOf.length + branchesOf.length > 0, {
    message: 'somebody it goes to',
  });
export type Addressees = z.infer<typeof Addressees>;

/** A local time without a zone, `2026-11-27T17:00`: each rep's own. */
const LocalTime = z
  .string()
  .regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])-\d\dT([01]\d|2[0-3]):[0-5]\d$/, 'a day and a time');

const RuleDays = z.int().min(1).max(20);

export const IssueDirectiveRequest = z.object({
  title: ShortText,
  body: Note.optional(),
  to: Addressees,
  dueAt: LocalTime,
  /** Each manager has to relay it to their reps. */
  mustBeRelayed: z.boolean().default(false),
  /** Done is done when the issuer says so. */
  wantsVerification: z.boolean().default(false),
  /** So many business days before it is due whoever owes it is reminded; where it is not relayed yet, the manager. */
  remindDaysBefore: RuleDays.optional(),
  /** So many business days after it was due what is still not done is escalated by itself: to the issuer, or the manager's manager. */
  escalateDaysAfter: RuleDays.optional(),
  /** The directive in whose place it stands; that one is recalled. */
  replaces: Id.optional(),
});
export type IssueDirectiveRequest = z.infer<typeof IssueDirectiveRequest>;

/** What issuing it would do; changes nothing. */
export const DirectivePreview = z.object({
  reps: z.int(),
  /** Who stands between, and how many of their reps it goes to. */
  managers: z.array(z.object({ manager: PersonRef, reps: z.int() })),
  /** When it falls due, one for each time zone. */
  due: z.array(z.object({ timeZone: z.string(), at: Instant, reps: z.int() })),
  /** Whether that day is a working day of the organisation. */
  isWorkingDay: z.boolean(),
  /** Others to some of the same people in the same time, under a title with the same words. */
  alike: z.array(z.object({ id: Id, title: z.string(), issuedBy: PersonRef, dueAt: Instant, reps: z.int() })),
});
export type DirectivePreview = z.infer<typeof DirectivePreview>;

/** How far it has come, among the reps that the viewer sees. */
export const DirectiveChain = z.object({
  reps: z.int(),
  relayed: z.int(),
  acknowledged: z.int(),
  done: z.int(),
  /** Past due and not done. */
  late: z.int(),
  /** Reps who said that it is unclear. */
  unclear: z.int(),
});

export const Directive = z.object({
  id: Id,
  title: z.string(),
  body: z.string().nullable(),
  issuedBy: PersonRef,
  issuedAt: Instant,
  /** The earliest of its reps' due times. */
  dueAt: Instant,
  mustBeRelayed: z.boolean(),
  wantsVerification: z.boolean(),
  /** Its own rules, in business days; null: none. */
  remindDaysBefore: z.int().nullable(),
  escalateDaysAfter: z.int().nullable(),
  recalled: z.object({ by: PersonRef, at: Instant, reason: z.string() }).nullable(),
  replaces: z.object({ id: Id, title: z.string() }).nullable(),
  replacedBy: z.object({ id: Id, title: z.string() }).nullable(),
  chain: DirectiveChain,
  can: z.object({ relay: z.boolean(), recall: z.boolean() }),
});
export type Directive = z.infer<typeof Directive>;

/** `open`: not recalled, and not done by everybody; `late`: open, and past due with somebody; `done`: by everybody. */
export const directiveStates = ['open', 'late', 'done', 'recalled', 'all'] as const;
export type DirectiveState = (typeof directiveStates)[number];

/** By when it was issued, or when it was first due; `-` is latest first, `-issued` the usual order. */
export const directiveSorts = ['-issued', 'issued', 'due', '-due'] as const;
export type DirectiveSort = (typeof directiveSorts)[number];

/** Which directives, and in what order; the list and its CSV take the same, and a saved view keeps it. */
export const DirectiveFilters = z.object({
  issuedBy: Id.optional(),
  state: z.enum(directiveStates).default('open'),
  /** When it is first due, half-open: from this on, before that. */
  dueFrom: Instant.optional(),
  dueBefore: Instant.optional(),
  /** Each word stands in its title, or in the name of whoever issued it. */
  search: Search.optional(),
  sort: z.enum(directiveSorts).default('-issued'),
});
export type DirectiveFilters = z.infer<typeof DirectiveFilters>;

export const DirectivesQuery = DirectiveFilters.extend(PageQuery.shape);
export const DirectivePage = pageOf(Directive);
export type DirectivePage = z.infer<typeof DirectivePage>;

/** Who has issued those that the viewer sees, by name, the first 200. */
export const DirectiveIssuers = z.object({
  issuers: z.array(PersonRef),
  /** There are others: search for the name. */
  moreIssuers: z.boolean(),
});
export type DirectiveIssuers = z.infer<typeof DirectiveIssuers>;

/** Where it stopped with a rep: never told, not acknowledged, not done in time; null: nowhere, or not yet. */
export const stops = ['not_relayed', 'not_acknowledged', 'not_done'] as const;
export type Stop = (typeof stops)[number];

export const DirectiveBranch = z.object({
  /** Null: reps who report to nobody. */
  manager: PersonRef.nullable(),
  reps: z.array(
    z.object({
      rep: PersonRef,
      itemId: Id,
      dueAt: Instant,
      relayedAt: Instant.nullable(),
      acknowledgedAt: Instant.nullable(),
      doneAt: Instant.nullable(),
      isRecalled: z.boolean(),
      lastExcuse: z.enum(excuses).nullable(),
      stopped: z.enum(stops).nullable(),
    }),
  ),
});
/** A directive with its reps by the manager whom they report to now; 2,000 reps at most. */
export const DirectiveTree = z.object({ directive: Directive, branches: z.array(DirectiveBranch) });
export type DirectiveTree = z.infer<typeof DirectiveTree>;

/**
 * What is to be said of one's own directives: somebody found it unclear, a manager never relayed it, it is past due and not
 * done, what was escalated to oneself got no answer in time.
 */
export const aboutOwn = ['unclear', 'not_relayed', 'not_done', 'not_answered'] as const;
export type AboutOwn = (typeof aboutOwn)[number];

const Counted = z.object({ items: z.int(), directives: z.int() });
/** Of what one issued, or was asked to decide, in the last 26 weeks. */
export const AboutOwnCounts = z.object({
  unclear: Counted,
  notRelayed: Counted,
  notDone: Counted,
  notAnswered: Counted,
});
export type AboutOwnCounts = z.infer<typeof AboutOwnCounts>;

export const AboutOwnQuery = PageQuery.extend({ about: z.enum(aboutOwn) });
/** The items behind one of the numbers, the latest first. */
export const AboutOwnPage = pageOf(
  z.object({
    id: Id,
    item: z.object({ id: Id, title: z.string() }),
    directiveId: Id,
    rep: PersonRef,
    /** Whom the rep reports to now. */
    manager: PersonRef.nullable(),
    /** When it was said to be unclear; else when it was due, or its answer. */
    at: Instant,
    note: z.string().nullable(),
  }),
);
export type AboutOwnPage = z.infer<typeof AboutOwnPage>;

export const RecallRequest = z.object({ reason: Note });
/** Some words to note about whom it can go to. */
export const AddresseesOffered = z.object({
  people: z.array(PersonRef.extend({ role: z.enum(['rep', 'manager', 'executive']), reports: z.int() })),
});
export type AddresseesOffered = z.infer<typeof AddresseesOffered>;
