import { z } from 'zod';
import { Day, Id, Instant, PersonRef, ShortText } from './common.ts';

export const daysOff = ['before', 'after', 'keep'] as const;
export const owing = ['reps', 'managers', 'team', 'branch', 'people'] as const;

/**
 * Who owes it: everybody of a role (no ids), who reports to a manager (`team`: directly, `branch`: all the way down; the
 * manager's id), or the people themselves.
 */
export const OwedBy = z.object({ kind: z.enum(owing), ids: z.array(Id).max(500).default([]) });
export type OwedBy = z.infer<typeof OwedBy>;

/** When a kind of paperwork falls due, and for whom. Times are those of whoever owes it. */
export const Schedule = z.object({
  rule: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .describe(
      'RFC 5545: FREQ of DAILY, WEEKLY, MONTHLY or YEARLY with BY… parts for days; no COUNT, UNTIL, or hours.',
    ),
  startsOn: Day.describe('The first day; intervals are counted from it.'),
  endsBefore: Day.nullable().describe('The day from which nothing occurs any more.'),
  businessDay: z
    .int()
    .min(-15)
    .max(15)
    .refine((n) => n !== 0, '1 to 15, or -1 to -15 from the end')
    .nullable()
    .describe('The n-th working day of the month in which the rule falls; -1 is the last.'),
  onDayOff: z
    .enum(daysOff)
    .describe('On a day that is not worked: due the working day before, after, or on it all the same.'),
  dueTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 17:00'),
  graceHours: z
    .int()
    .min(0)
    .max(168)
    .describe('It is a lapse only so many hours later; the due time of items has them in it.'),
  owedBy: OwedBy,
  isPaused: z.boolean().default(false).describe('Nothing new is made; what is on people’s lists stays.'),
});
export type Schedule = z.output<typeof Schedule>;

export const PaperworkType = z.object({
  id: Id,
  /** As imports name it: call_report. */
  code: z.string(),
  name: z.string(),
  /** The one in force, or the first to come; null: items of this type are imported, or it never had one. */
  schedule: Schedule.nullable(),
  /** Since when `schedule` applies. */
  inForceFrom: Day.nullable(),
  /** Another one that is to come. */
  coming: z.object({ schedule: Schedule, inForceFrom: Day }).nullable(),
  /** Whom `schedule` names. */
  people: z.array(PersonRef),
  setBy: PersonRef.nullable(),
  setAt: Instant.nullable(),
  /** The earliest day from which a change can apply: until then it is on people’s lists already. */
  changeFrom: Day,
  version: z.int(),
});
export type PaperworkType = z.infer<typeof PaperworkType>;

/** By name. An organisation has a few dozen at most. */
export const PaperworkTypes = z.object({ types: z.array(PaperworkType) });
export type PaperworkTypes = z.infer<typeof PaperworkTypes>;

const Confirmed = z
  .boolean()
  .default(false)
  .describe('Needed for more than 10,000 items a day: without it the answer is 409 with the number.');

export const NewPaperworkType = z.object({ name: ShortText, schedule: Schedule, confirm: Confirmed });
export type NewPaperworkType = z.input<typeof NewPaperworkType>;

export const ChangePaperworkType = z.object({
  version: z.int(),
  name: ShortText,
  /** Left out: the schedule stays as it is. */
  schedule: Schedule.optional(),
  /** From which day on; default: `changeFrom`. */
  inForceFrom: Day.optional(),
  confirm: Confirmed,
});
export type ChangePaperworkType = z.input<typeof ChangePaperworkType>;

/** For a person (their zone and leave), or for a zone. */
export const PreviewSchedule = z.object({
  schedule: Schedule,
  timeZone: z.string().min(1).max(100).optional(),
  personId: Id.optional(),
});
export type PreviewSchedule = z.input<typeof PreviewSchedule>;

export const SchedulePreview = z.object({
  timeZone: z.string(),
  /** The next ten; fewer where the schedule ends, or comes round hardly ever. */
  times: z.array(
    z.object({
      /** The rule’s own day. */
      day: Day,
      dueAt: Instant,
      /** From then on it is a lapse: `dueAt` and the grace. */
      lapseAt: Instant,
      /** Why it is not due on `day`. */
      moved: z.enum(['before', 'after', 'leave']).nullable(),
    }),
  ),
  /** How many people owe it as things stand: so many items each time. */
  people: z.int(),
});
export type SchedulePreview = z.infer<typeof SchedulePreview>;
