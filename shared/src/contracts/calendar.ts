import { z } from 'zod';
import { Day, Id, Instant, PageQuery, PersonRef, ShortText, pageOf } from './common.ts';

export const Holiday = z.object({ day: Day, name: z.string() });
export type Holiday = z.infer<typeof Holiday>;

/** When the organisation works. Times are each rep's own; `today` is a day of the organisation's zone. */
export const Calendar = z.object({
  timeZone: z.string(),
  today: Day,
  /** ISO weekdays, Monday = 1. */
  workingDays: z.array(z.int()),
  /** Of the past year and all to come, by day. */
  holidays: z.array(Holiday),
  can: z.object({ manage: z.boolean() }),
});
export type Calendar = z.infer<typeof Calendar>;

export const WorkingWeekRequest = z.object({
  workingDays: z
    .array(z.int().min(1).max(7))
    .min(1, 'at least one day')
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'each day once'),
});
export type WorkingWeekRequest = z.infer<typeof WorkingWeekRequest>;

/** A day that is a holiday already gets the new name. */
export const HolidaysRequest = z.object({
  holidays: z
    .array(z.object({ day: Day, name: ShortText }))
    .min(1)
    .max(1000),
});
export type HolidaysRequest = z.infer<typeof HolidaysRequest>;
export const HolidayParams = z.object({ day: Day });

/** The text of an iCalendar file (RFC 5545). */
export const IcsRequest = z.object({ ics: z.string().min(1).max(500_000) });

/** What the all-day events of an iCalendar file would add; nothing is stored. */
export const HolidaysPreview = z.object({
  holidays: z.array(
    /** `day_off`: nobody works on that weekday anyway. */
    z.object({ day: Day, name: z.string(), status: z.enum(['new', 'known', 'day_off']) }),
  ),
  /** Half-open: recurring events are followed for two years. */
  from: Day,
  until: Day,
  /** Events with a time of day: meetings, not holidays. */
  timedEvents: z.int(),
  /** Events that cannot be read. */
  unreadable: z.int(),
});
export type HolidaysPreview = z.infer<typeof HolidaysPreview>;

/** Leave. No reason is ever asked. */
export const Absence = z.object({
  id: Id,
  person: PersonRef,
  from: Day,
  /** The first day back; null: not known. */
  until: Day.nullable(),
  /** Who takes over. */
  cover: PersonRef.nullable(),
  /** Null: the source system. */
  recordedBy: PersonRef.nullable(),
  recordedAt: Instant,
  /** Leave that the absentee entered puts nothing off until somebody else confirms it. */
  counts: z.boolean(),
  /** Whether further leave of theirs begins on the day this ends. */
  goesOn: z.boolean(),
  /** `withdrawn`: days that were taken back. */
  state: z.enum(['coming', 'now', 'past', 'withdrawn']),
  version: z.int(),
  can: z.object({
    confirm: z.boolean(),
    /** The last day. */
    change: z.boolean(),
    /** Who takes over. */
    cover: z.boolean(),
    takeBack: z.boolean(),
  }),
});
export type Absence = z.infer<typeof Absence>;

export const AbsencesQuery = PageQuery.extend({
  person: Id.optional(),
  /** `present` has not ended yet, the next first; `past` has, or was taken back, the latest first. */
  state: z.enum(['present', 'past']).default('present'),
});
export const AbsencePage = pageOf(Absence).extend({
  /** Whether the viewer may record leave of `person`, or without one of anybody. */
  can: z.object({ record: z.boolean() }),
});
export type AbsencePage = z.infer<typeof AbsencePage>;

export const RecordAbsenceRequest = z.object({
  personId: Id,
  from: Day,
  until: Day.describe('The first day back.'),
  coverId: Id.nullable().default(null),
});
export type RecordAbsenceRequest = z.input<typeof RecordAbsenceRequest>;

/** Leave ends on another day, or somebody else takes over. Days after its end become leave of their own: they count from now. */
export const ChangeAbsenceRequest = z.object({
  version: z.int(),
  until: Day,
  coverId: Id.nullable(),
});
export type ChangeAbsenceRequest = z.infer<typeof ChangeAbsenceRequest>;
export const ConfirmAbsenceRequest = z.object({ version: z.int() });
export const WithdrawAbsenceQuery = z.object({ version: z.coerce.number().int() });

export const ColleaguesQuery = z.object({ search: z.string().trim().max(200).default('') });
/** People by name, twenty at most: who may take over, and whose leave one may record. */
export const Colleagues = z.object({
  people: z.array(
    z.object({ id: Id, name: z.string(), email: z.string(), role: z.string(), canRecord: z.boolean() }),
  ),
});
export type Colleagues = z.infer<typeof Colleagues>;
