import type { Pattern, Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { definitionOf } from '../../src/pipeline/describe.ts';
import { funnelOf, placeIn } from '../../src/pipeline/funnel.ts';
import { fewestOccasions } from '../../src/pipeline/method.ts';
import type { Reading } from '../../src/pipeline/readings.ts';

/** What people do without a method for it, on the same readings, looked at as each week closes. */
export const baselines = ['rate over threshold', 'z-test each week', 'funnel plot'] as const;
export type Baseline = (typeof baselines)[number];

/** The first week at whose close a manager and pattern would have been flagged. */
export interface BaselineFlag {
  baseline: Baseline;
  managerId: string;
  pattern: Pattern;
  week: string;
}

interface Sum {
  managerId: string;
  signal: Signal;
  k: number;
  n: number;
  limits: number;
}

/** One-sided 2.5 %. */
const z975 = 1.96;

/** Flags of each baseline; once flagged is flagged. */
export function flagByBaselines(weeks: readonly string[], readings: readonly Reading[]): BaselineFlag[] {
  const byWeek = Map.groupBy(readings, ({ week }) => week);
  const sums = new Map<string, Sum>();
  const flags = new Map<string, BaselineFlag>();
  const flag = (baseline: Baseline, managerId: string, pattern: Pattern, week: string) => {
    const key = `${baseline} ${managerId} ${pattern}`;
    if (!flags.has(key)) flags.set(key, { baseline, managerId, pattern, week });
  };
  for (const week of weeks) {
    for (const { managerId, signal, k, n, norm } of byWeek.get(week) ?? []) {
      const key = `${managerId} ${signal}`;
      const sum = sums.get(key) ?? { managerId, signal, k: 0, n: 0, limits: 0 };
      sums.set(key, { ...sum, k: sum.k + k, n: sum.n + n, limits: sum.limits + n * norm });
    }
    const seen = [...sums.values()];
    for (const { managerId, signal, k, n, limits } of seen) {
      if (n >= fewestOccasions && k > limits)
        flag('rate over threshold', managerId, definitionOf(signal).pattern, week);
    }
    for (const ofSheet of Map.groupBy(
      seen,
      ({ managerId, signal }) => `${managerId} ${definitionOf(signal).pattern}`,
    ).values()) {
      const together = ofSheet.filter(({ signal }) => !definitionOf(signal).standsAlone);
      const z =
        together.reduce((sum, { k, n, limits }) => {
          const norm = limits / n;
          return sum + (k - limits) / Math.sqrt(n * norm * (1 - norm));
        }, 0) / Math.sqrt(together.length);
      const [first] = ofSheet;
      if (first && together.length > 0 && z > z975)
        flag('z-test each week', first.managerId, definitionOf(first.signal).pattern, week);
    }
    for (const [signal, ofSignal] of Map.groupBy(seen, (sum) => sum.signal)) {
      const funnel = funnelOf(ofSignal);
      for (const own of ofSignal) {
        if (own.n < fewestOccasions) continue;
        if (funnel !== null && own.k / own.n > placeIn(funnel, own).outer.high)
          flag('funnel plot', own.managerId, definitionOf(signal).pattern, week);
      }
    }
  }
  return [...flags.values()];
}
