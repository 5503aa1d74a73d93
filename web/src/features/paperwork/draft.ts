import type { Schedule } from '@plumbline/shared/contracts/paperwork.ts';

export const frequencies = ['weekly', 'monthly', 'business_day', 'other'] as const;
export type Frequency = (typeof frequencies)[number];

/** A schedule as it is being typed. */
export interface Draft extends Omit<Schedule, 'rule' | 'businessDay' | 'graceHours' | 'endsBefore'> {
  frequency: Frequency;
  /** weekly: of MO, TU, … */
  weekdays: readonly string[];
  /** weekly: each so many weeks */
  everyWeeks: string;
  /** monthly: 1 to 31, or -1 for the last */
  monthDay: string;
  businessDay: string;
  /** other: RFC 5545 */
  rule: string;
  graceHours: string;
  endsBefore: string;
}

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** What a new kind of paperwork begins with: every Friday at 17:00. */
export const newDraft = (today: string): Draft =>
  draftOf({
    rule: 'FREQ=WEEKLY;BYDAY=FR',
    startsOn: today,
    endsBefore: null,
    businessDay: null,
    onDayOff: 'before',
    dueTime: '17:00',
    graceHours: 0,
    owedBy: { kind: 'reps', ids: [] },
    isPaused: false,
  });

export function draftOf(schedule: Schedule): Draft {
  const { rule, businessDay, graceHours, endsBefore, ...rest } = schedule;
  const weekly = /^FREQ=WEEKLY(?:;INTERVAL=(\d+))?;BYDAY=([A-Z,]+)$/.exec(rule);
  const monthly = /^FREQ=MONTHLY;BYMONTHDAY=(-1|\d+)$/.exec(rule);
  return {
    ...rest,
    frequency:
      businessDay !== null && rule === 'FREQ=MONTHLY'
        ? 'business_day'
        : weekly && businessDay === null
          ? 'weekly'
          : monthly && businessDay === null
            ? 'monthly'
            : 'other',
    weekdays: weekly?.[2]?.split(',') ?? ['FR'],
    everyWeeks: weekly?.[1] ?? '1',
    monthDay: monthly?.[1] ?? '-1',
    businessDay: businessDay === null ? '' : String(businessDay),
    rule,
    graceHours: String(graceHours),
    endsBefore: endsBefore ?? '',
  };
}

/** The schedule that was typed; null while something is missing. */
export function scheduleOf(draft: Draft): Schedule | null {
  const { frequency, startsOn, endsBefore, onDayOff, dueTime, owedBy, isPaused } = draft;
  const rule = ruleOf(draft);
  const graceHours = Number(draft.graceHours);
  const businessDay = draft.businessDay === '' ? null : Number(draft.businessDay);
  const needsPeople = owedBy.kind !== 'reps' && owedBy.kind !== 'managers' && owedBy.ids.length === 0;
  if (rule === null || startsOn === '' || dueTime === '' || needsPeople) return null;
  if (!Number.isInteger(graceHours)) return null;
  if (frequency === 'business_day' && businessDay === null) return null;
  return {
    rule,
    startsOn,
    endsBefore: endsBefore === '' ? null : endsBefore,
    businessDay: frequency === 'business_day' || frequency === 'other' ? businessDay : null,
    onDayOff,
    dueTime,
    graceHours,
    owedBy,
    isPaused,
  };
}

function ruleOf({ frequency, weekdays: chosen, everyWeeks, monthDay, rule }: Draft): string | null {
  switch (frequency) {
    case 'weekly': {
      if (chosen.length === 0 || !/^[1-9]\d?$/.test(everyWeeks)) return null;
      const interval = everyWeeks === '1' ? '' : `;INTERVAL=${everyWeeks}`;
      return `FREQ=WEEKLY${interval};BYDAY=${weekdays.filter((day) => chosen.includes(day)).join(',')}`;
    }
    case 'monthly':
      return /^(-1|[1-9]|[12]\d|3[01])$/.test(monthDay) ? `FREQ=MONTHLY;BYMONTHDAY=${monthDay}` : null;
    case 'business_day':
      return 'FREQ=MONTHLY';
    case 'other':
      return rule.trim() === '' ? null : rule.trim();
  }
}
