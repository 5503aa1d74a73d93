import { Temporal } from 'temporal-polyfill';

/** When an organisation works. The same rule is the SQL function `add_business_days`; a property test compares them. */
export interface BusinessCalendar {
  /** ISO weekdays that are worked, Monday = 1. At least one. */
  readonly workingDays: readonly number[];
  /** Days off, `YYYY-MM-DD`. */
  readonly holidays: ReadonlySet<string>;
}

/** Without holidays.csv: Monday to Friday. */
export const defaultCalendar: BusinessCalendar = { workingDays: [1, 2, 3, 4, 5], holidays: new Set() };

/** Nobody is off for longer than this; a calendar without a working day in it is a mistake, not an endless search. */
const longestSearchInDays = 400;

/** Whether a calendar day is a working day of the organisation. */
export function isWorkingDay(day: Temporal.PlainDate, calendar: BusinessCalendar): boolean {
  return calendar.workingDays.includes(day.dayOfWeek) && !calendar.holidays.has(day.toString());
}

/**
 * The instant of a local time on a day. Where clocks skip that time, the first valid instant after it; where it comes
 * twice, the later one, so that nobody loses an hour of a deadline.
 */
export function instantOf(local: Temporal.PlainDateTime, timeZone: string): Temporal.Instant {
  const resolved = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (resolved.toPlainDateTime().equals(local)) return resolved.toInstant();
  return (resolved.getTimeZoneTransition('previous') ?? resolved).toInstant();
}

/**
 * The same local time on the n-th working day after the instant's own day. The day itself does not count, so that what
 * falls due on a Saturday has the same deadline as what fell due on the Friday at that hour.
 *
 * @param n business days, a whole number from 1 to 200
 * @param timeZone IANA name: the rep's
 * @throws RangeError for another n, or a calendar that has no working days
 */
export function addBusinessDays(
  instant: Temporal.Instant,
  n: number,
  timeZone: string,
  calendar: BusinessCalendar,
): Temporal.Instant {
  if (!Number.isInteger(n) || n < 1 || n > 200)
    throw new RangeError(`business days must be 1 to 200, not ${n}`);
  const start = instant.toZonedDateTimeISO(timeZone);
  let day = start.toPlainDate();
  for (let found = 0, searched = 0; found < n; ) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day, calendar)) {
      found += 1;
      searched = 0;
    } else if (++searched > longestSearchInDays) {
      throw new RangeError('the calendar has no working days');
    }
  }
  return instantOf(day.toPlainDateTime(start.toPlainTime()), timeZone);
}

/** How many working days come after the first instant's day, up to and with the second's; negative the other way. */
export function businessDaysBetween(
  from: Temporal.Instant,
  to: Temporal.Instant,
  timeZone: string,
  calendar: BusinessCalendar,
): number {
  const first = from.toZonedDateTimeISO(timeZone).toPlainDate();
  const last = to.toZonedDateTimeISO(timeZone).toPlainDate();
  if (Temporal.PlainDate.compare(first, last) > 0)
    return -businessDaysBetween(to, from, timeZone, calendar) || 0;
  let count = 0;
  for (let day = first; Temporal.PlainDate.compare(day, last) < 0; ) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

/** Midnight at the beginning of a day in a time zone, or the first valid instant after it. */
export function startOfDay(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return instantOf(day.toPlainDateTime(), timeZone);
}
