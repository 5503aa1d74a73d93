import { z } from 'zod';
import { permissions, roles } from '../domain/roles.ts';
import { Id } from './common.ts';

export const SignInRequest = z.object({
  email: z.email().max(320),
  password: z.string().min(1).max(1000),
});

/** Signed in, and as whom; the session itself is an httpOnly cookie. */
export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  isAdmin: z.boolean(),
  timeZone: z.string(),
  organization: z.object({ id: Id, name: z.string(), timeZone: z.string(), isSample: z.boolean() }),
  manager: z.object({ id: Id, name: z.string() }).nullable(),
  permissions: z.array(z.enum(permissions)),
  /** What waits for this person, for the badges of the navigation. */
  waiting: z.object({
    lateItems: z.int(),
    unansweredFollowUps: z.int(),
    unansweredJointCalls: z.int(),
    unansweredLapses: z.int(),
    unreadNotices: z.int(),
    flagsToReview: z.int(),
    ownFlags: z.int(),
    /** That others entered and the viewer may confirm. */
    leaveToConfirm: z.int(),
  }),
});
export type Me = z.infer<typeof Me>;

/** What a browser without a session sees: which of the first-run choices apply. */
export const Welcome = z.object({
  /** No organisation yet: offer "set up your own" (by the one-time link printed at start). */
  empty: z.boolean(),
  /** The request comes from this machine, so the sample organisation may be entered by one click. */
  sampleOffered: z.boolean(),
});
export type Welcome = z.infer<typeof Welcome>;

export const EnterSampleRequest = z.object({ as: z.enum(roles) });

/** Loading the sample takes seconds; the page polls until `ready`. */
export const SampleState = z.object({
  state: z.enum(['absent', 'loading', 'ready', 'failed']),
  stage: z.string().nullable(),
});
export type SampleState = z.infer<typeof SampleState>;
