import { describe, expect, it } from 'vitest';
import { rejectByEvidence } from './benjamini-hochberg.ts';
import { addWeek, logEvidence, noEvidence } from './evidence.ts';
import { compositeZ, type WeekOfOccasions } from './occasions.ts';
import { overdispersionOf } from './stream.ts';
import { type CountsOptions, simulatedSignals, worlds } from './testing/counts.ts';
import { atTheNorm, reached, teamSizes, trail } from './testing/guarantee.ts';
import { random } from './testing/random.ts';

const signals = simulatedSignals('friend').map(({ signal }) => ({ name: signal }));

/** One rep's occasions of a week. */
const ofOneRep = (occasions: Omit<WeekOfOccasions, 'byRep'>): WeekOfOccasions => ({
  ...occasions,
  byRep: [{ repId: 'ana', k: occasions.k, n: occasions.n }],
});

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

describe('evidence', () => {
  it('is 1 before any week, and unmoved by weeks without occasions', () => {
    const start = noEvidence(signals);
    expect(logEvidence(start)).toBeCloseTo(0, 12);
    const idle = [1, 2, 3].reduce(
      (evidence) => addWeek(evidence, [{ signal: 'silence', k: 0, n: 0, norm: 0.35, byRep: [] }]),
      start,
    );
    expect(logEvidence(idle)).toBeCloseTo(0, 12);
  });

  it('gives as much of the stake to what the composite does not read as to all else that it does', () => {
    const start = noEvidence([{ name: 'a' }, { name: 'b' }, { name: 'c', standsAlone: true }]);
    expect(start.stakes).toEqual({ a: 0.125, b: 0.125, c: 0.25 });
    expect(noEvidence([{ name: 'a' }, { name: 'b' }]).stakes).toEqual({ a: 0.25, b: 0.25 });
  });

  it('grows with lapses over the norm and shrinks with those under it', () => {
    const week = (k: number) =>
      logEvidence(addWeek(noEvidence(signals), [ofOneRep({ signal: 'silence', k, n: 10, norm: 0.35 })]));
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
              logEvidence(
                addWeek(noEvidence([{ name: 'silence' }]), [ofOneRep({ signal: 'silence', k, n, norm })]),
              ),
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
        const occasions = [ofOneRep({ signal: 'a', k: sum / 2, n, norm: 0.5, variance: 0.125 })];
        mean += probability * Math.exp(logEvidence(addWeek(noEvidence([{ name: 'a' }]), occasions)));
      }
      expect(mean).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('does not overflow over ten years', () => {
    const late = trail({
      pattern: 'friend',
      reps: 15,
      weeks: 520,
      seed: 1,
      alike: worlds.independent,
      rate: () => 0.95,
    }).at(-1);
    expect(late).toBeGreaterThan(700);
    expect(Number.isFinite(late)).toBe(true);
  });

  // The guarantee, as far as it can be seen: at the norm, looked at every week for a year. What follows from one lapse
  // goes together in both worlds; in the bursty one so does a rep's fortnight, in all signals.
  describe.each([
    { pattern: 'friend', world: 'independent' },
    { pattern: 'friend', world: 'bursty' },
    { pattern: 'super', world: 'independent' },
    { pattern: 'super', world: 'bursty' },
  ] as const)('of the $pattern at the norm in a world that is $world', ({ pattern, world }) => {
    it.each(teamSizes)('reaches 1/α in at most α of the years with %i reps', (reps) => {
      // The fewer reps, the nearer to the limit, and the quicker.
      const runs = { 2: 1000, 3: 800, 8: 300, 15: 200 }[reps];
      const ever = reached(runs, { pattern, reps, weeks: 52, alike: worlds[world], rate: atTheNorm });
      expect(ever(20)).toBeLessThanOrEqual(0.05 * runs);
      expect(ever(100)).toBeLessThanOrEqual(0.01 * runs);
    });
  });

  // Beyond the model: the outcomes of a rep's fortnight are correlated by 0.4, or the whole team has hard weeks.
  it.each([
    { world: 'extreme bursts', alike: { ...worlds.bursty, fortnight: 0.4, cause: 0.1 }, hardWeeks: 0 },
    { world: 'hard weeks', alike: worlds.independent, hardWeeks: 0.1 },
  ])('stays near the guarantee in $world', ({ alike, hardWeeks }) => {
    for (const reps of [2, 8]) {
      const ever = reached(150, { pattern: 'friend', reps, weeks: 52, alike, hardWeeks, rate: atTheNorm });
      expect(ever(20)).toBeLessThanOrEqual(0.11 * 150);
    }
  });

  it('finds a clear style by the sixth week and one that begins half-way within the half-year', () => {
    const clear: CountsOptions['rate'] = ({ norm }) => Math.min(0.9, norm * (norm > 0.6 ? 1.25 : 1.8));
    for (const alike of Object.values(worlds)) {
      const team = { pattern: 'friend', reps: 8, alike } as const;
      expect(reached(40, { ...team, weeks: 6, rate: clear })(100)).toBeGreaterThanOrEqual(34);
      const rate: CountsOptions['rate'] = (signal, week) =>
        week < 13 ? 0.7 * signal.norm : clear(signal, week);
      expect(reached(40, { ...team, weeks: 26, rate })(100)).toBeGreaterThanOrEqual(34);
    }
  });

  it('finds one dirty signal behind clean ones', () => {
    const rate: CountsOptions['rate'] = ({ signal, norm }) =>
      signal === 'moved_deadline' ? 0.67 : 0.6 * norm;
    const ever = reached(40, { pattern: 'friend', reps: 8, weeks: 26, alike: worlds.independent, rate });
    expect(ever(400)).toBeGreaterThanOrEqual(38);
  });

  it('counts a burst for little more than a lesson', () => {
    const week = (n: number) =>
      logEvidence(addWeek(noEvidence([{ name: 'a' }]), [ofOneRep({ signal: 'a', k: n, n, norm: 0.5 })]));
    const shared = logEvidence(
      addWeek(noEvidence([{ name: 'a' }]), [
        {
          signal: 'a',
          k: 20,
          n: 20,
          norm: 0.5,
          byRep: Array.from({ length: 10 }, (_, rep) => ({ repId: `rep ${rep}`, k: 2, n: 2 })),
        },
      ]),
    );
    expect(week(20)).toBeLessThan(2 * week(5));
    expect(shared).toBeGreaterThan(2 * week(20));
  });

  it('learns how alike the occasions of one rep are, from earlier weeks alone', () => {
    const reps = (ks: readonly number[]) => [
      {
        signal: 'a',
        k: ks.reduce((sum, k) => sum + k, 0),
        n: 10 * ks.length,
        norm: 0.5,
        byRep: ks.map((k, rep) => ({ repId: `rep ${rep}`, k, n: 10 })),
      },
    ];
    const afterwards = (ks: readonly number[]) => {
      let evidence = noEvidence([{ name: 'a' }]);
      for (let week = 0; week < 20; week++) evidence = addWeek(evidence, reps(ks));
      return overdispersionOf(evidence.composite);
    };
    expect(afterwards([0, 10, 0, 10])).toBeGreaterThan(2 * afterwards([5, 5, 5, 5]));
    const start = noEvidence([{ name: 'a' }]);
    expect(overdispersionOf(addWeek(start, reps([0, 10, 0, 10])).composite)).toBe(
      overdispersionOf(addWeek(start, reps([5, 5, 5, 5])).composite),
    );
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
