import { type Pattern, patternOf, patterns } from '@plumbline/shared/domain/vocabulary.ts';
import { wilson } from '../../src/features/flags/since-then.ts';
import { kinds } from './cast.ts';
import type { Finder, Observed } from './organization.ts';

/** k of n with its 95 % interval (Wilson). */
export interface Share {
  k: number;
  n: number;
  low: number;
  high: number;
}

const share = (k: number, n: number): Share => ({ k, n, ...wilson({ k, n }) });

export interface KindRow {
  kind: string;
  flagged: Share;
  /** Weeks from when they began to manage so until the flag: half of all by then, and nine of ten; null: never that many. */
  median: number | null;
  ninety: number | null;
  /** Whose pattern could not be judged when the record ended; for the innocent, either one. */
  cannotJudge: Share;
}

/** What is found falsely, among some of those who are innocent. */
export interface FalseFlags {
  /** False ones among all flags ever raised. */
  discoveries: Share;
  /** Managers falsely flagged, for each year of a manager who was within the norms. */
  perManagerYear: number;
  managerYears: number;
}

export interface Summary {
  finder: Finder;
  kinds: KindRow[];
  falsely: FalseFlags;
  /** The same as if nobody had stood at a norm or just under it: they are many here, and few in life. */
  falselyWithoutTheNear: FalseFlags;
}

/** Those calibrated to stand at the norms or just under them. Whatever the draw, they are innocent. */
const isNear = (kind: string) => kind === 'at the norms' || kind === 'just under the norms';

/** Who leans how far, as long as the pooled record of all who lean so far says whether they are over a norm. */
const leaningOf = ({ leaning }: Observed) =>
  leaning === undefined ? null : `${leaning.towards} ${leaning.share.toFixed(2)}`;

/**
 * Those who lean are what the pooled record of all who lean as far says: over the norms if any signal's rate is. Nobody
 * wrote down what they are, since nothing in the simulation knows a norm.
 */
export function leaningOver(observed: readonly Observed[]): ReadonlySet<string> {
  const over = [...Map.groupBy(observed, leaningOf)].flatMap(([leaning, all]) => {
    if (leaning === null) return [];
    const bySignal = Map.groupBy(
      all.flatMap(({ sums }) => sums),
      ({ signal }) => signal,
    );
    return [...bySignal]
      .filter(([, sums]) => total(sums, 'k') > total(sums, 'limits'))
      .map(([signal]) => `${leaning} ${patternOf(signal)}`);
  });
  return new Set(over);
}

const total = (sums: readonly Observed['sums'][number][], figure: 'k' | 'n' | 'limits') =>
  sums.reduce((sum, one) => sum + one[figure], 0);

/** What somebody is: the kind of case, and whether each pattern's flag would be right. */
function truthOf(person: Observed, over: ReadonlySet<string>) {
  const leaning = leaningOf(person);
  if (leaning !== null) {
    const right = patterns.filter((pattern) => over.has(`${leaning} ${pattern}`));
    return { kind: right.length > 0 ? 'leaning, over a norm' : 'leaning, within', right };
  }
  const { kind, pattern } = kinds[person.style];
  return { kind, right: pattern === null ? [] : [pattern] };
}

/** What a finder made of the organisations of one or more scenarios. */
export function summarize(finder: Finder, observed: readonly Observed[], over: ReadonlySet<string>): Summary {
  const people = observed.map((person) => ({
    ...person,
    ...truthOf(person, over),
    found: person.found.filter(({ by }) => by === finder),
  }));
  const rows = [...Map.groupBy(people, ({ kind }) => kind)].map(([kind, all]): KindRow => {
    const guilty = all.every(({ right }) => right.length > 0);
    const times = all
      .map(({ found, right, from }) =>
        Math.min(
          ...found
            .filter(({ pattern }) => !guilty || right.includes(pattern))
            .map(({ after }) => after - from),
        ),
      )
      .toSorted((a, b) => a - b);
    const found = times.filter(Number.isFinite).length;
    const by = (part: number) => {
      const at = times[Math.ceil(part * times.length) - 1];
      return at !== undefined && Number.isFinite(at) ? at : null;
    };
    const unjudged = all.filter(({ judgements, right }) =>
      judgements.some(
        ({ pattern, judgement }) =>
          judgement === 'cannot_judge' && (right.length === 0 || right.includes(pattern)),
      ),
    );
    return {
      kind,
      flagged: share(found, all.length),
      median: by(0.5),
      ninety: by(0.9),
      cannotJudge: share(unjudged.length, all.length),
    };
  });
  const order = [
    'clear',
    'mild',
    'evasion',
    'favourites',
    'leaning, over a norm',
    'leaning, within',
    'at the norms',
    'just under the norms',
    'steady',
    'trap',
  ];
  return {
    finder,
    kinds: rows.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
    falsely: falselyAmong(people),
    falselyWithoutTheNear: falselyAmong(people.filter((person) => !isNear(person.kind))),
  };
}

function falselyAmong(
  people: readonly (Pick<Observed, 'found' | 'weeks'> & { right: readonly Pattern[] })[],
): FalseFlags {
  const flags = people.flatMap(({ found, right }) =>
    patterns
      .filter((pattern) => found.some((flag) => flag.pattern === pattern))
      .map((pattern) => ({ isFalse: !right.includes(pattern) })),
  );
  const innocent = people.filter(({ right }) => right.length === 0);
  const managerYears = innocent.reduce((sum, { weeks }) => sum + weeks, 0) / 52;
  return {
    discoveries: share(flags.filter(({ isFalse }) => isFalse).length, flags.length),
    perManagerYear: innocent.filter(({ found }) => found.length > 0).length / managerYears,
    managerYears,
  };
}

/** How near those calibrated to the norms came to them: each signal's pooled rate over its norm, with 100 occasions or more. */
export function nearness(observed: readonly Observed[]) {
  return [...Map.groupBy(observed, ({ style }) => style)]
    .filter(([style]) => isNear(kinds[style].kind))
    .map(([style, all]) => ({
      style,
      signals: [
        ...Map.groupBy(
          all.flatMap(({ sums }) => sums),
          ({ signal }) => signal,
        ),
      ]
        .filter(
          ([signal, sums]) =>
            style.endsWith(patternOf(signal)) && signal !== 'selective_leniency' && total(sums, 'n') >= 100,
        )
        .map(([signal, sums]) => ({
          signal,
          ofNorm: Math.round((100 * total(sums, 'k')) / total(sums, 'limits')) / 100,
        }))
        // In one order: the database gives readings in any, and a run that finds the same should write the same.
        .toSorted((one, other) => one.signal.localeCompare(other.signal)),
    }));
}

/** Patterns of a manager that could not be judged when the record ended. */
export function cannotJudge(observed: readonly Observed[], pattern: Pattern): Share {
  const judged = observed.flatMap(({ judgements }) =>
    judgements.filter((judgement) => judgement.pattern === pattern),
  );
  return share(judged.filter(({ judgement }) => judgement === 'cannot_judge').length, judged.length);
}
