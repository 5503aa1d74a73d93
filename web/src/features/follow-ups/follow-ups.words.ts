import type { FollowUpAnswer, FollowUpSort } from '@plumbline/shared/contracts/follow-ups.ts';
import type { pastRanges } from '../../lib/day-ranges.ts';

export const answerWords: Record<FollowUpAnswer, string> = {
  none: 'Not answered',
  confirmed: 'Confirmed',
  disputed: 'Disputed',
};

export const heldWords: Record<(typeof pastRanges)[number], string> = {
  today: 'Held today',
  this_week: 'Held this week',
  last_week: 'Held last week',
  last_30_days: 'Held in the last 30 days',
  between: 'Held between…',
};

export const sortWords: Record<FollowUpSort, string> = { '-held': 'Newest first', held: 'Oldest first' };
