import { Temporal } from 'temporal-polyfill';

/** The days of a simulation, counted from its first Monday (0), and the moments in them. */
export interface Days {
  /** How many there are; the last has just begun, and nothing of it is on record yet. */
  readonly count: number;
  date(day: number): string;
  isWorked(day: number): boolean;
  /** The n-th working day after a day; before it where n is negative. */
  workedAfter(day: number, n: number): number;
  /** Milliseconds since 1970 of a local time of day, `hour` with its fraction, in a time zone. */
  at(day: number, hour: number, timeZone: string): number;
}

const msPerHour = 3_600_000;

/**
 * @param first a Monday
 * @param count days from it to the end, which is outside
 * @param holidays `YYYY-MM-DD`
 */
export function daysFrom(first: Temporal.PlainDate, count: number, holidays: ReadonlySet<string>): Days {
  const epoch = Date.UTC(first.year, first.month - 1, first.day);
  const date = (day: number) => new Date(epoch + day * 24 * msPerHour).toISOString().slice(0, 10);
  const isWorked = (day: number) => ((day % 7) + 7) % 7 < 5 && !holidays.has(date(day));
  const offsets = new Map<string, number>();

  /** A zone's offset at noon; nothing here happens in the small hours in which clocks are set. */
  function offset(day: number, timeZone: string): number {
    const key = `${timeZone} ${day}`;
    let found = offsets.get(key);
    if (found === undefined) {
      const noon = Temporal.Instant.fromEpochMilliseconds(epoch + day * 24 * msPerHour + 12 * msPerHour);
      found = noon.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;
      offsets.set(key, found);
    }
    return found;
  }

  return {
    count,
    date,
    isWorked,
    workedAfter(day, n) {
      const step = Math.sign(n);
      let at = day;
      for (let left = Math.abs(n); left > 0; ) {
        at += step;
        if (isWorked(at)) left--;
      }
      return at;
    },
    at: (day, hour, timeZone) =>
      Math.round(epoch + day * 24 * msPerHour + hour * msPerHour - offset(day, timeZone)),
  };
}
