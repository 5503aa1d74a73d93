import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import {
  type Clearing,
  type Judgement,
  type Pattern,
  patterns,
  type Signal,
} from '@plumbline/shared/domain/vocabulary.ts';
import { rejectByEvidence } from './benjamini-hochberg.ts';
import { clears, type Requirement, whatWouldClear } from './clearing.ts';
import { type Coverage, remarkOn, whyUnreadable } from './coverage.ts';
import { definitionOf, describeSignal, type Peers, peersOf, type Total } from './describe.ts';
import { addWeek, type Evidence, logEvidence, noEvidence } from './evidence.ts';
import { compositeZ } from './occasions.ts';
import { overdispersionOf } from './stream.ts';
import { alpha, fewestOccasions, weeksToClear } from './method.ts';
import { limitOf, type Policy } from './policy.ts';
import type { Reading, WeekReading } from './readings.ts';
import { signalsOf } from './trials/index.ts';
import { addDays } from './weeks.ts';

/** A signal's occasions taken together. */
export interface Sums {
  k: number;
  n: number;
  /** The most reps that any of the weeks had. */
  reps: number;
  /** The sum of the occasions' limits. */
  limits: number;
}

/** A manager and pattern, as far as the evidence has come. Plain data, stored as it is. */
export interface Sheet {
  readonly managerId: string;
  readonly pattern: Pattern;
  readonly evidence: Evidence;
  /** Each signal's occasions over the weeks that counted: those that could be judged. */
  readonly sums: Readonly<Partial<Record<Signal, Sums>>>;
  /** The last of those weeks, oldest first, as many as a flag is cleared by. */
  readonly lately: readonly { week: string; sums: Readonly<Partial<Record<Signal, Sums>>> }[];
  /** The first week that counted; null before it. What counted of it and the weeks since is said by their evidence. */
  readonly since: string | null;
  /** The Monday at which the present flag was raised; null while there is none. */
  readonly raisedOn: string | null;
}

/** Evidence after a week, as it is stored. */
export interface EvidenceRow {
  managerId: string;
  pattern: Pattern;
  week: string;
  logE: number;
  judgement: Judgement;
  reasons: string[];
  detail: {
    /** The signals whose readings counted. */
    readable: Signal[];
    /** Figures so far, for the screens. */
    signals: SignalReading[];
  };
  policyVersion: number;
}

/** What is frozen with a flag. */
export interface FlagEvidence {
  sentence: string;
  readings: SignalReading[];
  /** Signals within the norm. */
  counterEvidence: Signal[];
  wouldClear: string;
  /** What that asks of each signal over its norm; none where there is no prospect. */
  clearing: (Requirement<Signal> & { says: string })[];
  /** The first week that counted. */
  fromWeek: string;
}

export interface RaisedFlag {
  managerId: string;
  pattern: Pattern;
  raisedOn: string;
  policyVersion: number;
  evidence: FlagEvidence;
}

export interface ClearedFlag {
  managerId: string;
  pattern: Pattern;
  clearedOn: string;
  clearedBy: Clearing;
}

/** What a look at the close of a week needs to know. */
export interface WeekToLookAt {
  week: string;
  policy: Policy;
  coverage: Coverage;
  /** Managers who have anybody at the end of the week. */
  managers: readonly string[];
  /** Managers of whom there is no more to be seen, and why. */
  departed: ReadonlyMap<string, 'left' | 'no_team'>;
  /** By `sheetKey`, the day on which a flag was raised that a reviewer has dismissed: an older or a newer one stays. */
  dismissed: ReadonlyMap<string, string>;
  readings: readonly WeekReading[];
  /** Whether to work out the figures for the screens, with their intervals. */
  inDetail: boolean;
}

export interface Look {
  rows: EvidenceRow[];
  raised: RaisedFlag[];
  cleared: ClearedFlag[];
}

export const sheetKey = (managerId: string, pattern: Pattern) => `${managerId} ${pattern}`;

/** Nothing has counted yet. */
export const cleanSheet = (managerId: string, pattern: Pattern): Sheet => ({
  managerId,
  pattern,
  evidence: noEvidence(signalsOf(pattern)),
  sums: {},
  lately: [],
  since: null,
  raisedOn: null,
});

/** A reading with what its signal's definition says of it. */
export const asOccasions = <T extends { signal: Signal; k: number; n: number; norm: number }>(reading: T) => {
  const { variance, standsAlone } = definitionOf(reading.signal);
  return { ...reading, variance, standsAlone };
};

/** Takes a week's readings into a sheet. */
export function count(sheet: Sheet, week: string, readings: readonly WeekReading[]): Sheet {
  const evidence = addWeek(sheet.evidence, readings.map(asOccasions));
  const sums = Object.fromEntries(readings.map((reading) => [reading.signal, sumsOf(reading)]));
  return {
    ...sheet,
    evidence,
    sums: added(sheet.sums, sums),
    lately: [...sheet.lately, { week, sums }].slice(-weeksToClear),
    since: sheet.since ?? week,
  };
}

const sumsOf = ({ k, n, reps, norm }: Reading): Sums => ({ k, n, reps, limits: n * norm });

function added(one: Sheet['sums'], other: Sheet['sums']): Sheet['sums'] {
  const both = [one, other].flatMap((sums) => Object.entries(sums));
  return Object.fromEntries(
    [...Map.groupBy(both, ([signal]) => signal)].map(([signal, all]) => [
      signal,
      all
        .map(([, sums]) => sums)
        .reduce((sum, next) => ({
          k: sum.k + next.k,
          n: sum.n + next.n,
          reps: Math.max(sum.reps, next.reps),
          limits: sum.limits + next.limits,
        })),
    ]),
  );
}

/**
 * Looks at the record as a week closes: takes its readings into every sheet, raises flags by e-BH over all managers and
 * patterns that can be judged, and clears those that the evidence, a reviewer or a departure clears.
 *
 * @param sheets by `sheetKey`; brought up to date
 */
export function lookAt(sheets: Map<string, Sheet>, look: WeekToLookAt): Look {
  const monday = addDays(look.week, 7);
  const cleared: ClearedFlag[] = [];
  for (const [key, sheet] of sheets) {
    if (sheet.raisedOn === null) continue;
    const isDismissed = look.dismissed.get(key) === sheet.raisedOn;
    const clearedBy = look.departed.get(sheet.managerId) ?? (isDismissed ? 'review' : null);
    if (clearedBy === null) continue;
    cleared.push({ managerId: sheet.managerId, pattern: sheet.pattern, clearedOn: monday, clearedBy });
    sheets.set(key, cleanSheet(sheet.managerId, sheet.pattern));
  }

  const byManager = Map.groupBy(look.readings, ({ managerId }) => managerId);
  const judged = look.managers
    .filter((managerId) => !look.departed.has(managerId))
    .flatMap((managerId) =>
      patterns.map((pattern) => {
        const unreadable = new Map(
          signalsOf(pattern).map((definition) => [
            definition.name,
            whyUnreadable(definition, managerId, look.week, look.coverage),
          ]),
        );
        const readings = (byManager.get(managerId) ?? []).filter(
          ({ signal }) => unreadable.get(signal)?.length === 0,
        );
        const isReadable = [...unreadable.values()].some((reasons) => reasons.length === 0);
        const before = sheets.get(sheetKey(managerId, pattern)) ?? cleanSheet(managerId, pattern);
        const sheet = isReadable ? count(before, look.week, readings) : before;
        return { sheet, unreadable, isReadable };
      }),
    );

  const candidates = judged.filter(({ isReadable }) => isReadable);
  const rejected = rejectByEvidence(
    candidates.map(({ sheet }) => logEvidence(sheet.evidence)),
    alpha,
  );
  const totals = judged.flatMap(({ sheet }) =>
    totalsOf(sheet, look.policy).map((total) => ({ ...total, managerId: sheet.managerId })),
  );
  const totalsBySheet = Map.groupBy(totals, ({ managerId, signal }) =>
    sheetKey(managerId, definitionOf(signal).pattern),
  );
  const totalsBySignal = Map.groupBy(totals, ({ signal }) => signal);
  const peersBySignal = new Map<Signal, Peers>();
  /** Sorting all managers' rates is worth it only where somebody's figures are worked out. */
  const peersFor = (signal: Signal): Peers => {
    const peers = peersBySignal.get(signal) ?? peersOf(totalsBySignal.get(signal) ?? []);
    peersBySignal.set(signal, peers);
    return peers;
  };
  const totalsFor = ({ managerId, pattern }: Sheet) => totalsBySheet.get(sheetKey(managerId, pattern)) ?? [];
  const describe = (sheet: Sheet, unreadable: ReadonlyMap<Signal, readonly string[]>) =>
    totalsFor(sheet).map(({ managerId, ...total }) => {
      const remark = remarkOn(definitionOf(total.signal), managerId, look.week, look.coverage);
      return describeSignal(total, peersFor(total.signal), unreadable.get(total.signal) ?? [], remark);
    });
  const raised: RaisedFlag[] = [];
  candidates.forEach((candidate, position) => {
    const { sheet } = candidate;
    if (sheet.raisedOn !== null) {
      // Eight whole weeks have to pass: a few clean days say nothing about the signal that raised it.
      if (monday < addDays(sheet.raisedOn, 7 * weeksToClear)) return;
      if (!clears(lastWeeks(sheet, look.week).map(asOccasions), overdispersionOf(sheet.evidence.composite)))
        return;
      cleared.push({
        managerId: sheet.managerId,
        pattern: sheet.pattern,
        clearedOn: monday,
        clearedBy: 'evidence',
      });
      candidate.sheet = cleanSheet(sheet.managerId, sheet.pattern);
    } else if (rejected.has(position) && occasions(totalsFor(sheet)) >= fewestOccasions) {
      candidate.sheet = { ...sheet, raisedOn: monday };
      raised.push({
        managerId: sheet.managerId,
        pattern: sheet.pattern,
        raisedOn: monday,
        policyVersion: look.policy.version,
        evidence: freeze(sheet, describe(sheet, candidate.unreadable)),
      });
    }
  });

  const rows = judged.map(({ sheet, unreadable, isReadable }): EvidenceRow => {
    sheets.set(sheetKey(sheet.managerId, sheet.pattern), sheet);
    return {
      managerId: sheet.managerId,
      pattern: sheet.pattern,
      week: look.week,
      logE: logEvidence(sheet.evidence),
      judgement: judgementOf(sheet, isReadable, occasions(totalsFor(sheet))),
      reasons: isReadable ? [] : [...new Set([...unreadable.values()].flat())],
      detail: {
        readable: [...unreadable].flatMap(([signal, reasons]) => (reasons.length === 0 ? [signal] : [])),
        signals: look.inDetail ? describe(sheet, unreadable) : [],
      },
      policyVersion: look.policy.version,
    };
  });
  return { rows, raised, cleared };
}

function judgementOf(sheet: Sheet, isReadable: boolean, n: number): Judgement {
  if (!isReadable) return 'cannot_judge';
  if (sheet.raisedOn !== null) return 'over';
  return n < fewestOccasions ? 'few_occasions' : 'within';
}

const occasions = (totals: readonly Total[]) => totals.reduce((sum, { n }) => sum + n, 0);

/** Each signal's occasions over all weeks that counted. */
const totalsOf = ({ pattern, sums }: Sheet, policy: Policy): Total[] =>
  signalsOf(pattern).map(({ name }) => totalOf(name, sums[name], limitOf(policy, name)));

/** @param limit what the policy says, where there are no occasions */
function totalOf(signal: Signal, sums: Sums | undefined, limit: number): Total {
  if (sums === undefined || sums.n === 0) return { signal, k: 0, n: 0, reps: 0, norm: limit };
  const { k, n, reps, limits } = sums;
  return { signal, k, n, reps, norm: limits / n };
}

/** A signal's readings taken together. */
export function sumOf(signal: Signal, readings: readonly Reading[], limit: number): Total {
  const sums = readings.reduce<Sheet['sums']>(
    (sum, reading) => added(sum, { [signal]: sumsOf(reading) }),
    {},
  );
  return totalOf(signal, sums[signal], limit);
}

/** Each signal's occasions in the last eight weeks. */
function lastWeeks({ lately, pattern }: Sheet, week: string): Total[] {
  const sums = lately
    .filter((counted) => counted.week > addDays(week, -7 * weeksToClear))
    .reduce<Sheet['sums']>((sum, counted) => added(sum, counted.sums), {});
  return signalsOf(pattern).map(({ name }) => totalOf(name, sums[name], 0.5));
}

/** Evidence as it stands when a flag is raised; nothing later changes it. */
function freeze(sheet: Sheet, readings: readonly SignalReading[]): FlagEvidence {
  const seen = readings.filter(({ n, judgement }) => n > 0 && judgement !== 'cannot_judge');
  const excess = (reading: SignalReading) => compositeZ([asOccasions(reading)]);
  const worst = seen.toSorted((a, b) => excess(b) - excess(a))[0];
  const required = whatWouldClear(expectedOf(sheet, seen), overdispersionOf(sheet.evidence.composite)) ?? [];
  const clearing = required.map((requirement) => ({ ...requirement, says: saysOf(requirement) }));
  return {
    sentence: worst?.sentence ?? '',
    readings: [...readings],
    counterEvidence: seen.filter(({ k, n, norm }) => k <= n * norm).map(({ signal }) => signal),
    wouldClear: wouldClear(clearing),
    clearing,
    fromWeek: sheet.since ?? '',
  };
}

/** Each signal's occasions as eight weeks are likely to bring them: as many as lately, as good as so far. */
function expectedOf({ lately }: Sheet, readings: readonly SignalReading[]) {
  const times = weeksToClear / Math.max(1, lately.length);
  return readings.map((reading) => {
    const seen = lately.reduce((sum, { sums }) => sum + (sums[reading.signal]?.n ?? 0), 0);
    const n = Math.max(1, Math.round(times * seen));
    return asOccasions({ ...reading, k: (reading.k / reading.n) * n, n });
  });
}

function saysOf({ signal, good, of }: Requirement<Signal>): string {
  const { wouldClear: words, clause } = definitionOf(signal);
  // Where the outcome compares, it is no number of good ones: all of them are enough.
  return clause ? `all of the next ${of} ${words}` : `${good} of the next ${of} ${words}`;
}

/** @param requirements none where there is no prospect */
function wouldClear(requirements: readonly { says: string }[]): string {
  return requirements.length === 0
    ? `over ${weeksToClear} weeks, so few occasions over the norms that chance is ruled out`
    : `${requirements.map(({ says }) => says).join('; ')}: over ${weeksToClear} weeks, the other signals no worse than now`;
}
