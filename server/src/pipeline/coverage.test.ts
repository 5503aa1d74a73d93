import { describe, expect, it } from 'vitest';
import { type Coverage, remarkOn, whyUnreadable } from './coverage.ts';
import { faceValue } from './trials/face-value.ts';
import { silence } from './trials/silence.ts';
import { takeover } from './trials/takeover.ts';

/** Everything on record for a year, all of a team of four captured. */
const whole: Coverage = {
  since: new Map(
    (['items', 'follow_ups', 'reasons', 'exceptions', 'activities', 'credits'] as const).map((source) => [
      source,
      '2025-01-06',
    ]),
  ),
  teamSince: new Map([
    ['items', new Map([['mia', '2025-01-06']])],
    ['follow_ups', new Map([['mia', '2025-01-06']])],
  ]),
  managerSince: new Map([['mia', '2025-01-06']]),
  recordedWeeks: new Set(['2026-01-05']),
  captured: () => ({ reps: 4, captured: 4, typed: false }),
};
const why = (coverage: Partial<Coverage>, signal = silence) =>
  whyUnreadable(signal, 'mia', '2026-01-05', { ...whole, ...coverage });

describe('whyUnreadable', () => {
  it('has nothing against a whole record', () => {
    for (const signal of [silence, faceValue, takeover]) expect(why({}, signal)).toEqual([]);
  });

  it('does not read a missing source as anything, for the organisation or the team', () => {
    const without = new Map(whole.since);
    without.delete('follow_ups');
    expect(why({ since: without })).toEqual(['no follow-ups are recorded']);
    expect(why({ teamSince: new Map(whole.teamSince).set('follow_ups', new Map()) })).toEqual([
      'no follow-ups are recorded for this team',
    ]);
  });

  it('asks only for the sources that a signal needs', () => {
    const since = new Map(whole.since);
    since.delete('reasons');
    expect(why({ since }, faceValue)).toEqual(['no reasons for lateness are recorded']);
    expect(why({ since }, silence)).toEqual([]);
  });

  it('waits until a source is a week old, for answers to what came before it could not be recorded', () => {
    expect(why({ since: new Map(whole.since).set('items', '2025-12-28') })).toEqual([]);
    expect(
      why({ teamSince: new Map(whole.teamSince).set('items', new Map([['mia', '2025-12-29']])) }),
    ).toEqual(['paperwork or directives have been recorded since 2025-12-29 only']);
    expect(why({ since: new Map(whole.since).set('reasons', '2026-01-12') }, faceValue)).toEqual([
      'no reasons for lateness are recorded',
    ]);
  });

  it('lets no first follow-up decide whether its own week counts', () => {
    const begun = (inTeam: string) =>
      why({
        since: new Map(whole.since).set('follow_ups', '2025-12-22'),
        teamSince: new Map(whole.teamSince).set('follow_ups', new Map([['mia', inTeam]])),
      });
    expect(begun('2026-01-04')).toEqual([]);
    expect(begun('2026-01-05')).toEqual(['follow-ups have been recorded since 2026-01-05 only']);
    expect(begun('2026-01-12')).toEqual(['no follow-ups are recorded for this team']);
  });

  it('leaves a manager’s first four weeks alone', () => {
    expect(why({ managerSince: new Map([['mia', '2025-12-09']]) })).toEqual(['the manager’s first 4 weeks']);
    expect(why({ managerSince: new Map([['mia', '2025-12-08']]) })).toEqual([]);
    expect(why({ managerSince: new Map() })).toEqual(['the manager’s first 4 weeks']);
  });

  it('says when half the reps have no activities', () => {
    expect(why({ captured: () => ({ reps: 4, captured: 2, typed: false }) }, takeover)).toEqual([]);
    expect(why({ captured: () => ({ reps: 5, captured: 2, typed: false }) }, takeover)).toEqual([
      'activities are recorded for 2 of 5 reps only',
    ]);
    expect(why({ captured: () => ({ reps: 5, captured: 2, typed: false }) }, silence)).toEqual([]);
  });

  it('does not judge a week in which nothing was recorded', () => {
    expect(why({ recordedWeeks: new Set() })).toEqual(['nothing was recorded in this week']);
  });
});

describe('remarkOn', () => {
  it('says when all activity was typed in by people', () => {
    const typed: Coverage = { ...whole, captured: () => ({ reps: 4, captured: 4, typed: true }) };
    expect(remarkOn(takeover, 'mia', '2026-01-05', typed)).toBe(
      'read from activities that people typed in alone',
    );
    expect(remarkOn(silence, 'mia', '2026-01-05', typed)).toBeNull();
    expect(remarkOn(takeover, 'mia', '2026-01-05', whole)).toBeNull();
  });
});
