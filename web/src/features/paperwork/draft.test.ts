import type { Schedule } from '@plumbline/shared/contracts/paperwork.ts';
import { describe, expect, it } from 'vitest';
import { draftOf, newDraft, scheduleOf } from './draft.ts';
import { whenOf } from './words.ts';

const schedule = (of: Partial<Schedule>): Schedule => ({
  rule: 'FREQ=WEEKLY;BYDAY=FR',
  startsOn: '2026-02-12',
  endsBefore: null,
  businessDay: null,
  onDayOff: 'before',
  dueTime: '17:00',
  graceHours: 0,
  owedBy: { kind: 'reps', ids: [] },
  isPaused: false,
  ...of,
});

describe('a schedule being typed', () => {
  it.each([
    ['Every Friday at 17:00', schedule({})],
    ['Monday and Thursday, every 2 weeks at 17:00', schedule({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH' })],
    ['Last day of the month at 09:30', schedule({ rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', dueTime: '09:30' })],
    ['31st of the month at 17:00', schedule({ rule: 'FREQ=MONTHLY;BYMONTHDAY=31' })],
    ['2nd working day of the month at 17:00', schedule({ rule: 'FREQ=MONTHLY', businessDay: 2 })],
    ['Last working day of the month at 17:00', schedule({ rule: 'FREQ=MONTHLY', businessDay: -1 })],
    [
      '2nd working day, FREQ=MONTHLY;INTERVAL=3 at 17:00',
      schedule({ rule: 'FREQ=MONTHLY;INTERVAL=3', businessDay: 2 }),
    ],
    [
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29 at 17:00',
      schedule({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' }),
    ],
  ])('is what it was, and is said as “%s”', (words, stored) => {
    expect(scheduleOf(draftOf(stored))).toEqual(stored);
    expect(whenOf(stored)).toBe(words);
  });

  it('is none while something is missing', () => {
    const draft = newDraft('2026-02-12');
    expect(scheduleOf(draft)).toEqual(schedule({}));
    for (const missing of [
      { weekdays: [] },
      { everyWeeks: '0' },
      { startsOn: '' },
      { dueTime: '' },
      { graceHours: 'some' },
      { frequency: 'monthly' as const, monthDay: '32' },
      { frequency: 'business_day' as const },
      { frequency: 'other' as const, rule: ' ' },
      { owedBy: { kind: 'team' as const, ids: [] } },
    ])
      expect(scheduleOf({ ...draft, ...missing })).toBeNull();
  });
});
