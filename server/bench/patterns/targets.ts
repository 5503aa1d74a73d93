import type { Summary } from './summary.ts';

/** What the method has to prove, in both worlds, after 26 weeks. */
export interface Target {
  name: string;
  wanted: string;
  read(summary: Summary): number;
  meets(value: number): boolean;
  show(value: number): string;
}

export const show = (value: number): string => `${(100 * value).toFixed(1)} %`;

const found = (kind: string, atLeast: number): Target => ({
  name: `${kind}: share flagged`,
  wanted: `>= ${100 * atLeast} %`,
  read: ({ kinds }) => {
    const flagged = kinds.find((row) => row.kind === kind)?.flagged;
    return flagged === undefined ? Number.NaN : flagged.k / flagged.n;
  },
  meets: (value) => value >= atLeast,
  show,
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
    read: ({ falsely: { discoveries } }) => discoveries.k / discoveries.n,
    meets: (value) => value <= 0.05,
    show,
  },
  {
    name: 'falsely flagged a manager-year',
    wanted: '<= 2 %',
    read: ({ falsely }) => falsely.perManagerYear,
    meets: (value) => value <= 0.02,
    show,
  },
];

/** Read from simulated counts, not from an organisation: the largest share of years that reached 1/α, over α. */
export const guaranteeHolds: Target = {
  name: 'at the norm, 1/α reached, in parts of α, worst team',
  wanted: '<= 1',
  read: () => Number.NaN,
  meets: (value) => value <= 1,
  show: (value) => value.toFixed(2),
};
