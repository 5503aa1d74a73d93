import type { Summary } from './summary.ts';

/** What the method has to prove, in both worlds, after 26 weeks. */
export interface Target {
  name: string;
  wanted: string;
  read(summary: Summary): number;
  meets(value: number): boolean;
  show(value: number): string;
}

const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

const found = (kind: string, atLeast: number): Target => ({
  name: `${kind}: share flagged`,
  wanted: `>= ${100 * atLeast} %`,
  read: ({ kinds }) => {
    const flagged = kinds.find((row) => row.kind === kind)?.flagged;
    return flagged === undefined ? Number.NaN : flagged.k / flagged.n;
  },
  meets: (value) => value >= atLeast,
  show: percent,
});

export const targets: readonly Target[] = [
  found('clear', 0.98),
  {
    name: 'clear: half of them flagged by week',
    wanted: '<= 6',
    read: ({ kinds }) => kinds.find(({ kind }) => kind === 'clear')?.median ?? Number.NaN,
    meets: (value) => value <= 6,
    show: String,
  },
  found('mild', 0.92),
  found('evasion', 0.97),
  found('favourites', 0.6),
  {
    name: 'false among all flags ever raised',
    wanted: '<= 5 %',
    read: ({ falseDiscoveries: { k, n } }) => k / n,
    meets: (value) => value <= 0.05,
    show: percent,
  },
  {
    name: 'falsely flagged a manager-year',
    wanted: '<= 2 %',
    read: ({ falsePerManagerYear }) => falsePerManagerYear,
    meets: (value) => value <= 0.02,
    show: percent,
  },
];
