import { describe, expect, it } from 'vitest';
import { CalendarFileError, readHolidays } from './ics.ts';

const range = { from: '2026-11-25', until: '2028-11-25' };
const file = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', ...events, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'].join('\r\n');
const daysOf = (text: string) => readHolidays(text, range).holidays.map(({ day }) => day);

describe('a calendar file', () => {
  it('gives the days of its all-day events, the last day of an event not counted', () => {
    const found = readHolidays(
      file(
        event('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227', 'SUMMARY:Christmas'),
        event('DTSTART;VALUE=DATE:20270101', 'SUMMARY:New Year’s\\, Day'),
      ),
      range,
    );
    expect(found).toEqual({
      holidays: [
        { day: '2026-12-25', name: 'Christmas' },
        { day: '2026-12-26', name: 'Christmas' },
        { day: '2027-01-01', name: 'New Year’s, Day' },
      ],
      timedEvents: 0,
      unreadable: 0,
    });
  });

  it('is followed for the range alone, without the occurrences that it leaves out', () => {
    expect(
      daysOf(
        file(
          event(
            'DTSTART;VALUE=DATE:20151225',
            'RRULE:FREQ=YEARLY',
            'EXDATE;VALUE=DATE:20271225',
            'SUMMARY:Christmas Day',
          ),
          event(
            'DTSTART;VALUE=DATE:20000229',
            'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
            'SUMMARY:Leap day',
          ),
        ),
      ),
    ).toEqual(['2026-12-25', '2028-02-29']);
  });

  it('leaves meetings and cancelled events out', () => {
    const found = readHolidays(
      file(
        event('DTSTART:20261225T100000Z', 'DTEND:20261225T110000Z', 'SUMMARY:A meeting'),
        event('DTSTART;VALUE=DATE:20261226', 'STATUS:CANCELLED', 'SUMMARY:Called off'),
      ),
      range,
    );
    expect(found).toEqual({ holidays: [], timedEvents: 1, unreadable: 0 });
  });

  it('counts what cannot be read, and reads the rest', () => {
    const found = readHolidays(
      file(event('SUMMARY:When?'), event('DTSTART;VALUE=DATE:20261225', 'SUMMARY:Christmas')),
      range,
    );
    expect(found).toMatchObject({ unreadable: 1, holidays: [{ day: '2026-12-25' }] });
  });

  it.each([
    ['no calendar', 'day,name\n2026-12-25,Christmas'],
    ['a rule that is none', file(event('DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=NEVER'))],
    ['another component', 'BEGIN:VEVENT\r\nEND:VEVENT'],
    [
      'a rule without an end that begins long ago',
      file(event('DTSTART;VALUE=DATE:18000101', 'RRULE:FREQ=DAILY')),
    ],
  ])('is refused: %s', (_, text) => {
    expect(() => readHolidays(text, range)).toThrow(CalendarFileError);
  });

  it.each(['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=DAILY;INTERVAL=0', 'FREQ=SECONDLY'])(
    'ends with the rule %s too, within the range',
    (rule) => {
      const days = daysOf(file(event('DTSTART;VALUE=DATE:20261225', `RRULE:${rule}`)));
      expect(days.filter((day) => day < range.from || day >= range.until)).toEqual([]);
    },
  );
});
