/** How a manager manages: chances, as people would estimate them. Nothing here knows a norm or a signal. */
export interface Style {
  /** Of a rep's paperwork and directives: the share that is late. */
  late: number;
  /** A late item is followed up in time … */
  answers: number;
  /** … and when the rep gave a reason. */
  answersReasons: number;
  /** Of the follow-ups never held: entered a week later with a date that would have been in time. */
  backdates: number;
  /** The rep confirms a follow-up. */
  confirmed: number;
  /** After a follow-up the item is done within two business days. */
  worksOut: number;
  /** A reason is accepted as it is said. */
  acceptsReasons: number;
  /** The date of an item that is days late is moved, or the item let go. */
  movesDates: number;
  /** A directive a week past due is escalated. */
  escalates: number;
  /** A rep who lapses again and again hears something firmer. */
  firm: number;
  /** A costly exception is supported. */
  supports: number;
  /** A deal is taken over before it closes … */
  takesOver: number;
  /** … for this last part of its life. */
  stretch: number;
  /** And is handed back. */
  handsBack: number;
  /** A takeover is declared. */
  declares: number;
  /** In a week of a deal, the manager joins a call of the rep's. */
  joins: number;
  /** In a week of a deal, the manager writes to the customer alone. */
  writesAlone: number;
  /** After a win that the manager led, the rep keeps the whole credit. */
  keepsCredit: number;
}

const steady: Style = {
  late: 0.26,
  answers: 0.92,
  answersReasons: 0.95,
  backdates: 0,
  confirmed: 0.7,
  worksOut: 0.65,
  acceptsReasons: 0.1,
  movesDates: 0.07,
  escalates: 0.6,
  firm: 0.6,
  supports: 0.4,
  takesOver: 0.06,
  stretch: 0.25,
  handsBack: 0.8,
  declares: 0.7,
  joins: 0.15,
  writesAlone: 0.05,
  keepsCredit: 0.5,
};

const friend: Style = {
  ...steady,
  late: 0.36,
  answers: 0.18,
  answersReasons: 0.5,
  confirmed: 0.6,
  worksOut: 0.3,
  acceptsReasons: 0.85,
  movesDates: 0.45,
  escalates: 0.05,
  firm: 0.05,
  supports: 0.92,
};

const superSalesperson: Style = {
  ...steady,
  takesOver: 0.65,
  stretch: 0.6,
  handsBack: 0.05,
  declares: 0.2,
  joins: 0.05,
  writesAlone: 0.25,
  keepsCredit: 0.95,
};

/** As lenient with everything as the norms of a new organisation just bear, by what the record then shows. */
const atFriend: Style = {
  ...steady,
  answers: 0.77,
  answersReasons: 0.8,
  worksOut: 0.03,
  acceptsReasons: 0.91,
  movesDates: 0.28,
  escalates: 0.34,
  firm: 0.35,
  supports: 0.685,
};

const underFriend: Style = {
  ...atFriend,
  answers: 0.8,
  answersReasons: 0.83,
  worksOut: 0.12,
  acceptsReasons: 0.82,
  movesDates: 0.255,
  escalates: 0.42,
  firm: 0.41,
  supports: 0.62,
};

/** Takes over as much, and hands back as little. */
const atSuper: Style = {
  ...steady,
  takesOver: 0.155,
  stretch: 0.8,
  handsBack: 0.43,
  joins: 0.14,
  writesAlone: 0.06,
  keepsCredit: 0.76,
};

const underSuper: Style = { ...atSuper, takesOver: 0.13, handsBack: 0.49, joins: 0.17, keepsCredit: 0.7 };

/** Clear styles, mild ones, those just within the norms, honest traps and ways around the measure (docs/simulation.md). */
export const styles = {
  steady,
  friend,
  friend_mild: {
    ...friend,
    late: 0.3,
    answers: 0.48,
    answersReasons: 0.6,
    acceptsReasons: 0.55,
    movesDates: 0.32,
    escalates: 0.25,
    firm: 0.2,
    supports: 0.8,
  },
  super: superSalesperson,
  super_mild: { ...superSalesperson, takesOver: 0.42, stretch: 0.5, handsBack: 0.3, writesAlone: 0.15 },
  at_friend: atFriend,
  under_friend: underFriend,
  at_super: atSuper,
  under_super: underSuper,
  hard_territory: { ...steady, late: 0.48 },
  vacation: steady,
  tiny_team: steady,
  joint_seller: { ...steady, joins: 0.65 },
  big_rescue: steady,
  new_manager: steady,
  inherited_team: steady,
  backdated: { ...friend, backdates: 0.8 },
  punctual_empty: {
    ...friend,
    answers: 0.95,
    answersReasons: 0.95,
    confirmed: 0.05,
    worksOut: 0.1,
    movesDates: 0.1,
    supports: 0.5,
  },
  undeclared: { ...superSalesperson, declares: 0 },
  favourites: steady,
  dirty_signal: { ...steady, movesDates: 0.86 },
  late_start: friend,
} as const satisfies Record<string, Style>;

export type StyleName = keyof typeof styles;

/** Somebody to manage a team in a simulation. */
export interface CastMember {
  style: StyleName;
  /** A steady manager who leans so far towards a clear style: 0 is steady, 1 is that style. */
  leaning?: { towards: 'friend' | 'super'; share: number };
  /** How many reps; by default as the simulation draws it. */
  reps?: number;
}

/** How a member of the cast manages while they do. */
export function styleOf(style: StyleName, leaning: CastMember['leaning']): Style {
  return leaning === undefined
    ? styles[style]
    : between(styles[style], styles[leaning.towards], leaning.share);
}

const between = (one: Style, other: Style, share: number): Style => {
  const mix = (chance: keyof Style) => one[chance] + share * (other[chance] - one[chance]);
  return {
    late: mix('late'),
    answers: mix('answers'),
    answersReasons: mix('answersReasons'),
    backdates: mix('backdates'),
    confirmed: mix('confirmed'),
    worksOut: mix('worksOut'),
    acceptsReasons: mix('acceptsReasons'),
    movesDates: mix('movesDates'),
    escalates: mix('escalates'),
    firm: mix('firm'),
    supports: mix('supports'),
    takesOver: mix('takesOver'),
    stretch: mix('stretch'),
    handsBack: mix('handsBack'),
    declares: mix('declares'),
    joins: mix('joins'),
    writesAlone: mix('writesAlone'),
    keepsCredit: mix('keepsCredit'),
  };
};

const everydayStyles: readonly StyleName[] = [
  'friend',
  'super',
  'steady',
  'steady',
  'hard_territory',
  'steady',
  'friend_mild',
  'steady',
  'vacation',
  'steady',
  'super_mild',
  'joint_seller',
  'steady',
  'tiny_team',
  'new_manager',
  'steady',
  'inherited_team',
  'steady',
  'big_rescue',
  'steady',
  'friend',
  'steady',
  'super',
  'steady',
  'backdated',
  'steady',
  'undeclared',
  'steady',
  'dirty_signal',
  'steady',
  'late_start',
  'steady',
  'favourites',
  'steady',
  'punctual_empty',
  'steady',
  'steady',
  'steady',
  'steady',
  'steady',
];

/** Who manages in an organisation, in order, over and over: about as many steady ones as there are in life. */
export const everyday: readonly CastMember[] = everydayStyles.map((style) => ({ style }));
