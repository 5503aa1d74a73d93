import type { Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import type { SimulationOptions } from '../../src/simulation/simulate.ts';
import type { CastMember, StyleName } from '../../src/simulation/styles.ts';

/** What kind of case a manager is, and by which pattern they should be found; null: by none. */
export const kinds: Record<StyleName, { kind: string; pattern: Pattern | null }> = {
  steady: { kind: 'steady', pattern: null },
  friend: { kind: 'clear', pattern: 'friend' },
  super: { kind: 'clear', pattern: 'super' },
  friend_mild: { kind: 'mild', pattern: 'friend' },
  super_mild: { kind: 'mild', pattern: 'super' },
  backdated: { kind: 'evasion', pattern: 'friend' },
  punctual_empty: { kind: 'evasion', pattern: 'friend' },
  undeclared: { kind: 'evasion', pattern: 'super' },
  dirty_signal: { kind: 'evasion', pattern: 'friend' },
  late_start: { kind: 'evasion', pattern: 'friend' },
  favourites: { kind: 'favourites', pattern: 'friend' },
  at_friend: { kind: 'at the norms', pattern: null },
  at_super: { kind: 'at the norms', pattern: null },
  under_friend: { kind: 'just under the norms', pattern: null },
  under_super: { kind: 'just under the norms', pattern: null },
  hard_territory: { kind: 'trap', pattern: null },
  vacation: { kind: 'trap', pattern: null },
  tiny_team: { kind: 'trap', pattern: null },
  joint_seller: { kind: 'trap', pattern: null },
  big_rescue: { kind: 'trap', pattern: null },
  new_manager: { kind: 'trap', pattern: null },
  inherited_team: { kind: 'trap', pattern: null },
};

const times = (count: number, style: StyleName): CastMember[] =>
  Array.from({ length: count }, () => ({ style }));

const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9] as const;

/** Steady managers who lean towards a clear style, from hardly to nearly. */
const leaning = (towards: 'friend' | 'super'): CastMember[] =>
  shares.map((share) => ({ style: 'steady', leaning: { towards, share } }));

const traps: readonly StyleName[] = [
  'hard_territory',
  'vacation',
  'tiny_team',
  'joint_seller',
  'big_rescue',
  'new_manager',
  'inherited_team',
];

/** Forty-eight managers: every style, trap and evasion, those at and just under the norms, and a continuum around them. */
export const everybody: readonly CastMember[] = [
  ...times(2, 'friend'),
  ...times(2, 'super'),
  ...times(2, 'friend_mild'),
  ...times(2, 'super_mild'),
  ...times(1, 'backdated'),
  ...times(1, 'punctual_empty'),
  ...times(1, 'undeclared'),
  ...times(1, 'dirty_signal'),
  ...times(1, 'late_start'),
  ...times(2, 'favourites'),
  ...traps.flatMap((style) => times(1, style)),
  ...leaning('friend'),
  ...leaning('super'),
  ...times(2, 'at_friend'),
  ...times(2, 'under_friend'),
  ...times(2, 'at_super'),
  ...times(2, 'under_super'),
  ...times(4, 'steady'),
];

/** Clear and mild ones among steady ones, where only size or length of the record is looked at. */
const plain: readonly CastMember[] = [
  ...times(4, 'friend'),
  ...times(4, 'super'),
  ...times(4, 'friend_mild'),
  ...times(4, 'super_mild'),
  ...times(24, 'steady'),
];

/** One kind of organisation, and how many of them. */
export interface Scenario {
  name: string;
  organizations: number;
  options: Omit<SimulationOptions, 'seed' | 'until'>;
  /** The norm of silence goes from 35 % to 25 % half-way. */
  norm?: 'moves';
}

const of = (
  name: string,
  organizations: number,
  options: Partial<Scenario['options']> = {},
  norm?: 'moves',
): Scenario => ({
  name,
  organizations,
  options: {
    managers: (options.cast ?? everybody).length,
    weeks: 26,
    world: 'bursty',
    cast: everybody,
    ...options,
  },
  ...(norm && { norm }),
});

/** @param share of the organisations of each: 1 for a report, less for a first look */
export const scenarios = (share: number): Scenario[] =>
  [
    of('independent', 16, { world: 'independent' }),
    of('bursty', 16),
    of('teams of 2 and 3', 4, { cast: plain, reps: [2, 3] }),
    of('teams of 4 and 5', 4, { cast: plain, reps: [4, 5] }),
    of('teams of 11 to 15', 3, { cast: plain, reps: [11, 15] }),
    of('13 weeks', 4, { weeks: 13 }),
    of('52 weeks', 3, { weeks: 52 }),
    of('104 weeks', 2, { weeks: 104 }),
    of('quarter ends', 4, { seasons: true }),
    of('the norm moves', 4, {}, 'moves'),
    of('no activities', 2, { captured: 'none' }),
    of('half the reps captured', 4, { captured: 'half' }),
  ].map((scenario) => ({
    ...scenario,
    organizations: Math.max(1, Math.round(share * scenario.organizations)),
  }));
