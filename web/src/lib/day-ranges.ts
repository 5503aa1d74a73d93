import { Day } from '@plumbline/shared/contracts/common.ts';
import { z } from 'zod';
import type { Reader } from './formats.ts';
import { instantOf, plusDays, type Wall, wallAt, weekdayOf } from './zoned.ts';

export const dayRanges = ['today', 'this_week', 'next_week', 'last_week', 'last_30_days', 'between'] as const;
export type DayRange = (typeof dayRanges)[number];

/** Those that a list of what has happened can be narrowed to. */
export const pastRanges = ['today', 'this_week', 'last_week', 'last_30_days', 'between'] as const;

/** With `between` the first and the last day, in the address; a wrong value is as good as none. */
export const DaysSearch = z.object({
  from: Day.optional().catch(undefined),
  to: Day.optional().catch(undefined),
});

/** Days as they are chosen. */
export interface Days {
  range?: DayRange | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Half-open, as the API takes it: from this instant on, before that. */
export interface InstantRange {
  from?: string | undefined;
  before?: string | undefined;
}

/** The days as instants, by the reader's clock. */
export function instantsOf({ range, from, to }: Days, { now, timeZone }: Reader): InstantRange {
  const today: Wall = { ...wallAt(now, timeZone), hour: 0, minute: 0 };
  const days = (first: number, length: number): InstantRange => ({
    from: instantOf(plusDays(today, first), timeZone).toISOString(),
    before: instantOf(plusDays(today, first + length), timeZone).toISOString(),
  });
  const monday = 1 - weekdayOf(today);
  switch (range) {
    case undefined:
      return {};
    case 'today':
      return days(0, 1);
    case 'this_week':
      return days(monday, 7);
    case 'next_week':
      return days(monday + 7, 7);
    case 'last_week':
      return days(monday - 7, 7);
    case 'last_30_days':
      return days(-29, 30);
    case 'between':
      return {
        from: from && instantOf(wallOf(from), timeZone).toISOString(),
        before: to && instantOf(plusDays(wallOf(to), 1), timeZone).toISOString(),
      };
  }
}

/** The first minute of `2026-11-24`. */
function wallOf(day: string): Wall {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, day: date, hour: 0, minute: 0 };
}
