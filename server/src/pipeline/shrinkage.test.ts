import { describe, expect, it } from 'vitest';
import { CaseMix } from './case-mix.ts';
import { interval, jeffreys, priorFrom, shrunkenRate } from './shrinkage.ts';

describe('shrinkage', () => {
  it('draws a rate towards the peers’, the more so the fewer occasions there are', () => {
    const prior = priorFrom([
      { k: 20, n: 100 },
      { k: 30, n: 100 },
      { k: 25, n: 100 },
      { k: 40, n: 100 },
      { k: 10, n: 100 },
    ]);
    const few = shrunkenRate({ k: 4, n: 5 }, prior);
    const many = shrunkenRate({ k: 400, n: 500 }, prior);
    expect(few).toBeGreaterThan(0.25);
    expect(few).toBeLessThan(0.5);
    expect(many).toBeGreaterThan(0.75);
  });

  it('reads the spread as Kleinman (1973) does, on figures worked out by hand', () => {
    // p = 25/50 = 0.5. S = 10 · 0.4² + 20 · 0² + 20 · 0.2² = 2.4. N − Σn²/N = 50 − 900/50 = 32, and m − 1 = 2.
    // γ = (2.4 − 0.25 · 2) / (0.25 · (32 − 2)) = 1.9/7.5 = 19/75, so a + b = 75/19 − 1 = 56/19, half of it each.
    const { a, b } = priorFrom([
      { k: 1, n: 10 },
      { k: 10, n: 20 },
      { k: 14, n: 20 },
    ]);
    expect(a).toBeCloseTo(28 / 19, 12);
    expect(b).toBeCloseTo(28 / 19, 12);
    // The first one's rate of 0.1, drawn to 0.5: (28/19 + 1) / (56/19 + 10) = 47/246.
    expect(shrunkenRate({ k: 1, n: 10 }, { a, b })).toBeCloseTo(47 / 246, 12);
  });

  it('takes rates that spread no more than chance for one rate', () => {
    const { a, b } = priorFrom([
      { k: 25, n: 100 },
      { k: 25, n: 100 },
      { k: 26, n: 100 },
    ]);
    expect(a + b).toBe(200);
  });

  it('has nothing to say of the others where all do alike, or had one occasion each', () => {
    const zero = { k: 0, n: 10 };
    expect(priorFrom([zero, zero])).toBe(jeffreys);
    expect(priorFrom([])).toBe(jeffreys);
    expect(
      priorFrom([
        { k: 1, n: 1 },
        { k: 0, n: 1 },
      ]),
    ).toBe(jeffreys);
  });

  it('gives the central 95 % of the Beta distribution', () => {
    // Beta(1, 1) and three of three give Beta(4, 1), whose distribution function is x⁴.
    const certain = interval({ k: 3, n: 3 }, { a: 1, b: 1 });
    expect(certain.low).toBeCloseTo(0.025 ** (1 / 4), 10);
    expect(certain.high).toBeCloseTo(0.975 ** (1 / 4), 10);
    // Before any occasion Jeffreys' prior is the arcsine law: quantiles sin²(πq/2).
    const nothing = interval({ k: 0, n: 0 }, jeffreys);
    expect(nothing.low).toBeCloseTo(Math.sin(0.0125 * Math.PI) ** 2, 10);
    expect(nothing.high).toBeCloseTo(Math.sin(0.4875 * Math.PI) ** 2, 10);
    // Beta(8.5, 2.5): Jeffreys' interval for 8 of 10 (Brown, Cai, DasGupta 2001, 3.1.3).
    const { low, high } = interval({ k: 8, n: 10 }, jeffreys);
    expect(low).toBeCloseTo(0.4972, 3);
    expect(high).toBeCloseTo(0.956, 3);
  });
});

describe('case mix', () => {
  const mixed = (others: number) => {
    const mix = new CaseMix();
    for (let m = 0; m < others; m++) {
      mix.add(`peer ${m}`, 'big', { k: 80, n: 200 });
      mix.add(`peer ${m}`, 'small', { k: 0, n: 200 });
    }
    return mix;
  };

  it('raises the norm where the others lead more, twice at most, and lowers it to a half at least', () => {
    expect(mixed(5).norm(0.12, 'mia', 'big')).toBeCloseTo(0.24, 2);
    expect(mixed(5).norm(0.12, 'mia', 'small')).toBeCloseTo(0.06, 12);
    expect(mixed(5).norm(0.12, 'mia', 'never seen')).toBeCloseTo(0.12, 12);
  });

  it('needs five others and never counts the manager’s own behaviour', () => {
    const four = mixed(4);
    four.add('mia', 'big', { k: 200, n: 200 });
    expect(four.norm(0.12, 'mia', 'big')).toBe(0.12);
    const five = mixed(5);
    const before = five.norm(0.12, 'mia', 'big');
    five.add('mia', 'big', { k: 1000, n: 1000 });
    expect(five.norm(0.12, 'mia', 'big')).toBe(before);
  });
});
