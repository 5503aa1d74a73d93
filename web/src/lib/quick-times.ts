import { type Reader, formatDay } from './formats.ts';
import { instantOf, plusDays, wallAt, weekdayOf } from './zoned.ts';

export interface QuickTime {
  /** ISO 8601. */
  value: string;
  label: string;
}

const closing = { hour: 17, minute: 0 };

/**
 * Four times that people usually promise, at the end of a day: today (while there is some of it left), the next
 * working day, this week's Friday, next Monday. Weekends are left out here for convenience only; whether a time is a
 * business day is the server's to know.
 * @param after count from this time instead of the present, for something that has to come after it
 */
export function quickTimes({ now, timeZone }: Reader, after = now): QuickTime[] {
  const from = after > now ? after : now;
  const today = { ...wallAt(from, timeZone), ...closing };
  const weekday = weekdayOf(today);
  const nextWorkingDay = weekday >= 5 ? 8 - weekday : 1;
  const days = new Set([0, nextWorkingDay, 5 - weekday, 8 - weekday]);
  return [...days]
    .filter((inDays) => inDays >= 0 && weekdayOf(plusDays(today, inDays)) <= 5)
    .sort((a, b) => a - b)
    .map((inDays) => instantOf(plusDays(today, inDays), timeZone))
    .filter((time) => time.getTime() - from.getTime() > 3_600_000)
    .map((time) => {
      const value = time.toISOString();
      return { value, label: `${formatDay(value, { now, timeZone })} 17:00` };
    });
}
