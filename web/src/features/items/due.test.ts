import type { Item } from '@plumbline/shared/contracts/items.ts';
import { describe, expect, it } from 'vitest';
import { byWeek, dueWords, nearnessOf } from './due.ts';

/** Tuesday. */
const reader = { now: new Date('2026-11-24T10:00:00Z'), timeZone: 'Europe/London' };

const ana = { id: '0199c3a0-5b1e-7c44-9d2e-000000000001', name: 'Ana Ruiz' };
const item = (over: Partial<Item>): Item => ({
  id: ana.id,
  kind: 'paperwork',
  type: null,
  title: 'Call report, week 47',
  rep: ana,
  dueAt: '2026-11-27T17:00:00Z',
  currentDueAt: '2026-11-27T17:00:00Z',
  state: 'open',
  doneAt: null,
  handedInAt: null,
  returned: null,
  acceptedAt: null,
  acknowledgedAt: null,
  businessDaysLate: null,
  lastReason: null,
  extensionRequest: null,
  extendableUntil: null,
  lastFollowUp: null,
  version: 1,
  can: {
    submit: true,
    acknowledge: false,
    withdraw: false,
    accept: false,
    return: false,
    waive: false,
    grantExtension: false,
    giveReason: true,
    requestExtension: true,
    decideExtension: false,
    escalate: false,
    ask: false,
    logFollowUp: false,
  },
  ...over,
});

describe('items by their due time', () => {
  it('are due soon today and tomorrow, and late only when the server says so', () => {
    expect(nearnessOf(item({ currentDueAt: '2026-11-24T17:00:00Z' }), reader)).toBe('soon');
    expect(nearnessOf(item({ currentDueAt: '2026-11-25T23:00:00Z' }), reader)).toBe('soon');
    expect(nearnessOf(item({ currentDueAt: '2026-11-26T00:30:00Z' }), reader)).toBe('later');
    expect(nearnessOf(item({ state: 'late', currentDueAt: '2026-11-23T17:00:00Z' }), reader)).toBe('late');
  });

  it('belong to this week until Sunday night in the reader’s zone', () => {
    const sunday = item({ currentDueAt: '2026-11-29T23:30:00Z' });
    expect(byWeek([sunday], reader).thisWeek).toEqual([sunday]);
    expect(byWeek([sunday], { ...reader, timeZone: 'Asia/Tokyo' }).later).toEqual([sunday]);
  });

  it('say how late they are, open or done', () => {
    const late = { state: 'late', currentDueAt: '2026-11-19T17:00:00Z', businessDaysLate: 3 } as const;
    expect(dueWords(item(late), reader)).toBe('Thu 17:00 · 3 business days late');
    expect(dueWords(item({ state: 'done', doneAt: '2026-11-23T09:12:00Z' }), reader)).toBe(
      'done yesterday 09:12 · on time',
    );
    expect(
      dueWords(item({ state: 'done', doneAt: '2026-11-23T09:12:00Z', businessDaysLate: 1 }), reader, 'short'),
    ).toBe('done yesterday 09:12 · 1 bd late');
  });
});
