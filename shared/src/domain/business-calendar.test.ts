import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addBusinessDays, businessDaysBetween, defaultCalendar, isWorkingDay } from './business-calendar.ts';

const at = (text: string) => Temporal.Instant.from(text);
const later = (text: string, n: number, zone = 'UTC', calendar = defaultCalendar) =>
  addBusinessDays(at(text), n, zone, calendar).toString();

describe('addBusinessDays', () => {
  it('keeps the local time and skips the weekend', () => {
    expect(later('2026-01-08T17:00:00Z', 3)).toBe('2026-01-13T17:00:00Z');
  });

  it('gives what falls due on a Saturday the deadline of the Friday before', () => {
    expect(later('2026-01-10T09:00:00Z', 3)).toBe('2026-01-14T09:00:00Z');
    expect(later('2026-01-09T09:00:00Z', 3)).toBe('2026-01-14T09:00:00Z');
  });

  it('skips holidays', () => {
    const calendar = { ...defaultCalendar, holidays: new Set(['2026-01-12']) };
    expect(later('2026-01-08T17:00:00Z', 3, 'UTC', calendar)).toBe('2026-01-14T17:00:00Z');
  });

  it('follows another working week', () => {
    const sundayToThursday = { workingDays: [7, 1, 2, 3, 4], holidays: new Set<string>() };
    expect(later('2026-01-08T08:00:00Z', 1, 'UTC', sundayToThursday)).toBe('2026-01-11T08:00:00Z');
  });

  it('counts days where the rep is', () => {
    // Friday evening in Los Angeles is Saturday in UTC already.
    expect(later('2026-01-10T02:00:00Z', 1, 'America/Los_Angeles')).toBe('2026-01-13T02:00:00Z');
  });

  it('keeps the local time over a change of the clocks', () => {
    expect(later('2026-03-27T16:00:00Z', 1, 'Europe/Berlin')).toBe('2026-03-30T15:00:00Z');
  });

  it('takes the first valid instant where clocks skip the local time', () => {
    const everyDay = { workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: new Set<string>() };
    expect(later('2026-03-28T01:30:00Z', 1, 'Europe/Berlin', everyDay)).toBe('2026-03-29T01:00:00Z');
  });

  it('takes the later instant where a local time comes twice', () => {
    const everyDay = { workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: new Set<string>() };
    expect(later('2026-10-24T00:30:00Z', 1, 'Europe/Berlin', everyDay)).toBe('2026-10-25T01:30:00Z');
  });

  it('refuses what is no number of days and a calendar without working days', () => {
    expect(() => later('2026-01-08T17:00:00Z', 0)).toThrow(RangeError);
    expect(() => later('2026-01-08T17:00:00Z', 1.5)).toThrow(RangeError);
    expect(() => later('2026-01-08T17:00:00Z', 1, 'UTC', { workingDays: [], holidays: new Set() })).toThrow(
      /no working days/,
    );
  });

  const instants = fc
    .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2032, 0, 1) })
    .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kolkata');

  it('lands on the n-th working day, whatever the instant and zone', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 30 }), zones, (instant, n, zone) => {
        const end = addBusinessDays(instant, n, zone, defaultCalendar);
        expect(isWorkingDay(end.toZonedDateTimeISO(zone).toPlainDate(), defaultCalendar)).toBe(true);
        expect(businessDaysBetween(instant, end, zone, defaultCalendar)).toBe(n);
        expect(businessDaysBetween(end, instant, zone, defaultCalendar)).toBe(-n);
      }),
    );
  });
});
