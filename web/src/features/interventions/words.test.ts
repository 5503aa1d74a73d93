import type { JointCall } from '@plumbline/shared/contracts/joint-calls.ts';
import { describe, expect, it } from 'vitest';
import { declaredAgainstObserved, jointCallCount, jointCallWords } from './words.ts';

const reader = { now: new Date('2026-11-25T12:00:00Z'), timeZone: 'UTC' };
const mia = { id: 'mia', name: 'Mia Ellis' };
const ben = { id: 'ben', name: 'Ben Osei' };
const call: JointCall = {
  id: 'a',
  manager: mia,
  rep: ben,
  account: { id: 'h', name: 'Harbour' },
  deal: { id: 'r', name: 'Renewal' },
  heldAt: '2026-11-17T10:00:00Z',
  recordedAt: '2026-11-24T12:00:00Z',
  ledBy: 'rep',
  coached: 'To wait.',
  answer: null,
  onRecord: false,
  backdated: true,
  can: { confirm: false, dispute: false },
};

describe('a joint call', () => {
  it('is told to each of the two as with the other, and to anybody else as with both', () => {
    expect(jointCallWords(call, 'mia', reader)).toEqual({
      who: 'with Ben Osei',
      lead: 'Ben Osei led the call',
      remarks: ['not confirmed yet', 'no activity of that day shows both', 'logged 7 days later'],
    });
    expect(jointCallWords(call, 'ben', reader)).toMatchObject({
      who: 'with Mia Ellis',
      lead: 'You led the call',
    });
    expect(jointCallWords(call, 'max', reader).who).toBe('with Mia Ellis and Ben Osei');
  });

  it('says what the rep and the record say to it', () => {
    const answer = { answer: 'confirmed', note: null, at: '2026-11-25T09:00:00Z' } as const;
    const told = { ...call, ledBy: 'manager', answer, onRecord: true, backdated: false } as const;
    expect(jointCallWords(told, 'mia', reader)).toEqual({
      who: 'with Ben Osei',
      lead: 'You led the call',
      remarks: ['confirmed today 09:00', 'the activities show both that day'],
    });
  });
});

describe('counts', () => {
  it('name what was logged, confirmed and disputed, where there is any', () => {
    expect(jointCallCount({ logged: 0, confirmed: 0, disputed: 0 })).toBe('');
    expect(jointCallCount({ logged: 1, confirmed: 0, disputed: 0 })).toBe('1 joint call logged');
    expect(jointCallCount({ logged: 4, confirmed: 2, disputed: 1 })).toBe(
      '4 joint calls logged, 2 confirmed, 1 disputed',
    );
  });

  it('set what was declared against what the record shows', () => {
    expect(declaredAgainstObserved(0, 3)).toBe('None declared, the record shows 3');
    expect(declaredAgainstObserved(3, 17)).toBe('3 declared, the record shows 17');
  });
});
