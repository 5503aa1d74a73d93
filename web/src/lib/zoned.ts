/** A wall clock's reading somewhere. Months count from 1, weekdays from 1 (Monday) to 7. */
export interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const readers = new Map<string, Intl.DateTimeFormat>();

function readerFor(timeZone: string): Intl.DateTimeFormat {
  const known = readers.get(timeZone);
  if (known) return known;
  const reader = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  readers.set(timeZone, reader);
  return reader;
}

/** What a clock in the zone shows at an instant. */
export function wallAt(instant: Date, timeZone: string): Wall {
  const parts = new Map(
    readerFor(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
  };
}

/**
 * The instant at which a clock in the zone shows this. A reading that occurs twice (clocks go back) gives the first,
 * one that is skipped (clocks go forward) the instant as far after the gap as the reading lies in it.
 */
export function instantOf(wall: Wall, timeZone: string): Date {
  const asUtc = utcOf(wall);
  const offsetAt = (time: number) =>
    utcOf(wallAt(new Date(time), timeZone)) - Math.floor(time / 60_000) * 60_000;
  const day = 86_400_000;
  const before = asUtc - offsetAt(asUtc - day);
  if (utcOf(wallAt(new Date(before), timeZone)) === asUtc) return new Date(before);
  const after = asUtc - offsetAt(asUtc + day);
  if (utcOf(wallAt(new Date(after), timeZone)) === asUtc) return new Date(after);
  return new Date(before);
}

/** The wall's day moved by whole days; the time of day stays. */
export function plusDays(wall: Wall, days: number): Wall {
  const moved = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return { ...wall, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** 1 (Monday) to 7 (Sunday). */
export function weekdayOf(wall: Wall): number {
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay() || 7;
}

/** Whole days from one wall's date to another's. */
export function daysBetween(from: Wall, to: Wall): number {
  return Math.round(
    (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / 86_400_000,
  );
}

function utcOf(wall: Wall): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
}
