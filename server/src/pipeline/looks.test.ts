import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Coverage } from './coverage.ts';
import { type Look, lookAt, type Sheet, sheetKey } from './looks.ts';
import type { Policy } from './policy.ts';
import type { WeekReading } from './readings.ts';
import { addDays, mondays } from './weeks.ts';

const policy: Policy = {
  version: 1,
  inForceFrom: '2026-01-05',
  norms: defaultNorms,
  responseBusinessDays: 3,
  replyBusinessDays: 5,
};
const weeks = mondays('2026-01-05', '2026-12-28');
const always = new Map<string, string>(['mia', 'max'].map((manager) => [manager, '2025-01-06']));
const whole: Coverage = {
  since: new Map(
    (['items', 'follow_ups', 'reasons', 'exceptions', 'activities', 'credits'] as const).map((source) => [
      source,
      '2025-01-06',
    ]),
  ),
  teamSince: new Map(),
  managerSince: always,
  recordedWeeks: new Set(weeks),
  captured: () => ({ reps: 4, captured: 4, typed: false }),
};

const silence = (managerId: string, week: string, k: number, n = 10): WeekReading => ({
  managerId,
  signal: 'silence',
  week,
  k,
  n,
  reps: 4,
  norm: 0.35,
  policyVersion: 1,
  byRep: [1, 2, 3, 4].map((rep) => ({ repId: `rep ${rep}`, k: k / 4, n: n / 4 })),
});

/** Looks at each week in turn; `told` gives the k of ten lapses, by manager and number of the week. */
function look(
  told: (managerId: string, week: number) => number,
  more: Partial<Parameters<typeof lookAt>[1]> = {},
  through = 26,
) {
  const sheets = new Map<string, Sheet>();
  const looks: Look[] = weeks.slice(0, through).map((week, number) =>
    lookAt(sheets, {
      week,
      policy,
      coverage: whole,
      managers: ['mia', 'max'],
      departed: new Map(),
      dismissed: new Map(),
      readings: ['mia', 'max'].map((managerId) => silence(managerId, week, told(managerId, number))),
      inDetail: false,
      ...more,
    }),
  );
  return {
    sheets,
    raised: looks.flatMap(({ raised }) => raised),
    cleared: looks.flatMap(({ cleared }) => cleared),
    last: looks.at(-1)?.rows ?? [],
  };
}

describe('lookAt', () => {
  it('raises one flag, at a Monday, and keeps it raised', () => {
    const { raised, cleared, last } = look((managerId) => (managerId === 'mia' ? 8 : 2));
    expect(raised).toMatchObject([{ managerId: 'mia', pattern: 'friend', policyVersion: 1 }]);
    expect(cleared).toEqual([]);
    const [flag] = raised;
    expect(flag && new Date(flag.raisedOn).getUTCDay()).toBe(1);
    expect(flag?.evidence.fromWeek).toBe('2026-01-05');
    expect(flag?.evidence.sentence).toMatch(
      /^\d+ of \d+ lapses on this team got no answer .*; the norm is at most 35 %$/,
    );
    expect(
      last.find(({ managerId, pattern }) => managerId === 'mia' && pattern === 'friend')?.judgement,
    ).toBe('over');
    expect(
      last.find(({ managerId, pattern }) => managerId === 'max' && pattern === 'friend')?.judgement,
    ).toBe('within');
    expect(last.find(({ managerId, pattern }) => managerId === 'max' && pattern === 'super')?.judgement).toBe(
      'few_occasions',
    );
  });

  it('clears by evidence once eight weeks say so, begins anew, and may raise again', () => {
    const { raised, cleared } = look(
      (managerId, week) => (managerId === 'mia' && (week < 8 || week > 30) ? 9 : 1),
      {},
      50,
    );
    expect(raised.map(({ pattern }) => pattern)).toEqual(['friend', 'friend']);
    expect(cleared).toMatchObject([{ managerId: 'mia', pattern: 'friend', clearedBy: 'evidence' }]);
    const [first, second] = raised;
    const clearedOn = cleared[0]?.clearedOn ?? '';
    expect(clearedOn > addDays(first?.raisedOn ?? '', 28)).toBe(true);
    expect(second?.evidence.fromWeek).toBe(clearedOn);
  });

  it('raises nothing on fewer than twenty occasions', () => {
    const few = look(
      () => 0,
      {
        readings: [silence('mia', weeks[0] ?? '', 19, 19)],
      },
      1,
    );
    expect(few.raised).toEqual([]);
    expect(
      few.last.find(({ managerId, pattern }) => managerId === 'mia' && pattern === 'friend')?.judgement,
    ).toBe('few_occasions');
  });

  it('neither counts nor raises anything in weeks that cannot be judged', () => {
    const coverage: Coverage = {
      ...whole,
      since: new Map([...whole.since].filter(([source]) => source !== 'follow_ups')),
    };
    const { raised, last, sheets } = look(() => 10, { coverage });
    expect(raised).toEqual([]);
    expect(last.find(({ pattern }) => pattern === 'friend')).toMatchObject({
      judgement: 'cannot_judge',
      reasons: ['no follow-ups are recorded'],
      logE: expect.closeTo(0, 12),
    });
    expect(sheets.get(sheetKey('mia', 'friend'))?.since).toBeNull();
  });

  it('asks for more evidence the more managers are looked at', () => {
    const alone = look((managerId) => (managerId === 'mia' ? 6 : 2), { managers: ['mia'] });
    const crowd = Array.from({ length: 60 }, (_, at) => `peer ${at}`);
    const managerSince = new Map([...always, ...crowd.map((peer) => [peer, '2025-01-06'] as const)]);
    const among = look((managerId) => (managerId === 'mia' ? 6 : 2), {
      managers: ['mia', ...crowd],
      coverage: { ...whole, managerSince },
    });
    expect((among.raised[0]?.raisedOn ?? '') > (alone.raised[0]?.raisedOn ?? '9')).toBe(true);
  });

  it('takes up where it left off, from what was stored', () => {
    const told = (_: string, week: number) => 2 + (week % 4);
    const { sheets } = look(told, {}, 12);
    const stored: unknown = JSON.parse(JSON.stringify([...sheets]));
    expect(stored).toEqual([...sheets]);
  });

  describe('with a flag raised', () => {
    const sheets = new Map<string, Sheet>();
    const at = (week: string, more: Partial<Parameters<typeof lookAt>[1]> = {}) =>
      lookAt(sheets, {
        week,
        policy,
        coverage: whole,
        managers: ['mia'],
        departed: new Map(),
        dismissed: new Map(),
        readings: [silence('mia', week, 10)],
        inDetail: false,
        ...more,
      });
    let raisedOn = '';
    beforeEach(() => {
      sheets.clear();
      const raised = weeks.slice(0, 8).flatMap((week) => at(week).raised);
      expect(raised).toHaveLength(1);
      raisedOn = raised[0]?.raisedOn ?? '';
    });
    const ninth = weeks[8] ?? '';

    it.each(['left', 'no_team'] as const)('ends it when the manager has %s', (why) => {
      const departed = new Map([['mia', why]]);
      expect(at(ninth, { departed })).toMatchObject({
        rows: [],
        cleared: [{ clearedBy: why, clearedOn: weeks[9] }],
      });
    });

    it('clears the flag that was dismissed, and no other', () => {
      const dismissed = (day: string) => new Map([[sheetKey('mia', 'friend'), day]]);
      expect(at(ninth, { dismissed: dismissed('2025-12-29') }).cleared).toEqual([]);
      expect(at(weeks[9] ?? '', { dismissed: dismissed(raisedOn) }).cleared).toMatchObject([
        { clearedBy: 'review', clearedOn: weeks[10] },
      ]);
    });
  });

  it('says nothing about signals that are not the pattern’s', () => {
    const { last } = look(() => 3);
    const readable = (pattern: string): Signal[] =>
      last.find((row) => row.pattern === pattern)?.detail.readable ?? [];
    expect(readable('friend')).toContain('silence');
    expect(readable('super')).not.toContain('silence');
  });
});
