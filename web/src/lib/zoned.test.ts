import { describe, expect, it } from 'vitest';
import { instantOf, plusDays, wallAt, weekdayOf } from './zoned.ts';

const london = 'Europe/London';
const at = (year: number, month: number, day: number, hour = 0, minute = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
});

describe('wall clocks', () => {
  it('read an instant in the zone of whoever looks', () => {
    const instant = new Date('2026-11-24T23:30:00Z');
    expect(wallAt(instant, 'Asia/Tokyo')).toEqual(at(2026, 11, 25, 8, 30));
    expect(wallAt(instant, 'America/New_York')).toEqual(at(2026, 11, 24, 18, 30));
  });

  it.each(['Europe/London', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'])(
    'lead back to the instant, whatever the offset of %s',
    (zone) => {
      for (const iso of ['2026-01-15T12:00:00Z', '2026-07-15T03:45:00Z', '2026-12-31T23:59:00Z']) {
        expect(instantOf(wallAt(new Date(iso), zone), zone).toISOString()).toBe(new Date(iso).toISOString());
      }
    },
  );

  it('take the first of two equal readings when the clocks go back', () => {
    expect(instantOf(at(2026, 10, 25, 1, 30), london).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('go on after the gap when the clocks go forward', () => {
    expect(instantOf(at(2026, 3, 29, 1, 30), london).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('count days over the ends of months and years', () => {
    expect(plusDays(at(2026, 12, 31, 17), 1)).toEqual(at(2027, 1, 1, 17));
    expect(weekdayOf(at(2026, 11, 24))).toBe(2);
    expect(weekdayOf(at(2026, 11, 29))).toBe(7);
  });
});
