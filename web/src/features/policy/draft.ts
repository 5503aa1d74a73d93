import type { PolicyVersion } from '@plumbline/shared/contracts/policy.ts';
import { type Signal, signals } from '@plumbline/shared/domain/vocabulary.ts';

/** A policy as it is being typed: percent and days as text. */
export interface Draft {
  norms: Record<Signal, string>;
  responseBusinessDays: string;
  replyBusinessDays: string;
}

export type TypedPolicy = Pick<PolicyVersion, 'norms' | 'responseBusinessDays' | 'replyBusinessDays'>;

/** What was typed, as numbers; or what is wrong, by field. */
export type Checked =
  | { ok: true; policy: TypedPolicy }
  | { ok: false; wrong: Readonly<Record<string, string>> };

export function draftOf({ norms, responseBusinessDays, replyBusinessDays }: PolicyVersion): Draft {
  return {
    norms: bySignal((signal) => String(Math.round(100 * norms[signal]))),
    responseBusinessDays: String(responseBusinessDays),
    replyBusinessDays: String(replyBusinessDays),
  };
}

export function check({ norms, responseBusinessDays, replyBusinessDays }: Draft): Checked {
  const wrong: Record<string, string> = {};
  const whole = (field: string, text: string, low: number, high: number): number => {
    const number = Number(text);
    if (text.trim() === '' || !Number.isInteger(number) || number < low || number > high)
      wrong[field] = `A whole number from ${low} to ${high}`;
    return number;
  };
  const policy = {
    norms: bySignal((signal) => whole(signal, norms[signal], 0, 100) / 100),
    responseBusinessDays: whole('responseBusinessDays', responseBusinessDays, 1, 20),
    replyBusinessDays: whole('replyBusinessDays', replyBusinessDays, 0, 30),
  };
  return Object.keys(wrong).length === 0 ? { ok: true, policy } : { ok: false, wrong };
}

/** The signals whose norms differ, and whether a time does. */
export function changesFrom(version: PolicyVersion, draft: Draft): string[] {
  const before = draftOf(version);
  return [
    ...signals.filter((signal) => before.norms[signal] !== draft.norms[signal]),
    ...(['responseBusinessDays', 'replyBusinessDays'] as const).filter(
      (time) => before[time] !== draft[time],
    ),
  ];
}

/** A value for every signal, named one by one so that none can be missing. */
function bySignal<T>(valueOf: (signal: Signal) => T): Record<Signal, T> {
  return {
    silence: valueOf('silence'),
    face_value: valueOf('face_value'),
    moved_deadline: valueOf('moved_deadline'),
    no_escalation: valueOf('no_escalation'),
    flat_pressure: valueOf('flat_pressure'),
    empty_follow_up: valueOf('empty_follow_up'),
    advocacy: valueOf('advocacy'),
    selective_leniency: valueOf('selective_leniency'),
    takeover: valueOf('takeover'),
    closing: valueOf('closing'),
    no_handback: valueOf('no_handback'),
    repeat_takeover: valueOf('repeat_takeover'),
    credit_kept: valueOf('credit_kept'),
    solo: valueOf('solo'),
  };
}
