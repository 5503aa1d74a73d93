import {
  aboutOwn,
  type DirectiveFilters,
  directiveSorts,
  directiveStates,
} from '@plumbline/shared/contracts/directives.ts';
import { z } from 'zod';
import { DaysSearch, dayRanges, instantsOf } from '../../lib/day-ranges.ts';
import type { Reader } from '../../lib/formats.ts';

/** Which directives are shown, and how; of one's own, which number is open. A wrong value is as good as none. */
export const DirectivesSearch = z.object({
  view: z.enum(['open', 'all', 'mine']).optional().catch(undefined),
  about: z.enum(aboutOwn).optional().catch(undefined),
  state: z.enum(directiveStates).optional().catch(undefined),
  issuer: z.uuid().optional().catch(undefined),
  due: z.enum(dayRanges).optional().catch(undefined),
  ...DaysSearch.shape,
  search: z.string().max(100).optional().catch(undefined),
  sort: z.enum(directiveSorts).optional().catch(undefined),
});
export type DirectivesSearch = z.infer<typeof DirectivesSearch>;

/** What the address asks for, as the API takes it. */
export function filtersOf(
  { view = 'open', state, issuer, due, from, to, search, sort }: DirectivesSearch,
  reader: Reader,
  me: { id: string },
): Partial<DirectiveFilters> & Pick<DirectiveFilters, 'state'> {
  const days = instantsOf({ range: due, from, to }, reader);
  return {
    issuedBy: view === 'mine' ? me.id : issuer,
    state: state ?? (view === 'open' ? 'open' : 'all'),
    sort,
    search: search?.trim() || undefined,
    dueFrom: days.from,
    dueBefore: days.before,
  };
}
