import type { ItemEvent } from '@plumbline/shared/contracts/items.ts';
import type { FollowUpChannel, FollowUpOutcome } from '@plumbline/shared/domain/vocabulary.ts';

/** The vocabulary as screens say it. */
export const channelWords: Record<FollowUpChannel, string> = {
  one_on_one: 'one-to-one',
  call: 'call',
  email: 'e-mail',
  chat: 'chat',
  meeting: 'meeting',
  app: 'in Plumbline',
};

export const outcomeWords: Record<FollowUpOutcome, string> = {
  reminder: 'reminder',
  excuse_accepted: 'excuse accepted',
  new_commitment: 'new commitment',
  coaching: 'coaching',
  firm_expectation: 'firm expectation',
  escalated: 'escalated',
};

export const eventWords: Record<ItemEvent['kind'], string> = {
  submitted: 'Submitted',
  completed: 'Done',
  withdrawn: 'Submission withdrawn',
  returned: 'Returned',
  accepted: 'Accepted',
  verified: 'Verified',
  relayed: 'Relayed',
  acknowledged: 'Acknowledged',
  waived: 'Waived',
  excused: 'Excused',
  reason_given: 'Said why',
  committed: 'Committed',
  extension_requested: 'Asked for time',
  extension_granted: 'More time granted',
  extension_declined: 'More time declined',
  escalated: 'Escalated',
  escalated_by_rule: 'Escalated by the directive’s rule',
  insisted: 'Answered: it stands',
  ruled_unclear: 'Ruled unclear',
  recalled: 'Recalled',
  put_off: 'Put off, somebody is on leave',
  follow_up: 'Follow-up',
};

/** A list of choices for a form, in the vocabulary's own order. */
export function choices<T extends string>(
  words: Record<T, string>,
  among: readonly T[],
): { value: T; label: string }[] {
  return among.map((value) => ({ value, label: words[value] }));
}
