import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';

/** What an answer to a lapse was worth; several signals share these. */
const answers = {
  answered: 'answered in time',
  escalated: 'escalated in time',
  declined: 'a request for more time was declined in time',
  backdated: 'a follow-up was logged more than 48 hours after it is said to have been',
  recorded_before: 'a follow-up was logged before the time at which it is said to have been',
  disputed: 'the rep disputed the follow-up',
  unborne: 'a follow-up was logged in time, and nothing bears it out: it counts half',
};

const leading = {
  led_by_rep: 'the rep led that week',
  led_by_rep_typed: 'the rep led that week (every activity typed in by hand)',
  led_by_manager: 'the manager did more of that week than the rep, without the rep',
  led_by_manager_typed:
    'the manager did more of that week than the rep, without the rep (every activity typed in by hand)',
  led_by_nobody: 'neither led: only e-mails by the manager, or only others',
  led_by_nobody_typed:
    'neither led: only e-mails by the manager, or only others (every activity typed in by hand)',
};

/** By the short word that the pipeline keeps with each trial. */
const words: Record<Signal, Record<string, string>> = {
  silence: {
    ...answers,
    no_answer: 'no follow-up in time',
    late_answer: 'no follow-up in time (the first one came later)',
  },
  face_value: {
    accepted: 'accepted with no new commitment and no consequence',
    accepted_again: 'accepted again, after the earlier commitment was broken',
    met: 'met with a commitment or a consequence',
    not_accepted: 'not accepted',
  },
  moved_deadline: {
    not_moved: 'the date stood',
    moved: 'the due date was moved after it had passed, or by more than 5 business days',
    waived: 'waived after it was due',
    excused: 'excused after it was due',
  },
  no_escalation: { ...answers, not_escalated: 'not escalated within 10 business days' },
  flat_pressure: {
    ...answers,
    firm: 'met with a firm expectation, coaching or an escalation',
    nothing_firmer: 'nothing firmer than the first time',
  },
  empty_follow_up: {
    done: 'the item was done, or the commitment kept, within 5 business days',
    firmer: 'a firmer step followed',
    nothing_came: 'neither the item, nor a commitment kept, nor a firmer step within 5 business days',
  },
  advocacy: { supported: 'supported', declined: 'declined' },
  selective_leniency: {
    more_lenient: 'let go, where the like lapses of others were answered',
    firmer: 'answered, where the like lapses of others were let go',
    alike: 'treated like the others’ lapses',
  },
  takeover: leading,
  closing: {
    led_by_manager: 'the manager led at least half of its last active weeks',
    led_by_rep: 'the rep led most of its last active weeks',
  },
  no_handback: {
    handed_back: 'the rep led again within 30 days',
    kept: 'the rep did not lead again within 30 days',
  },
  repeat_takeover: {
    first: 'the first in 90 days',
    again: 'the same rep had another within the 90 days before',
  },
  credit_kept: { whole_credit: 'the rep kept the whole credit', shared: 'the credit was shared' },
  solo: { joint: 'the rep was in it', alone: 'without the rep' },
};

/** Why a trial was read as it was. A word that is not known here is shown as it is. */
export function explain(signal: Signal, reason: string): string {
  return words[signal][reason] ?? reason.replaceAll('_', ' ');
}

/** `one_on_one` -> `one on one`. */
export const spaced = (word: string): string => word.replaceAll('_', ' ');

/** With a capital letter. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
