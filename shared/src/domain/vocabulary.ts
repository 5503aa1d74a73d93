/** The words of the product, once: tables, API and screens take them from here. */

export const itemKinds = ['paperwork', 'directive'] as const;
export type ItemKind = (typeof itemKinds)[number];

export const excuses = [
  'workload',
  'customer_emergency',
  'travel',
  'system',
  'absence',
  'unclear',
  'other',
] as const;
export type Excuse = (typeof excuses)[number];

/** As it is said on screens, after "says" or "excuse". */
export const excuseWords: Record<Excuse, string> = {
  workload: 'too much work',
  customer_emergency: 'a customer’s emergency',
  travel: 'travelling',
  system: 'a system was down',
  absence: 'was absent',
  unclear: 'unclear what was wanted',
  other: 'something else',
};

/** How a follow-up was held; `app` is a message that Plumbline itself sent ("Ask"). */
export const followUpChannels = ['one_on_one', 'call', 'email', 'chat', 'meeting', 'app'] as const;
export type FollowUpChannel = (typeof followUpChannels)[number];

/** What a follow-up came to, from the softest to the firmest. */
export const followUpOutcomes = [
  'reminder',
  'excuse_accepted',
  'new_commitment',
  'coaching',
  'firm_expectation',
  'escalated',
] as const;
export type FollowUpOutcome = (typeof followUpOutcomes)[number];

/** Who said by when an item will be done: the rep, a follow-up, or an extension that was granted. */
export const commitmentSources = ['rep', 'follow_up', 'extension'] as const;
export type CommitmentSource = (typeof commitmentSources)[number];

/** Done by the time promised, not done by then, or still to come. What comes later mends nothing that was broken. */
export const commitmentStates = ['kept', 'broken', 'open'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** Where a fact comes from: the product's own clock, a system of record, a person's word. */
export const provenances = ['observed', 'imported', 'declared'] as const;
export type Provenance = (typeof provenances)[number];

export const itemEventKinds = [
  'submitted',
  'completed',
  'withdrawn',
  'returned',
  'accepted',
  'verified',
  'relayed',
  'acknowledged',
  'waived',
  'excused',
  'reason_given',
  'committed',
  'extension_requested',
  'extension_granted',
  'extension_declined',
  'escalated',
  'escalated_by_rule',
  'insisted',
  'ruled_unclear',
  'recalled',
  'put_off',
] as const;
export type ItemEventKind = (typeof itemEventKinds)[number];

export const activityKinds = [
  'call',
  'meeting',
  'email',
  'demo',
  'proposal',
  'negotiation',
  'entertainment',
  'stage_change',
  'note',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Those that are held with the customer live: by an e-mail nobody takes a deal over, or joins a call. */
export const liveActivityKinds = ['call', 'meeting', 'demo', 'negotiation', 'entertainment'] as const;

/** Who led a joint call. */
export const jointCallLeaders = ['rep', 'manager'] as const;
export type JointCallLeader = (typeof jointCallLeaders)[number];

/** A departure from policy that costs the company. */
export const exceptionKinds = ['discount', 'credit_terms', 'return', 'policy'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

/** Where an exception stands; `passed_up`: left to an executive. */
export const exceptionStates = ['asked', 'passed_up', 'supported', 'declined', 'withdrawn'] as const;
export type ExceptionState = (typeof exceptionStates)[number];

/** The two pictures of themselves that managers live up to. */
export const patterns = ['friend', 'super'] as const;
export type Pattern = (typeof patterns)[number];

export const friendSignals = [
  'silence',
  'face_value',
  'moved_deadline',
  'no_escalation',
  'flat_pressure',
  'empty_follow_up',
  'advocacy',
  'selective_leniency',
] as const;
export const superSignals = [
  'takeover',
  'closing',
  'no_handback',
  'repeat_takeover',
  'credit_kept',
  'solo',
] as const;
export const signals = [...friendSignals, ...superSignals] as const;
export type Signal = (typeof signals)[number];

const ofSuper: ReadonlySet<Signal> = new Set(superSignals);

/** Which of the two patterns a signal belongs to. */
export const patternOf = (signal: Signal): Pattern => (ofSuper.has(signal) ? 'super' : 'friend');

export const judgements = ['over', 'within', 'few_occasions', 'cannot_judge'] as const;
export type Judgement = (typeof judgements)[number];

export const reviewDecisions = ['borne_out', 'not_borne_out', 'plan_agreed'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** What becomes of a flag, each a fact with its author; raised and cleared are the pipeline's. */
export const flagSteps = ['raised', 'replied', 'review_begun', ...reviewDecisions, 'cleared'] as const;
export type FlagStepKind = (typeof flagSteps)[number];

/** Why a flag is over: eight weeks of evidence, a reviewer, its manager left, or has no team any more. */
export const clearings = ['evidence', 'review', 'left', 'no_team'] as const;
export type Clearing = (typeof clearings)[number];

/**
 * Where a flag stands. `to_review` from the day on which the reply window has closed until an executive begins;
 * `look_again` from the day that a plan named.
 */
export const flagStates = [
  'under_reply',
  'to_review',
  'under_review',
  ...reviewDecisions,
  'look_again',
  'cleared',
] as const;
export type FlagState = (typeof flagStates)[number];

/** What somebody is told of; the words are the server's (notifications/words.ts). */
export const noticeKinds = [
  'asked',
  'cover_begins',
  'directive_issued',
  'directive_recalled',
  'directive_to_relay',
  'escalated',
  'escalated_by_rule',
  'escalation_answered',
  'escalation_unanswered',
  'exception_asked',
  'exception_decided',
  'exception_passed_up',
  'extension_answered',
  'extension_asked',
  'flag_raised',
  'flag_replied',
  'flag_to_review',
  'follow_up_logged',
  'hand_back_due',
  'import_finished',
  'item_due',
  'item_late',
  'item_returned',
  'item_waived',
  'joint_call_disputed',
  'joint_call_logged',
  'leave_changed',
  'leave_recorded',
  'leave_taken_back',
  'leave_to_confirm',
  'takeover_answered',
  'takeover_declared',
  'takeover_handed_back',
  'takeover_to_confirm',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What a notice is about. */
export const noticeSubjects = [
  'absence',
  'directive',
  'exception',
  'flag',
  'follow_up',
  'import',
  'item',
  'joint_call',
  'takeover',
] as const;
export type NoticeSubject = (typeof noticeSubjects)[number];

/** What the server does by itself, each in a queue of that name. */
export const jobNames = [
  'deliver',
  'deliver-all',
  'end-interrupted-imports',
  'evaluate',
  'evaluate-all',
  'forget-old-answers',
  'remind',
  'remove-stale-files',
  'schedule-digests',
  'schedule-paperwork',
  'seal-audit',
] as const;
export type JobName = (typeof jobNames)[number];
