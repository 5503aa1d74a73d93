import { z } from 'zod';
import { itemKinds } from '../domain/vocabulary.ts';
import { Id, Instant, PageQuery, PersonRef, Search } from './common.ts';

/**
 * `open`: not done and not late yet; `late`: past due and not done; `owed`: both. `to_accept`: handed in here within a
 * fortnight, and nobody has looked at it.
 */
export const listedStates = ['owed', 'late', 'open', 'to_accept', 'done', 'waived', 'any'] as const;
export type ListedState = (typeof listedStates)[number];

/** By present due time, by when it was handed in, by how long after the first due time that was; `-` is latest or longest first. */
export const itemSorts = ['due', '-due', 'done', '-done', 'lateness', '-lateness'] as const;
export type ItemSort = (typeof itemSorts)[number];

/**
 * What a list of these can be sorted by, the usual one first. What is not handed in has no such time yet; what waits is few
 * and read in turn; and within a range of due times the order of handing in would be looked up in the wrong place.
 */
export function sortsOf({
  state,
  dueFrom,
  dueBefore,
}: {
  state: ListedState;
  dueFrom?: unknown;
  dueBefore?: unknown;
}): readonly [ItemSort, ...ItemSort[]] {
  if (state === 'to_accept') return ['done', '-done'];
  if (state !== 'done') return ['due', '-due'];
  return dueFrom === undefined && dueBefore === undefined
    ? ['-done', 'done', 'due', '-due', '-lateness', 'lateness']
    : ['-due', 'due', '-lateness', 'lateness'];
}

/** Which items, and in what order; the list and its CSV take the same, and a saved view keeps it. */
export const ItemFilters = z.object({
  scope: z.enum(['mine', 'team']).default('mine'),
  state: z.enum(listedStates).default('open'),
  kind: z.enum(itemKinds).optional(),
  /** A kind of paperwork. */
  type: Id.optional(),
  rep: Id.optional(),
  /** Present due time, half-open: from this on, before that. */
  dueFrom: Instant.optional(),
  dueBefore: Instant.optional(),
  /** Each word stands in the rep's name, the kind of paperwork or the title of the directive. */
  search: Search.optional(),
  /** Default: the first of {@link sortsOf}. */
  sort: z.enum(itemSorts).optional(),
});
export type ItemFilters = z.infer<typeof ItemFilters>;

const isSortable = ({ sort, ...of }: Pick<ItemFilters, 'state' | 'sort' | 'dueFrom' | 'dueBefore'>) =>
  sort === undefined || sortsOf(of).includes(sort);
const unsortable = { path: ['sort'], error: 'an order that this list has not' };

export const ItemsQuery = ItemFilters.extend(PageQuery.shape).refine(isSortable, unsortable);
export const ItemsCsvQuery = ItemFilters.refine(isSortable, unsortable);

export const ItemChoicesQuery = z.object({ search: z.string().trim().max(100).optional() });
/** What the lists can be narrowed to: with a search, what holds it. */
export const ItemChoices = z.object({
  types: z.array(z.object({ id: Id, name: z.string() })),
  /** Whose items the viewer sees, by name, the first 200. */
  reps: z.array(PersonRef),
  /** There are others: search for the name. */
  moreReps: z.boolean(),
});
export type ItemChoices = z.infer<typeof ItemChoices>;
