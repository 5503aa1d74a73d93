import type { FlagSummary } from '@plumbline/shared/contracts/flags.ts';
import type { ReviewDecision } from '@plumbline/shared/domain/vocabulary.ts';
import { type Reader, formatDay } from '../../lib/formats.ts';

export const decisionWords: Record<ReviewDecision, string> = {
  borne_out: 'borne out',
  not_borne_out: 'not borne out',
  plan_agreed: 'plan agreed',
};

const clearedWords: Record<NonNullable<FlagSummary['clearedBy']>, string> = {
  evidence: 'cleared by the evidence',
  review: 'cleared by review',
  left: 'ended: the manager left',
  no_team: 'ended: no team any more',
};

/** Where a flag stands, in one phrase. */
export function standing(
  flag: Pick<FlagSummary, 'clearedAt' | 'clearedBy' | 'lastDecision' | 'replied' | 'openFrom'>,
  reader: Reader,
): string {
  if (flag.clearedAt !== null && flag.clearedBy !== null) {
    return `${clearedWords[flag.clearedBy]}, ${formatDay(flag.clearedAt, reader)}`;
  }
  if (flag.lastDecision !== null) return decisionWords[flag.lastDecision];
  if (Date.parse(flag.openFrom) > reader.now.getTime()) {
    return `with the manager until ${formatDay(flag.openFrom, reader)}${flag.replied ? ', replied' : ''}`;
  }
  return flag.replied ? 'to review, reply received' : 'to review, no reply';
}
