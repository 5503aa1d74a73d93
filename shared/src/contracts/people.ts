import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { Day, Id, PageQuery, PersonRef, ShortText, pageOf } from './common.ts';

const Password = z.string().min(12, 'at least 12 characters').max(1000);

/** The first admin, by the one-time link printed at start. */
export const SetUpRequest = z.object({
  token: z.string().min(1).max(500),
  organizationName: ShortText,
  timeZone: z.string().min(1).max(100),
  name: ShortText,
  email: z.email().max(320),
  password: Password,
  role: z.enum(roles).default('executive'),
});
export type SetUpRequest = z.input<typeof SetUpRequest>;

/** "name, e-mail, manager" lines pasted from a spreadsheet (comma, semicolon or tab; a header line is recognised). */
export const PastedPeople = z.object({ text: z.string().min(1).max(500_000) });

export const PastedPerson = z.object({
  line: z.int(),
  name: z.string(),
  email: z.string(),
  managerEmail: z.string().nullable(),
  role: z.enum(roles),
  /** `new`, or already there by e-mail address. */
  status: z.enum(['new', 'existing']),
});

/** What pasting would do, before it does it. */
export const PeoplePreview = z.object({
  people: z.array(PastedPerson),
  problems: z.array(z.object({ line: z.int(), value: z.string(), expected: z.string() })),
});
export type PeoplePreview = z.infer<typeof PeoplePreview>;

export const Person = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  isAdmin: z.boolean(),
  timeZone: z.string(),
  hiredOn: Day.nullable(),
  leftOn: Day.nullable(),
  manager: PersonRef.nullable(),
  /** Whether this person has set a password yet. */
  canSignIn: z.boolean(),
  version: z.int(),
});
export type Person = z.infer<typeof Person>;

export const PeopleQuery = PageQuery.extend({ search: z.string().trim().max(200).optional() });
export const PersonPage = pageOf(Person);

/** A one-time link; shown once, only its digest is kept. */
export const Invitation = z.object({
  person: PersonRef,
  email: z.string(),
  url: z.url(),
  expiresAt: z.string(),
});
export const Invitations = z.object({ invitations: z.array(Invitation) });
export type Invitations = z.infer<typeof Invitations>;
export const InvitationsRequest = z.object({ personIds: z.array(Id).min(1).max(500) });

/** What the invited person sees before choosing a password. */
export const InvitationWelcome = z.object({
  name: z.string(),
  email: z.string(),
  organizationName: z.string(),
});
export const AcceptInvitationRequest = z.object({ token: z.string().min(1).max(500), password: Password });
