import type { PaperworkType, Schedule } from '@plumbline/shared/contracts/paperwork.ts';
import { ordinal } from '../../lib/formats.ts';
import { draftOf, type Frequency } from './draft.ts';

export const frequencyWords: Record<Frequency, string> = {
  weekly: 'each week',
  monthly: 'each month, on a day',
  business_day: 'each month, on a working day',
  other: 'by a rule',
};

export const dayOffWords: Record<Schedule['onDayOff'], string> = {
  before: 'the working day before',
  after: 'the working day after',
  keep: 'on that day all the same',
};

export const owedByWords: Record<Schedule['owedBy']['kind'], string> = {
  reps: 'all reps',
  managers: 'all managers',
  team: 'a team',
  branch: 'a branch',
  people: 'people by name',
};

const weekdayWords: Record<string, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

/** "Every Friday at 17:00", "2nd working day of the month at 12:00"; else the rule itself. */
export function whenOf(schedule: Schedule): string {
  return `${daysOf(schedule)} at ${schedule.dueTime}`;
}

function daysOf(schedule: Schedule): string {
  const { frequency, weekdays, everyWeeks, monthDay, businessDay } = draftOf(schedule);
  switch (frequency) {
    case 'weekly': {
      const names = weekdays.map((day) => weekdayWords[day] ?? day);
      const days = [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
      return everyWeeks === '1' ? `Every ${days}` : `${days}, every ${everyWeeks} weeks`;
    }
    case 'monthly':
      return monthDay === '-1' ? 'Last day of the month' : `${ordinal(Number(monthDay))} of the month`;
    case 'business_day':
      return `${businessDayOf(Number(businessDay))} of the month`;
    case 'other':
      return schedule.businessDay === null
        ? schedule.rule
        : `${businessDayOf(schedule.businessDay)}, ${schedule.rule}`;
  }
}

/** "2nd working day", "last working day", "2nd last working day". */
export function businessDayOf(n: number): string {
  if (n === -1) return 'Last working day';
  return n < 0 ? `${ordinal(-n)} last working day` : `${ordinal(n)} working day`;
}

/** "all reps", "the team of Mia Roth", "Ana, Ben". */
export function whoOf({ owedBy: { kind, ids } }: Schedule, people: PaperworkType['people']): string {
  const names = people.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  if (kind === 'team') return `the team of ${names.join(', ')}`;
  if (kind === 'branch') return `everybody under ${names.join(', ')}`;
  return kind === 'people' ? names.join(', ') : owedByWords[kind];
}
