import type { Schedule } from '@plumbline/shared/contracts/paperwork.ts';
import type { Temporal } from 'temporal-polyfill';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What an item is called: its type, and the day, week, month or year that tells it from the others. */
export function titleOf(name: string, { rule }: Pick<Schedule, 'rule'>, dueDay: Temporal.PlainDate): string {
  const month = months[dueDay.month - 1] ?? '';
  if (/FREQ=WEEKLY/i.test(rule)) return `${name}, week ${dueDay.weekOfYear ?? ''}`;
  if (/FREQ=MONTHLY/i.test(rule)) return `${name}, ${month}`;
  if (/FREQ=YEARLY/i.test(rule)) return `${name}, ${month} ${dueDay.year}`;
  return `${name}, ${dueDay.day} ${month}`;
}
