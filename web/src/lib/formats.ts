import { daysBetween, wallAt, weekdayOf } from './zoned.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Where and when somebody reads: formats never ask the clock or the browser themselves. */
export interface Reader {
  now: Date;
  timeZone: string;
}

/**
 * A time as one says it: "today 17:00", "tomorrow 09:00", "Fri 17:00" within six days, "Fri 7 Nov 17:00" beyond them,
 * with the year where it is another.
 */
export function formatTime(instant: string, reader: Reader): string {
  return `${formatDay(instant, reader)} ${formatClock(instant, reader)}`;
}

/** The day part of {@link formatTime}. */
export function formatDay(instant: string, { now, timeZone }: Reader): string {
  const then = wallAt(new Date(instant), timeZone);
  const here = wallAt(now, timeZone);
  const days = daysBetween(here, then);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  const weekday = weekdays[weekdayOf(then) - 1];
  if (Math.abs(days) <= 6) return `${weekday}`;
  return `${weekday} ${then.day} ${months[then.month - 1]}${then.year === here.year ? '' : ` ${then.year}`}`;
}

/** "17:00". */
export function formatClock(instant: string, { timeZone }: Pick<Reader, 'timeZone'>): string {
  const { hour, minute } = wallAt(new Date(instant), timeZone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** A calendar day, "2 Nov", with the year where it is another: `2026-11-02` belongs to no zone. */
export function formatDate(day: string, { now, timeZone }: Reader): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return `${date} ${months[month - 1]}${year === wallAt(now, timeZone).year ? '' : ` ${year}`}`;
}

/** "3 business days late"; `short` for rows that repeat it: "3 bd late". */
export function formatLateness(businessDays: number, length: 'full' | 'short' = 'full'): string {
  if (length === 'short') return `${businessDays} bd late`;
  return `${businessDays} ${businessDays === 1 ? 'business day' : 'business days'} late`;
}

/** "1st", "2nd", "3rd", "11th". */
export function ordinal(n: number): string {
  const teens = n % 100 >= 11 && n % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}

/** "1 item", "2 items". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** "logged 7 days later", of an entry made well after what it tells of. */
export function formatBackdating(occurredAt: string, recordedAt: string): string {
  const days = Math.floor((Date.parse(recordedAt) - Date.parse(occurredAt)) / 86_400_000);
  return `logged ${count(days, 'day')} later`;
}

/** "Ana" of "Ana Ruiz", for buttons. */
export function firstName(name: string): string {
  return name.split(' ')[0] ?? name;
}
