import type { Schedule } from '@plumbline/shared/contracts/paperwork.ts';
import { type BusinessCalendar, isWorkingDay } from '@plumbline/shared/domain/business-calendar.ts';
import { Temporal } from 'temporal-polyfill';
import { type DayRule, normalRule, RuleError, readRule } from './rule.ts';

/** One time that paperwork falls due. Days are calendar days, the same in every time zone. */
export interface Occurrence {
  /** What tells it from the others of its type, whatever becomes of the calendar: the rule's day, or a month. */
  key: string;
  /** By the rule: the day, or the n-th working day of the month. */
  day: Temporal.PlainDate;
  /** When it is due: another day where that one is not worked. */
  dueDay: Temporal.PlainDate;
}

/** A schedule as it applies from a day on. */
export interface ScheduleVersion extends Schedule {
  version: number;
  inForceFrom: string;
}

/** What the calendar can be asked; a year without a working day is a mistake. */
const longestSearch = 400;

/**
 * The occurrences of a schedule whose day lies in the half-open range, in order.
 *
 * @throws RuleError for a rule that cannot be read, or does not go with the n-th working day
 */
export function occurrencesOf(
  schedule: Schedule,
  calendar: BusinessCalendar,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): Occurrence[] {
  if (schedule.isPaused) return [];
  const startsOn = Temporal.PlainDate.from(schedule.startsOn);
  const first = latest(from, startsOn);
  const end =
    schedule.endsBefore === null ? until : earliest(until, Temporal.PlainDate.from(schedule.endsBefore));
  if (schedule.businessDay === null) {
    return readRule(schedule.rule, startsOn)
      .between(first, end)
      .map((day) => ({ key: day.toString(), day, dueDay: dueDayOf(day, schedule, calendar) }));
  }
  const { businessDay } = schedule;
  return monthsOf(schedule.rule, startsOn)
    .between(first.with({ day: 1 }), end)
    .flatMap((month) => {
      const day = nthBusinessDay(month, businessDay, calendar);
      if (day === null || before(day, first) || !before(day, end)) return [];
      return [{ key: month.toPlainYearMonth().toString(), day, dueDay: day }];
    });
}

/** The occurrences of all versions: on each day the latest counts that is in force on it. */
export function occurrencesOfVersions(
  versions: readonly ScheduleVersion[],
  calendar: BusinessCalendar,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): (Occurrence & { version: ScheduleVersion })[] {
  let end = until;
  const found: (Occurrence & { version: ScheduleVersion })[] = [];
  // From the latest back: what it leaves is for the ones before it.
  for (const version of versions.toSorted((a, b) => b.version - a.version)) {
    const start = latest(from, Temporal.PlainDate.from(version.inForceFrom));
    if (!before(start, end)) continue;
    found.unshift(
      ...occurrencesOf(version, calendar, start, end).map((occurrence) => ({ ...occurrence, version })),
    );
    end = start;
  }
  return found;
}

/** The working day before or after a day that is not worked. */
function dueDayOf(
  day: Temporal.PlainDate,
  { onDayOff }: Schedule,
  calendar: BusinessCalendar,
): Temporal.PlainDate {
  if (onDayOff === 'keep') return day;
  const step = { days: onDayOff === 'before' ? -1 : 1 };
  let due = day;
  for (let searched = 0; !isWorkingDay(due, calendar); searched++) {
    if (searched > longestSearch) throw new RangeError('the calendar has no working days');
    due = due.add(step);
  }
  return due;
}

/** Which months: the rule's, whatever day of them it would name. */
function monthsOf(text: string, startsOn: Temporal.PlainDate): DayRule {
  const rule = normalRule(text);
  if (!/FREQ=(MONTHLY|YEARLY)/.test(rule) || /BY(DAY|MONTHDAY|YEARDAY|WEEKNO|SETPOS)=/.test(rule))
    throw new RuleError(
      'the n-th working day goes with months alone: FREQ=MONTHLY, perhaps INTERVAL and BYMONTH',
    );
  return readRule(rule, startsOn.with({ day: 1 }));
}

/** @param n from 1, or from -1 backwards; null where the month has not that many working days */
function nthBusinessDay(
  month: Temporal.PlainDate,
  n: number,
  calendar: BusinessCalendar,
): Temporal.PlainDate | null {
  const step = { days: Math.sign(n) };
  let day = month.with({ day: n > 0 ? 1 : month.daysInMonth });
  for (let left = Math.abs(n); day.month === month.month; day = day.add(step)) {
    if (isWorkingDay(day, calendar) && --left === 0) return day;
  }
  return null;
}

const before = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) < 0;
const latest = (a: Temporal.PlainDate, b: Temporal.PlainDate) => (before(a, b) ? b : a);
const earliest = (a: Temporal.PlainDate, b: Temporal.PlainDate) => (before(a, b) ? a : b);
