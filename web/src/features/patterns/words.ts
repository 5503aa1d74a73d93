import type { Pattern, Provenance, Signal } from '@plumbline/shared/domain/vocabulary.ts';

/** The patterns and signals as the screens name them: always the pattern, never the person. */
export const patternNames: Record<Pattern, string> = {
  friend: 'Friend pattern',
  super: 'Manager-led pattern',
};

export const patternMeanings: Record<Pattern, string> = {
  friend: 'Late paperwork and ignored directives tolerated, excuses taken at face value',
  super: 'The manager works the reps’ accounts, the rep keeps the credit',
};

interface SignalWords {
  name: string;
  /** What outcome 1 is, said of occasions: "41 of 52 lapses …". */
  against: string;
  /** What one occasion is: singular and plural. */
  occasion: readonly [string, string];
}

export const signalWords: Record<Signal, SignalWords> = {
  silence: { name: 'Silence', against: 'got no answer in time', occasion: ['lapse', 'lapses'] },
  face_value: { name: 'Face value', against: 'accepted as it stood', occasion: ['reason', 'reasons'] },
  moved_deadline: {
    name: 'Moved deadline',
    against: 'moved or excused afterwards',
    occasion: ['lapse', 'lapses'],
  },
  no_escalation: { name: 'No escalation', against: 'not escalated', occasion: ['directive', 'directives'] },
  flat_pressure: { name: 'Flat pressure', against: 'met nothing firmer', occasion: ['lapse', 'lapses'] },
  empty_follow_up: {
    name: 'Empty follow-up',
    against: 'led to nothing',
    occasion: ['follow-up', 'follow-ups'],
  },
  advocacy: { name: 'Advocacy', against: 'supported', occasion: ['exception', 'exceptions'] },
  selective_leniency: {
    name: 'Favourites',
    against: 'let pass for two reps alone',
    occasion: ['lapse', 'lapses'],
  },
  takeover: { name: 'Manager-led', against: 'led by the manager', occasion: ['deal-week', 'deal-weeks'] },
  closing: { name: 'Closing', against: 'closed by the manager', occasion: ['won deal', 'won deals'] },
  no_handback: {
    name: 'No hand-back',
    against: 'not handed back',
    occasion: ['manager-led deal', 'manager-led deals'],
  },
  repeat_takeover: {
    name: 'Repeated',
    against: 'again with the same rep',
    occasion: ['manager-led deal', 'manager-led deals'],
  },
  credit_kept: {
    name: 'Credit kept',
    against: 'with the whole credit to the rep',
    occasion: ['led win', 'led wins'],
  },
  solo: { name: 'Solo', against: 'without the rep', occasion: ['activity', 'activities'] },
};

export const provenanceWords: Record<Provenance, { name: string; meaning: string }> = {
  observed: { name: 'observed', meaning: 'by Plumbline’s own clock' },
  imported: { name: 'imported', meaning: 'from a system of record' },
  declared: { name: 'declared', meaning: 'on somebody’s word' },
};

/** "1 lapse", "52 lapses". */
export function occasions(signal: Signal, n: number): string {
  const [one, many] = signalWords[signal].occasion;
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/**
 * A signal's rate as one says it. Selective leniency compares: its rate r stands for 2 r - 1, the difference in answer
 * rate, so that 0.625 is "25 points"; every other is a share.
 */
export function figure(signal: Signal, rate: number | null): string {
  return signal !== 'selective_leniency' || rate === null ? percent(rate) : `${points(rate)} points`;
}

/** The likely range of {@link figure}. */
export function figureRange(signal: Signal, low: number | null, high: number | null): string {
  if (signal !== 'selective_leniency' || low === null || high === null) return percentRange(low, high);
  return `${points(low)} to ${points(high)} points`;
}

/**
 * "likely 77 % (62 to 88 %)": the rate as the occasions and the others' rates together suggest it. With few occasions it lies
 * nearer the others than the rate itself, which therefore stands beside it.
 * @param rate shrunken
 */
export const likely = (signal: Signal, rate: number | null, range: string): string =>
  `likely ${figure(signal, rate)} (${range})`;

/** A sentence in which no figure stands apart from its unit at the end of a line. */
export const unbroken = (sentence: string): string => sentence.replaceAll(' %', '\u00a0%');

/** "66–88" for a cell that has the unit beside it already. */
export function bareRange(signal: Signal, low: number | null, high: number | null): string {
  if (low === null || high === null) return '';
  return signal === 'selective_leniency'
    ? `${points(low)} to ${points(high)}`
    : `${rounded(low)}–${rounded(high)}`;
}

/** A rate of 0 to 1 as "79 %"; a dash where there is none. */
export function percent(rate: number | null): string {
  return rate === null ? '–' : `${wholePercent(rate)} %`;
}

/** "66 to 88 %"; empty where there were no occasions. */
export function percentRange(low: number | null, high: number | null): string {
  return low === null || high === null ? '' : `${rounded(low)} to ${rounded(high)} %`;
}

/** k can be a half where an answer counted half. */
export function formatK(k: number): string {
  return k.toLocaleString('en', { maximumFractionDigits: 1 });
}

/** Difference in percentage points, with a true minus. */
function points(rate: number): string {
  const whole = Math.round((2 * rate - 1) * 100);
  return whole < 0 ? `−${-whole}` : String(Math.abs(whole));
}

/** Never "0 %" or "100 %" by rounding alone: those two are said of all or none only. */
function wholePercent(rate: number): string {
  const whole = Math.round(rate * 100);
  if (whole === 0 && rate > 0) return '<1';
  if (whole === 100 && rate < 1) return '>99';
  return String(whole);
}

/** The ends of a range are estimates already: rounding says enough. */
function rounded(rate: number): number {
  return Math.round(rate * 100);
}
