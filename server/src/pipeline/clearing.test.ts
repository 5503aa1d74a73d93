import { describe, expect, it } from 'vitest';
import { clears, type Requirement, whatWouldClear } from './clearing.ts';
import type { Occasions } from './occasions.ts';

const silence = (k: number, n: number): Occasions => ({ signal: 'silence', k, n, norm: 0.35 });
const moved = (k: number, n: number): Occasions => ({ signal: 'moved_deadline', k, n, norm: 0.25 });
const faceValue = (k: number, n: number): Occasions => ({ signal: 'face_value', k, n, norm: 0.45 });

/** The eight weeks as the requirements have them, so many occasions of one signal worse than they ask. */
const met = (
  expected: readonly Occasions[],
  requirements: readonly Requirement[] | null,
  worse: Record<string, number> = {},
) =>
  expected.map((reading) => {
    const required = requirements?.find(({ signal }) => signal === reading.signal);
    const n = required?.of ?? reading.n;
    const k = required ? n - required.good + (worse[reading.signal] ?? 0) : reading.k;
    return { ...reading, n, k };
  });

describe('clearing', () => {
  it('needs enough occasions, and an upper limit under the norm', () => {
    expect(clears([{ signal: 'silence', k: 0, n: 19, norm: 0.35 }], 1)).toBe(false);
    expect(clears([{ signal: 'silence', k: 3, n: 20, norm: 0.35 }], 1)).toBe(true);
    expect(clears([{ signal: 'silence', k: 4, n: 20, norm: 0.35 }], 1)).toBe(false);
    expect(clears([], 1)).toBe(false);
  });

  it('does not let one signal over its norm hide behind clean ones', () => {
    const clean = ['a', 'b', 'c', 'd'].map((signal) => ({ signal, k: 2, n: 40, norm: 0.35 }));
    expect(clears(clean, 1)).toBe(true);
    expect(clears([...clean, { signal: 'dirty', k: 27, n: 40, norm: 0.25 }], 1)).toBe(false);
  });
});

describe('what would clear a flag', () => {
  it('is what the rule asks of one signal alone, and not one occasion less', () => {
    const expected = [silence(18, 20)];
    const requirements = whatWouldClear(expected, 1);
    expect(requirements).toEqual([{ signal: 'silence', good: 17, of: 20 }]);
    expect(clears(met(expected, requirements), 1)).toBe(true);
    expect(clears(met(expected, requirements, { silence: 1 }), 1)).toBe(false);
  });

  it('is the rule for any norm and overdispersion', () => {
    for (const norm of [0.12, 0.25, 0.35, 0.5, 0.8]) {
      for (const overdispersion of [1, 2.5]) {
        const expected = [{ signal: 'silence', k: 20, n: 20, norm }];
        const requirements = whatWouldClear(expected, overdispersion);
        expect(clears(met(expected, requirements), overdispersion)).toBe(true);
        expect(clears(met(expected, requirements, { silence: 1 }), overdispersion)).toBe(false);
      }
    }
  });

  it('asks something of each signal over its norm, and together it is enough', () => {
    const expected = [silence(40, 50), moved(20, 40), faceValue(3, 10)];
    for (const overdispersion of [1, 1.4, 2]) {
      const requirements = whatWouldClear(expected, overdispersion);
      expect(requirements?.map(({ signal }) => signal)).toEqual(['silence', 'moved_deadline']);
      expect(clears(met(expected, requirements), overdispersion)).toBe(true);
      expect(clears(met(expected, requirements, { silence: 3, moved_deadline: 3 }), overdispersion)).toBe(
        false,
      );
    }
  });

  it('tells of the dirty signal behind clean ones, which the composite alone would let pass', () => {
    const expected = [silence(0, 60), moved(30, 40)];
    expect(clears([silence(0, 60), moved(30, 40)], 1)).toBe(false);
    expect(whatWouldClear(expected, 1)?.map(({ signal }) => signal)).toEqual(['moved_deadline']);
  });

  it('brings what stands alone to its norm, beside what the composite needs', () => {
    const leniency: Occasions = {
      signal: 'selective_leniency',
      k: 9,
      n: 10,
      norm: 0.625,
      variance: 0.1,
      standsAlone: true,
    };
    const requirements = whatWouldClear([silence(10, 50), leniency], 1);
    expect(requirements?.find(({ signal }) => signal === 'selective_leniency')).toMatchObject({
      good: 4,
      of: 10,
    });
  });

  it('takes more occasions where so few could never do', () => {
    const [required] = whatWouldClear([silence(3, 3)], 1.5) ?? [];
    expect(required?.of).toBeGreaterThanOrEqual(20);
    expect(whatWouldClear([{ ...silence(1, 1), norm: 0.0001 }], 3)).toBeNull();
  });
});
