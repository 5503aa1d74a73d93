/** Business days, in the receiver's calendar, in which an escalation is to be answered; leave of the receiver does not count. */
export const escalationAnswerDays = 2;

/** How whoever an escalation went to rules on it: it stands, it gets more time, or nobody could know what was wanted. */
export const rulings = ['insist', 'extend', 'unclear'] as const;
export type Ruling = (typeof rulings)[number];

/**
 * Where an escalation stands. `overdue`: its answer time has passed, and an answer is still wanted; `closed`: the item was
 * done or taken back, or went to somebody else, before anybody answered.
 */
export const escalationStates = ['waiting', 'overdue', 'answered', 'closed'] as const;
