import { describe, expect, it } from 'vitest';
import { count, formatBackdating, formatDate, formatLateness, formatTime, ordinal } from './formats.ts';

/** Tuesday. */
const reader = { now: new Date('2026-11-24T10:00:00Z'), timeZone: 'Europe/London' };

describe('times', () => {
  it.each([
    ['2026-11-24T17:00:00Z', 'today 17:00'],
    ['2026-11-25T09:00:00Z', 'tomorrow 09:00'],
    ['2026-11-23T17:00:00Z', 'yesterday 17:00'],
    ['2026-11-27T17:00:00Z', 'Fri 17:00'],
    ['2026-11-19T17:00:00Z', 'Thu 17:00'],
    ['2026-12-14T17:00:00Z', 'Mon 14 Dec 17:00'],
    ['2025-11-24T17:00:00Z', 'Mon 24 Nov 2025 17:00'],
  ])('%s is said as "%s"', (instant, words) => {
    expect(formatTime(instant, reader)).toBe(words);
  });

  it('belong to the day of the reader’s zone, not of the browser’s', () => {
    expect(formatTime('2026-11-24T23:30:00Z', { ...reader, timeZone: 'Asia/Tokyo' })).toBe('tomorrow 08:30');
  });

  it('of a bare day have no zone', () => {
    expect(formatDate('2026-11-02', { ...reader, timeZone: 'America/Los_Angeles' })).toBe('2 Nov');
    expect(formatDate('2025-11-02', reader)).toBe('2 Nov 2025');
  });
});

describe('words', () => {
  it('say lateness in business days', () => {
    expect(formatLateness(1)).toBe('1 business day late');
    expect(formatLateness(3)).toBe('3 business days late');
    expect(formatLateness(0, 'short')).toBe('0 bd late');
  });

  it('count as one counts aloud', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
      '101st',
      '111th',
    ]);
    expect(count(1, 'person', 'people')).toBe('1 person');
    expect(count(0, 'item')).toBe('0 items');
  });

  it('say how much later an entry was logged', () => {
    expect(formatBackdating('2026-11-01T10:00:00Z', '2026-11-08T12:00:00Z')).toBe('logged 7 days later');
  });
});
