import { z } from 'zod';
import { patterns, signals } from '../domain/vocabulary.ts';
import { Day, Instant, PersonRef } from './common.ts';

/** For each signal the upper limit for the share of occasions that count against a manager, in 0 to 1. */
export const Norms = z.record(z.enum(signals), z.number().min(0).max(1));
export type Norms = z.infer<typeof Norms>;

const ResponseDays = z.int().min(1).max(20).describe('Business days in which a lapse is to be answered.');

export const PolicyVersion = z.object({
  version: z.int(),
  norms: Norms,
  responseBusinessDays: ResponseDays,
  /** Business days after which executives see a week's readings and flags. */
  replyBusinessDays: z.int().min(0).max(30),
  inForceFrom: Day,
  state: z.enum(['past', 'in_force', 'coming']),
  /** Null: what the organisation began with. */
  createdBy: PersonRef.nullable(),
  createdAt: Instant,
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** What is expected of managers, and since when; the newest version first. */
export const PolicyHistory = z.object({
  versions: z.array(PolicyVersion).min(1),
  expectations: z.array(
    z.object({ signal: z.enum(signals), pattern: z.enum(patterns), sentence: z.string() }),
  ),
  /** The earliest day from which a new version can be in force. */
  nextMonday: Day,
  can: z.object({ set: z.boolean() }),
});
export type PolicyHistory = z.infer<typeof PolicyHistory>;

export const SetPolicyRequest = z.object({
  /** The newest version that the sender has seen: another one since then is a conflict. */
  version: z.int(),
  norms: Norms,
  responseBusinessDays: ResponseDays,
  replyBusinessDays: z.int().min(0).max(30),
  inForceFrom: Day.describe('A Monday to come, within a year.'),
});
export type SetPolicyRequest = z.infer<typeof SetPolicyRequest>;

export const BacktestRequest = z.object({
  norms: Norms,
  responseBusinessDays: ResponseDays,
  weeks: z.int().min(4).max(104).default(26),
});
export type BacktestRequest = z.input<typeof BacktestRequest>;

/** When a flag would have been raised, and cleared again. */
const RaisedFlag = z.object({ raisedOn: Day, clearedOn: Day.nullable() });

/** What the proposed norms would have raised in the past, beside those in force; nothing of it is stored. */
export const Backtest = z.object({
  /** The weeks it was read over, half-open; null where no week can be shown yet. */
  span: z.object({ from: Day, until: Day }).nullable(),
  /** How many flags by pattern. */
  counts: z.array(z.object({ pattern: z.enum(patterns), present: z.int(), proposed: z.int() })),
  /** Before a policy was in force the past is a rehearsal: then nobody is named, and this is null. */
  flags: z
    .array(
      z.object({
        manager: PersonRef,
        pattern: z.enum(patterns),
        change: z.enum(['raised', 'gone', 'moved', 'same']),
        present: RaisedFlag.nullable(),
        proposed: RaisedFlag.nullable(),
      }),
    )
    .nullable(),
});
export type Backtest = z.infer<typeof Backtest>;
