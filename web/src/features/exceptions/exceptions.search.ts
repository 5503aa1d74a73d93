import { Id } from '@plumbline/shared/contracts/common.ts';
import { type ExceptionFilters, exceptionSorts } from '@plumbline/shared/contracts/exceptions.ts';
import { exceptionKinds, exceptionStates } from '@plumbline/shared/domain/vocabulary.ts';
import { z } from 'zod';
import { DaysSearch, instantsOf, pastRanges } from '../../lib/day-ranges.ts';
import type { Reader } from '../../lib/formats.ts';

export const exceptionViews = ['mine', 'decide', 'team'] as const;
export type ExceptionView = (typeof exceptionViews)[number];

/** Which exceptions are shown, and how; a wrong value is as good as none. */
export const ExceptionsSearch = z.object({
  view: z.enum(exceptionViews).optional().catch(undefined),
  state: z.enum(exceptionStates).optional().catch(undefined),
  kind: z.enum(exceptionKinds).optional().catch(undefined),
  rep: Id.optional().catch(undefined),
  asked: z.enum(pastRanges).optional().catch(undefined),
  ...DaysSearch.shape,
  search: z.string().max(100).optional().catch(undefined),
  sort: z.enum(exceptionSorts).optional().catch(undefined),
});
export type ExceptionsSearch = z.infer<typeof ExceptionsSearch>;

/** What the address asks for, as the API takes it. */
export function filtersOf(
  view: ExceptionView,
  { state, kind, rep, asked, from, to, search, sort }: ExceptionsSearch,
  reader: Reader,
): Partial<ExceptionFilters> {
  const days = instantsOf({ range: asked, from, to }, reader);
  return {
    scope: view === 'mine' ? 'mine' : 'team',
    toDecide: view === 'decide' ? true : undefined,
    state,
    kind,
    rep,
    sort,
    search: search?.trim() || undefined,
    askedFrom: days.from,
    askedBefore: days.before,
  };
}
