import { describe, expect, it } from 'vitest';
import { rejectByEvidence } from './benjamini-hochberg.ts';
import { addWeek, compositeZ, logEvidence, noEvidence, overdispersionOf } from './evidence.ts';
import { random } from './testing/random.ts';
import { type CountsOptions, simulateCounts, simulatedSignals } from './testing/counts.ts';

const names = simulatedSignals.map(({ signal }) => signal);

/** The evidence after each week. */
function trail(options: CountsOptions): number[] {
  let evidence = noEvidence(names);
  return simulateCounts(options).map((week) => {
    evidence = addWeek(evidence, week);
    return logEvidence(evidence);
  });
}

/** Runs of one kind, and the share of them whose evidence ever reaches a value. */
function trails(runs: number, options: Omit<CountsOptions, 'seed'>): (value: number) => number {
  const highest = Array.from({ length: runs }, (_, run) =>
    Math.max(...trail({ ...options, seed: (run + 1) * 7919 })),
  );
  return (value) => highest.filter((logE) => logE >= Math.log(value)).length / runs;
}

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

describe('evidence', () => {
  it('is 1 before any week, and unmoved by weeks without occasions', () => {
    const start = noEvidence(names);
    expect(logEvidence(start)).toBeCloseTo(0, 12);
    const idle = [1, 2, 3].reduce(
      (evidence) => addWeek(evidence, [{ signal: 'silence', k: 0, n: 0, norm: 0.35, byRep: [] }]),
      start,
    );
    expect(logEvidence(idle)).toBeCloseTo(0, 12);
  });

  it('grows with lapses over the norm and shrinks with those under it', () => {
    const week = (k: number) =>
      logEvidence(addWeek(noEvidence(names), [{ signal: 'silence', k, n: 10, norm: 0.35, byRep: [] }]));
    expect(week(9)).toBeGreaterThan(0);
    expect(week(1)).toBeLessThan(0);
  });

  it('never has a mean above 1 at the norm, whatever the norm and the number of occasions', () => {
    for (const norm of [0.1, 0.35, 0.8]) {
      for (const n of [1, 2, 5, 40]) {
        let mean = 0;
        let probability = (1 - norm) ** n;
        for (let k = 0; k <= n; k++) {
          mean +=
            probability *
            Math.exp(
              logEvidence(addWeek(noEvidence(['silence']), [{ signal: 'silence', k, n, norm, byRep: [] }])),
            );
          probability *= ((n - k) / (k + 1)) * (norm / (1 - norm));
        }
        expect(mean, `norm ${norm}, n ${n}`).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });

  it('never has a mean above 1 for outcomes that vary less than a yes or no', () => {
    // Differences of two fair coins, as selective leniency has them at no difference: 0, a half and 1.
    for (const n of [1, 3]) {
      let mean = 0;
      for (let sum = 0; sum <= 2 * n; sum++) {
        const probability = choose(2 * n, sum) / 4 ** n;
        const occasions = [{ signal: 'a', k: sum / 2, n, norm: 0.5, variance: 0.125, byRep: [] }];
        mean += probability * Math.exp(logEvidence(addWeek(noEvidence(['a']), occasions)));
      }
      expect(mean).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('does not overflow over ten years', () => {
    const late = trail({ reps: 15, weeks: 520, seed: 1, burst: 0, rate: () => 0.95 }).at(-1);
    expect(late).toBeGreaterThan(700);
    expect(Number.isFinite(late)).toBe(true);
  });

  // The guarantee, as far as it can be seen: at the norm, looked at every week for a year.
  describe.each([
    { world: 'independent', burst: 0 },
    { world: 'bursty', burst: 0.15 },
  ])('at the norm in a world that is $world', ({ burst }) => {
    it.each([2, 3, 8, 15])('reaches 1/α in at most α of the runs with %i reps', (reps) => {
      const reached = trails(500, { reps, weeks: 52, burst, rate: ({ norm }) => norm });
      expect(reached(20)).toBeLessThanOrEqual(0.05);
      expect(reached(100)).toBeLessThanOrEqual(0.01);
    });
  });

  // Beyond the model: the outcomes of a rep's fortnight are correlated by 0.4, or the whole team has hard weeks.
  it.each([
    { world: 'extreme bursts', burst: 0.4, hardWeeks: 0 },
    { world: 'hard weeks', burst: 0, hardWeeks: 0.1 },
  ])('stays near the guarantee in $world', ({ burst, hardWeeks }) => {
    for (const reps of [2, 8]) {
      const reached = trails(200, { reps, weeks: 52, burst, hardWeeks, rate: ({ norm }) => norm });
      expect(reached(20)).toBeLessThanOrEqual(0.11);
    }
  });

  it('finds a clear style by the sixth week and one that begins half-way within the half-year', () => {
    const clear: CountsOptions['rate'] = ({ norm }) => Math.min(0.9, norm * (norm > 0.6 ? 1.25 : 1.8));
    for (const burst of [0, 0.15]) {
      expect(trails(40, { reps: 8, weeks: 6, burst, rate: clear })(400)).toBeGreaterThanOrEqual(0.9);
      expect(
        trails(40, {
          reps: 8,
          weeks: 26,
          burst,
          rate: (signal, week) => (week < 13 ? 0.7 * signal.norm : clear(signal, week)),
        })(400),
      ).toBeGreaterThanOrEqual(0.85);
    }
  });

  it('finds one dirty signal behind clean ones', () => {
    const rate: CountsOptions['rate'] = ({ signal, norm }) =>
      signal === 'moved_deadline' ? 0.67 : 0.6 * norm;
    expect(trails(40, { reps: 8, weeks: 26, burst: 0, rate })(400)).toBeGreaterThanOrEqual(0.95);
  });

  it('estimates overdispersion from earlier weeks alone', () => {
    const before = noEvidence(names);
    const after = addWeek(before, [{ signal: 'silence', k: 10, n: 10, norm: 0.35, byRep: [] }]);
    expect(overdispersionOf(after)).toBe(overdispersionOf(before));
  });
});

describe('compositeZ', () => {
  it('is the excess in standard deviations, signals together', () => {
    expect(compositeZ([{ signal: 'a', k: 10, n: 16, norm: 0.5 }])).toBeCloseTo(1, 12);
    expect(
      compositeZ([
        { signal: 'a', k: 10, n: 16, norm: 0.5 },
        { signal: 'b', k: 10, n: 16, norm: 0.5 },
      ]),
    ).toBeCloseTo(Math.SQRT2, 12);
  });
});

describe('rejectByEvidence', () => {
  const reject = (...values: number[]) =>
    [...rejectByEvidence(values.map(Math.log), 0.05)].toSorted((a, b) => a - b);

  it('asks more the more is looked at', () => {
    expect(reject(19)).toEqual([]);
    expect(reject(20.1)).toEqual([0]);
    expect(reject(20.1, 1)).toEqual([]);
    expect(reject(40.1, 0)).toEqual([0]);
  });

  it('lets strong cases carry weaker ones', () => {
    expect(reject(1000, 20, 20)).toEqual([0, 1, 2]);
    expect(reject(1, 1000, 10, 21)).toEqual([1, 3]);
    expect(reject()).toEqual([]);
  });

  it('rejects what holds in every set of hypotheses, and whatever e-BH rejects', () => {
    const next = random(5);
    for (let run = 0; run < 300; run++) {
      const values = Array.from({ length: 6 }, () => Math.exp(8 * next() - 2));
      const order = values.map((_, at) => at).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
      const holds = (rejected: readonly number[]) =>
        Array.from({ length: 2 ** 6 - 1 }, (_, set) => order.filter((_, at) => ((set + 1) >> at) & 1)).every(
          (set) => {
            const mean = set.reduce((sum, at) => sum + (values[at] ?? 0), 0) / set.length;
            const share = set.filter((at) => rejected.includes(at)).length / rejected.length;
            return mean >= share / 0.05 - 1e-9;
          },
        );
      const most = [6, 5, 4, 3, 2, 1].find((r) => holds(order.slice(0, r))) ?? 0;
      expect(reject(...values)).toEqual(order.slice(0, most).toSorted((a, b) => a - b));
      const eBH = [6, 5, 4, 3, 2, 1].find((r) => (values[order[r - 1] ?? 0] ?? 0) >= 6 / (0.05 * r)) ?? 0;
      expect(most).toBeGreaterThanOrEqual(eBH);
    }
  });
});
