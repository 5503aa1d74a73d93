import { describe, expect, it } from 'vitest';
import { wilson } from './since-then.ts';

describe('wilson', () => {
  it('is the interval of the published formula, on figures worked out by hand', () => {
    // Brown, Cai, DasGupta (2001), 3.1.1: (X + z²/2)/(n + z²) ± z √n/(n + z²) · √(p(1 − p) + z²/4n), with z = 1.96.
    // 8 of 10: (8 + 1.9208)/13.8416 = 0.71674, and 1.96 · 3.16228/13.8416 · √(0.16 + 0.09604) = 0.22658.
    const { low, high } = wilson({ k: 8, n: 10 });
    expect(low).toBeCloseTo(0.71674 - 0.22658, 4);
    expect(high).toBeCloseTo(0.71674 + 0.22658, 4);
    // None of 10: 0 to z²/(n + z²).
    expect(wilson({ k: 0, n: 10 }).low).toBeCloseTo(0, 12);
    expect(wilson({ k: 0, n: 10 }).high).toBeCloseTo(3.8416 / 13.8416, 4);
  });
});
