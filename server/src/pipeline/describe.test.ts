import { expect, it } from 'vitest';
import { describeSignal as describeAmong, peersOf, type Total } from './describe.ts';
import type { Count } from './shrinkage.ts';

const others = [10, 7, 15, 7, 7, 6].map((k) => ({ k, n: 70 }));

const describeSignal = (total: Total, among: readonly Count[], unreadable: readonly string[]) =>
  describeAmong(total, peersOf([...among, total]), unreadable);

it('gives an interval that holds the rate of a manager who stands alone among alike peers', () => {
  const reading = describeSignal({ signal: 'silence', k: 66, n: 70, reps: 5, norm: 0.35 }, others, []);
  expect(reading.low).toBeGreaterThan(0.85);
  expect(reading.high).toBeGreaterThan(66 / 70);
  expect(reading.judgement).toBe('over');
});

it('draws one like the others towards them', () => {
  const reading = describeSignal({ signal: 'silence', k: 14, n: 70, reps: 5, norm: 0.35 }, others, []);
  expect(reading.high).toBeLessThan(0.25);
  expect(reading.judgement).toBe('within');
});

it('holds the rate of a manager of few occasions whose peers hardly differ', () => {
  const alike = [105, 103, 104, 106, 105, 104].map((k) => ({ k, n: 210 }));
  const reading = describeSignal(
    { signal: 'selective_leniency', k: 16, n: 26, reps: 2, norm: 0.625 },
    alike,
    [],
  );
  expect(reading.high).toBeGreaterThan(16 / 26);
  expect(reading.low).toBeLessThan(0.5);
});

it('says the shrunken rate, the others’ range without one’s own, and the place in the funnel', () => {
  const reading = describeSignal({ signal: 'silence', k: 66, n: 70, reps: 5, norm: 0.35 }, others, []);
  expect(reading.shrunken).toBeGreaterThan(reading.low ?? 1);
  expect(reading.shrunken).toBeLessThan(66 / 70);
  expect(reading.peers).toEqual({ low: 7 / 70, high: 15 / 70 });
  expect(reading.funnel?.centre).toBeCloseTo(118 / 490);
  expect(reading.funnel?.z).toBeGreaterThan(1.5);
});

it('leaves the others out where there are fewer than five', () => {
  const four = describeSignal({ signal: 'silence', k: 20, n: 70, reps: 5, norm: 0.35 }, others.slice(2), []);
  expect(four).toMatchObject({ peers: null, funnel: null });
  expect(describeSignal({ signal: 'silence', k: 0, n: 0, reps: 0, norm: 0.35 }, others, [])).toMatchObject({
    shrunken: null,
    funnel: null,
    peers: { low: 7 / 70, high: 15 / 70 },
  });
});
