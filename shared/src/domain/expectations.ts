import type { Signal } from './vocabulary.ts';

/** What is expected of a manager, a sentence a signal: shown to each before it counts. Most managers were never told. */
export const expectations: Record<Signal, string> = {
  silence: 'Answer each late item within the response time: ask, agree on a time, or say what follows.',
  face_value:
    'Meet a reason for lateness with a new commitment, and do not accept another when that one was broken.',
  moved_deadline:
    'Let a date that has passed stand: move it before it falls due, once and by a week at most, or not at all.',
  no_escalation: 'Escalate a directive that is still not done a week after it was due, within another week.',
  flat_pressure:
    'When a rep keeps lapsing, become firmer: a firm expectation, a coaching plan, or an escalation.',
  empty_follow_up:
    'Follow up until something comes of it: the item, a commitment that is kept, or a firmer step.',
  advocacy: 'Decline exceptions to policy that cost the company more than they bring.',
  selective_leniency: 'Answer lapses alike, whoever they are by.',
  takeover: 'Leave the lead of a rep’s deal with the rep; come along rather than take over.',
  closing: 'Let reps close their deals.',
  no_handback: 'Hand a deal back within a month of taking it over.',
  repeat_takeover: 'A rep who needed a rescue should not need another within three months: coach.',
  credit_kept: 'Let the credit for a win show who did the work.',
  solo: 'When you work with a rep’s customer, take the rep along: a joint call is coaching.',
};
