import { startOfDay } from '@plumbline/shared/domain/business-calendar.ts';
import { Temporal } from 'temporal-polyfill';

const millisecondsOfDay = 86_400_000;

/**
 * Calendar days are `YYYY-MM-DD` throughout the pipeline, so that they compare as text; a week goes by its Monday. Days
 * have no zone, so plain arithmetic is exact, and forty times as fast as the calendar's.
 */
export function addDays(day: string, days: number): string {
  const known = reckoned.get(day)?.get(days);
  if (known !== undefined) return known;
  const later = new Date(Date.parse(day) + days * millisecondsOfDay).toISOString().slice(0, 10);
  const ofDay = reckoned.get(day) ?? new Map<number, string>();
  reckoned.set(day, ofDay.set(days, later));
  return later;
}

/** The same few sums are asked for each manager and signal; a hundred years have some 5,000 Mondays. */
const reckoned = new Map<string, Map<number, string>>();

/** Midnight at the beginning of a day, in the organisation's time zone. */
export const midnight = (day: string, timeZone: string): Date =>
  new Date(startOfDay(Temporal.PlainDate.from(day), timeZone).epochMilliseconds);

/** The Mondays of the half-open range, which begins on a Monday. */
export function mondays(from: string, until: string): string[] {
  const weeks: string[] = [];
  for (let week = from; week < until; week = addDays(week, 7)) weeks.push(week);
  return weeks;
}

/** How many weeks lie between two Mondays. */
export const weeksBetween = (from: string, until: string): number =>
  (Date.parse(until) - Date.parse(from)) / (7 * millisecondsOfDay);

/** The first Monday on or after a day. */
export function mondayFrom(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.add({ days: (8 - date.dayOfWeek) % 7 }).toString();
}

/** The Monday on or before a day. */
export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}
