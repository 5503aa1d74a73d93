import type { FlagStep, FlagSummary } from '@plumbline/shared/contracts/flags.ts';
import type { Clearing, ReviewDecision } from '@plumbline/shared/domain/vocabulary.ts';
import { type Reader, formatDate, formatDay } from '../../lib/formats.ts';

export const decisionWords: Record<ReviewDecision, string> = {
  borne_out: 'borne out',
  not_borne_out: 'not borne out',
  plan_agreed: 'plan agreed',
};

const clearingWords: Record<Clearing, string> = {
  evidence: 'cleared by the evidence',
  review: 'cleared by review',
  left: 'ended: the manager left',
  no_team: 'ended: nobody reports to the manager any more',
};

/** Where a flag stands, in one phrase. */
export function standing(
  flag: Pick<FlagSummary, 'state' | 'clearedAt' | 'clearedBy' | 'replied' | 'openFrom' | 'lookAgainOn'>,
  reader: Reader,
): string {
  const day = flag.lookAgainOn === null ? '' : formatDate(flag.lookAgainOn, reader);
  switch (flag.state) {
    case 'under_reply':
      return `with the manager until ${formatDay(flag.openFrom, reader)}${flag.replied ? ', replied' : ''}`;
    case 'to_review':
      return flag.replied ? 'to review, reply received' : 'to review, no reply';
    case 'under_review':
      return 'under review';
    case 'plan_agreed':
      return `plan agreed, to look again on ${day}`;
    case 'look_again':
      return `to look again: the plan named ${day}`;
    case 'not_borne_out':
      return 'not borne out, cleared when the week closes';
    case 'borne_out':
      return decisionWords.borne_out;
    case 'cleared':
      return flag.clearedAt === null || flag.clearedBy === null
        ? 'cleared'
        : `${clearingWords[flag.clearedBy]}, ${formatDay(flag.clearedAt, reader)}`;
  }
}

/** What somebody did, or the evidence: "Mia Berg replied", "cleared by the evidence". */
export function stepWords({ step, author, clearedBy }: FlagStep): string {
  const who = author?.name ?? '';
  switch (step) {
    case 'raised':
      return 'raised by the evidence';
    case 'replied':
      return `${who} replied`;
    case 'review_begun':
      return `${who} began the review`;
    case 'cleared':
      return clearedBy === null ? 'cleared' : clearingWords[clearedBy];
    default:
      return `${who}: ${decisionWords[step]}`;
  }
}
