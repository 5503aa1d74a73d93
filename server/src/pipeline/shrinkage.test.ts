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

  it('takes rates that spread no more than chance for one rate', () => {
    const { a, b } = priorFrom([
      { k: 25, n: 100 },
      { k: 25, n: 100 },
      { k: 26, n: 100 },
    ]);
    expect(a + b).toBe(200);
    expect(
      priorFrom([
        { k: 0, n: 10 },
        { k: 0, n: 10 },
      ]),
    ).toBe(jeffreys);
    expect(priorFrom([])).toBe(jeffreys);
  });

  it('gives the central 95 % of the Beta distribution', () => {
    // Beta(8.5, 2.5): Brown, Cai, DasGupta, Interval estimation for a binomial proportion (2001), Jeffreys' interval.
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
