import type { Schedule } from '@plumbline/shared/contracts/paperwork.ts';
import { type BusinessCalendar, defaultCalendar } from '@plumbline/shared/domain/business-calendar.ts';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { occurrencesOf, occurrencesOfVersions } from './occurrences.ts';
import { RuleError, readRule } from './rule.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const weekly: Schedule = {
  rule: 'FREQ=WEEKLY;BYDAY=FR',
  startsOn: '2026-01-01',
  endsBefore: null,
  businessDay: null,
  onDayOff: 'before',
  dueTime: '17:00',
  graceHours: 0,
  owedBy: { kind: 'reps', ids: [] },
  isPaused: false,
};
const dueDays = (
  schedule: Partial<Schedule>,
  range: [from: string, until: string],
  calendar: BusinessCalendar = defaultCalendar,
) =>
  occurrencesOf({ ...weekly, ...schedule }, calendar, day(range[0]), day(range[1])).map(({ dueDay }) =>
    dueDay.toString(),
  );
const holidays = (...days: string[]): BusinessCalendar => ({ ...defaultCalendar, holidays: new Set(days) });

describe('a rule', () => {
  it.each([
    ['FREQ=DAILY;BYDAY=MO,WE', ['2026-02-02', '2026-02-04', '2026-02-09']],
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', ['2026-02-13']],
    ['freq=monthly;bymonthday=-1', []],
    ['FREQ=MONTHLY;BYDAY=2TU', ['2026-02-10']],
  ])('%s names days', (rule, days) => {
    const found = readRule(rule, day('2026-01-01')).between(day('2026-02-01'), day('2026-02-14'));
    expect(found.slice(0, 3).map(String)).toEqual(days);
  });

  it('does not make up days that there are not', () => {
    const leap = readRule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', day('2026-01-01'));
    expect(leap.between(day('2026-01-01'), day('2033-01-01')).map(String)).toEqual([
      '2028-02-29',
      '2032-02-29',
    ]);
    expect(leap.between(day('2028-02-29'), day('2028-02-29'))).toEqual([]);
    const never = readRule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', day('2026-01-01'));
    expect(never.between(day('2026-01-01'), day('2076-01-01'))).toEqual([]);
  });

  it.each([
    'FREQ=HOURLY',
    'FREQ=WEEKLY;COUNT=3',
    'FREQ=WEEKLY;UNTIL=20270101',
    'FREQ=DAILY;BYHOUR=9',
    'FREQ=MONTHLY;BYMONTHDAY=45',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=WEEKLY;FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=WEEKLY;INTERVAL=0',
    'FREQ=WEEKLY;WHEN=NOW',
    'BYDAY=FR',
    'every Friday',
  ])('is refused: %s', (rule) => {
    expect(() => readRule(rule, day('2026-01-01'))).toThrow(RuleError);
  });
});

describe('occurrences', () => {
  it('are due the working day before, after, or on the day itself', () => {
    const closed = holidays('2026-02-13', '2026-02-12');
    const range: [string, string] = ['2026-02-09', '2026-02-16'];
    expect(dueDays({ onDayOff: 'before' }, range, closed)).toEqual(['2026-02-11']);
    expect(dueDays({ onDayOff: 'after' }, range, closed)).toEqual(['2026-02-16']);
    expect(dueDays({ onDayOff: 'keep' }, range, closed)).toEqual(['2026-02-13']);
  });

  it('are on the n-th working day of the month, or the n-th from its end', () => {
    const second = { rule: 'FREQ=MONTHLY', businessDay: 2 };
    const range: [string, string] = ['2026-01-01', '2026-04-01'];
    expect(dueDays(second, range, holidays('2026-01-01'))).toEqual([
      '2026-01-05',
      '2026-02-03',
      '2026-03-03',
    ]);
    expect(dueDays({ ...second, businessDay: -1 }, range)).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-31',
    ]);
    expect(dueDays({ ...second, rule: 'FREQ=MONTHLY;INTERVAL=3' }, range)).toEqual(['2026-01-02']);
    expect(dueDays({ ...second, startsOn: '2026-01-15' }, range)).toEqual(['2026-02-03', '2026-03-03']);
    expect(() => dueDays({ ...second, rule: 'FREQ=WEEKLY;BYDAY=FR' }, range)).toThrow(RuleError);
  });

  it('begin, end and pause', () => {
    const range: [string, string] = ['2026-01-01', '2026-03-01'];
    expect(dueDays({ startsOn: '2026-02-07', endsBefore: '2026-02-20' }, range)).toEqual(['2026-02-13']);
    expect(dueDays({ isPaused: true }, range)).toEqual([]);
  });

  it('keep their key whatever becomes of the calendar', () => {
    const of = (schedule: Partial<Schedule>, calendar: BusinessCalendar) =>
      occurrencesOf({ ...weekly, ...schedule }, calendar, day('2026-02-01'), day('2026-02-14')).map(
        ({ key }) => key,
      );
    const monthly = { rule: 'FREQ=MONTHLY', businessDay: 2 };
    for (const calendar of [defaultCalendar, holidays('2026-02-03', '2026-02-06', '2026-02-13')]) {
      expect(of({}, calendar)).toEqual(['2026-02-06', '2026-02-13']);
      expect(of(monthly, calendar)).toEqual(['2026-02']);
    }
  });
});

describe('versions', () => {
  /** A version is a weekday of a weekly schedule, in force from a day. */
  const version = fc.record({
    weekday: fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'),
    from: fc.integer({ min: 0, max: 60 }),
    isPaused: fc.boolean(),
  });
  const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

  it('apply from their day on, the latest first: as a walk from day to day has it', () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 1, maxLength: 5 }), (made) => {
        const start = day('2026-01-01');
        const versions = made.map(({ weekday, from, isPaused }, index) => ({
          ...weekly,
          onDayOff: 'keep' as const,
          rule: `FREQ=WEEKLY;BYDAY=${weekday}`,
          isPaused,
          version: index + 1,
          inForceFrom: start.add({ days: from }).toString(),
        }));
        const walked: string[] = [];
        for (let offset = 0; offset < 80; offset++) {
          const today = start.add({ days: offset });
          const inForce = versions.findLast(({ inForceFrom }) => inForceFrom <= today.toString());
          const isDay = inForce?.rule === `FREQ=WEEKLY;BYDAY=${weekdays[today.dayOfWeek - 1]}`;
          if (isDay && inForce?.isPaused === false) walked.push(today.toString());
        }
        const found = occurrencesOfVersions(versions, defaultCalendar, start, start.add({ days: 80 }));
        expect(found.map(({ key }) => key)).toEqual(walked);
      }),
    );
  });
});
