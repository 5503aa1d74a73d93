import type { Item } from '@plumbline/shared/contracts/items.ts';
import { type Reader, formatLateness, formatTime } from '../../lib/formats.ts';
import { daysBetween, wallAt, weekdayOf } from '../../lib/zoned.ts';

/** How near an item is to its due time, as a mark shows it. `soon`: today or tomorrow. */
export type Nearness = 'late' | 'soon' | 'later' | 'done' | 'waived';

export function nearnessOf(item: Pick<Item, 'state' | 'currentDueAt'>, { now, timeZone }: Reader): Nearness {
  if (item.state !== 'open') return item.state;
  const days = daysBetween(wallAt(now, timeZone), wallAt(new Date(item.currentDueAt), timeZone));
  return days <= 1 ? 'soon' : 'later';
}

/** Open items in two: due by the end of this week (Sunday), and later. */
export function byWeek(
  items: readonly Item[],
  { now, timeZone }: Reader,
): { thisWeek: Item[]; later: Item[] } {
  const today = wallAt(now, timeZone);
  const untilSunday = 7 - weekdayOf(today);
  const isThisWeek = (item: Item) =>
    daysBetween(today, wallAt(new Date(item.currentDueAt), timeZone)) <= untilSunday;
  return { thisWeek: items.filter(isThisWeek), later: items.filter((item) => !isThisWeek(item)) };
}

/**
 * "Fri 17:00 · 3 business days late", "done today 09:12 · 1 business day late", "tomorrow 17:00"; of one whose date was
 * moved after it had passed "Fri 17:00 · moved, 3 business days late".
 */
export function dueWords(
  item: Pick<Item, 'state' | 'currentDueAt' | 'doneAt' | 'businessDaysLate'>,
  reader: Reader,
  length: 'full' | 'short' = 'full',
): string {
  const lateness =
    item.businessDaysLate === null ? '' : ` · ${formatLateness(item.businessDaysLate, length)}`;
  if (item.state === 'waived') return 'waived';
  if (item.state === 'done' && item.doneAt)
    return `done ${formatTime(item.doneAt, reader)}${lateness || ' · on time'}`;
  const moved = item.state === 'open' ? lateness.replace('·', '· moved,') : lateness;
  return `${formatTime(item.currentDueAt, reader)}${moved}`;
}
