import { Id } from '@plumbline/shared/contracts/common.ts';
import {
  type FollowUpFilters,
  followUpAnswers,
  followUpSorts,
} from '@plumbline/shared/contracts/follow-ups.ts';
import { followUpChannels, followUpOutcomes } from '@plumbline/shared/domain/vocabulary.ts';
import { z } from 'zod';
import { DaysSearch, instantsOf, pastRanges } from '../../lib/day-ranges.ts';
import type { Reader } from '../../lib/formats.ts';

/** Which follow-ups are shown, and how; a wrong value is as good as none. */
export const FollowUpsSearch = z.object({
  scope: z.enum(['team']).optional().catch(undefined),
  rep: Id.optional().catch(undefined),
  answer: z.enum(followUpAnswers).optional().catch(undefined),
  channel: z.enum(followUpChannels).optional().catch(undefined),
  outcome: z.enum(followUpOutcomes).optional().catch(undefined),
  held: z.enum(pastRanges).optional().catch(undefined),
  ...DaysSearch.shape,
  search: z.string().max(100).optional().catch(undefined),
  sort: z.enum(followUpSorts).optional().catch(undefined),
});
export type FollowUpsSearch = z.infer<typeof FollowUpsSearch>;

/** What the address asks for, as the API takes it. */
export function filtersOf(
  { scope, held, from, to, search, ...others }: FollowUpsSearch,
  reader: Reader,
): Partial<FollowUpFilters> {
  const days = instantsOf({ range: held, from, to }, reader);
  return {
    scope: scope ?? 'mine',
    ...others,
    search: search?.trim() || undefined,
    heldFrom: days.from,
    heldBefore: days.before,
  };
}
