import { expect, it } from 'vitest';
import { noEvidence } from './evidence.ts';
import type { WeekOfOccasions } from './occasions.ts';
import { growthOf } from './growth.ts';

const signals = ['silence', 'moved_deadline', 'face_value'] as const;
type Name = (typeof signals)[number];
const reading = (signal: Name, k: number, n = 10): WeekOfOccasions & { signal: Name } => ({
  signal,
  k,
  n,
  norm: 0.35,
  byRep: [
    { repId: 'ana', k: k / 2, n: n / 2 },
    { repId: 'ben', k: k / 2, n: n / 2 },
  ],
});
const weeks = (readings: (week: number) => ReturnType<typeof reading>[]) =>
  Array.from({ length: 6 }, (_, week) => ({ week: `week ${week}`, readings: readings(week) }));

it('shares out all that a week added, and nothing more', () => {
  const grown = growthOf(
    noEvidence(signals.map((name) => ({ name }))),
    weeks((week) => [
      reading('silence', 5 + week / 2),
      reading('moved_deadline', 3),
      reading('face_value', 1),
    ]),
  );
  grown.forEach(({ logE, signals: shares }, week) => {
    const before = grown[week - 1]?.logE ?? 0;
    expect(shares.reduce((sum, share) => sum + share.logE, 0)).toBeCloseTo(logE - before, 9);
  });
});

it('gives most to the signal over its norm, and takes off for one under it', () => {
  const last = growthOf(
    noEvidence(signals.map((name) => ({ name }))),
    weeks(() => [reading('silence', 9), reading('moved_deadline', 1)]),
  ).at(-1);
  expect(last?.signals.map(({ signal, logE }) => [signal, logE > 0])).toEqual([
    ['silence', true],
    ['moved_deadline', false],
  ]);
});

it('treats signals alike that did alike, and says nothing of a week without occasions', () => {
  const grown = growthOf(
    noEvidence(signals.map((name) => ({ name }))),
    weeks((week) => (week === 2 ? [] : [reading('silence', 8), reading('moved_deadline', 8)])),
  );
  expect(grown[2]).toEqual({ week: 'week 2', logE: expect.closeTo(grown[1]?.logE ?? 0, 9), signals: [] });
  const [one, other] = grown.at(-1)?.signals ?? [];
  expect(one?.logE).toBeCloseTo(other?.logE ?? 0, 9);
});
