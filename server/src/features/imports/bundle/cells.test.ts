import { describe, expect, test } from 'vitest';
import { amount, day, email, instant, share, timeZone } from './cells.ts';

describe('a time', () => {
  test.each([
    '2026-01-05T09:30Z',
    '2026-01-05T09:30:00Z',
    '2026-01-05T09:30:00.123456Z',
    '2026-01-05T09:30:00+01:00',
    '2024-02-29T23:59:59-05:30',
    '2026-01-05T09:30:00+14:00',
  ])('%s is one', (cell) => {
    expect(instant.parse(cell)).toBe(cell);
  });

  test.each([
    '0206-01-05T09:30:00Z', // a slip of the finger
    '1969-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '2026-01-05T09:30:00', // no offset
    '2026-01-05',
    '2026-02-30T09:30:00Z', // off the calendar
    '2025-02-29T09:30:00Z',
    '2026-13-01T09:30:00Z',
    '2026-01-05T24:00:00Z',
    '2026-01-05T09:60:00Z',
    '2026-01-05T09:30:60Z',
    '2026-01-05 09:30:00Z',
    '2026-01-05T09:30:00.Z',
    '2026-01-05T09:30:00+15:00',
    '2026-01-05T09:30:00+0100',
    '2026-01-05T09:30:00Zx',
    '05.01.2026 09:30',
    '1767605400',
    '',
  ])('%s is none', (cell) => {
    expect(instant.parse(cell)).toBeUndefined();
  });
});

test('a day is on the calendar', () => {
  for (const cell of ['1970-01-01', '2024-02-29', '2099-12-31']) expect(day.parse(cell)).toBe(cell);
  for (const cell of [
    '2026-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-1-05',
    '2026-01-05T00:00:00Z',
    '0000-01-01',
    '1969-12-31',
    '2100-01-01',
  ]) {
    expect(day.parse(cell)).toBeUndefined();
  }
});

test('an address is kept in lower case', () => {
  expect(email.parse('Ana.Lima@Example.COM')).toBe('ana.lima@example.com');
  for (const cell of ['ana', 'ana@example', 'a b@example.com', 'ana@example.com\\'])
    expect(email.parse(cell)).toBeUndefined();
});

test('numbers are plain decimals', () => {
  for (const cell of ['0', '-12.5', '999999999999999.99']) expect(amount.parse(cell)).toBe(cell);
  for (const cell of ['1,000', '1e3', 'NaN', '.5', '1.', '1000000000000000'])
    expect(amount.parse(cell)).toBeUndefined();
  for (const cell of ['0', '0.5', '1', '1.000']) expect(share.parse(cell)).toBe(cell);
  for (const cell of ['1.1', '-0.5', '50%', '2']) expect(share.parse(cell)).toBeUndefined();
});

test('a zone has a name', () => {
  expect(timeZone.parse('Europe/Vienna')).toBe('Europe/Vienna');
  for (const cell of ['+01:00', 'Mars/Olympus', 'Vienna']) expect(timeZone.parse(cell)).toBeUndefined();
});
