import { describe, expect, it } from 'vitest';
import { quickTimes } from './quick-times.ts';

const labels = (now: string, after?: string) =>
  quickTimes({ now: new Date(now), timeZone: 'Europe/London' }, after ? new Date(after) : undefined).map(
    ({ label }) => label,
  );

describe('quick times', () => {
  it('offer the ends of the days people promise', () => {
    expect(labels('2026-11-24T10:00:00Z')).toEqual([
      'today 17:00',
      'tomorrow 17:00',
      'Fri 17:00',
      'Mon 17:00',
    ]);
  });

  it('leave today out when it is nearly over', () => {
    expect(labels('2026-11-24T16:30:00Z')).toEqual(['tomorrow 17:00', 'Fri 17:00', 'Mon 17:00']);
  });

  it('offer no weekend', () => {
    expect(labels('2026-11-27T10:00:00Z')).toEqual(['today 17:00', 'Mon 17:00']);
    expect(labels('2026-11-28T10:00:00Z')).toEqual(['Mon 17:00']);
  });

  it('for more time, come after the due time', () => {
    expect(labels('2026-11-24T10:00:00Z', '2026-11-26T17:00:00Z')).toEqual(['Fri 17:00', 'Mon 17:00']);
  });
});
