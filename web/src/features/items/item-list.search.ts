import { Id } from '@plumbline/shared/contracts/common.ts';
import { itemSorts, listedStates } from '@plumbline/shared/contracts/item-lists.ts';
import { itemKinds } from '@plumbline/shared/domain/vocabulary.ts';
import { z } from 'zod';
import { DaysSearch, dayRanges } from '../../lib/day-ranges.ts';

export const itemGroups = ['rep', 'type', 'week'] as const;
export type ItemGroup = (typeof itemGroups)[number];

/** What of my own items is shown; a wrong value is as good as none. */
export const MyItemsSearch = z.object({
  kind: z.enum(itemKinds).optional().catch(undefined),
  type: Id.optional().catch(undefined),
  search: z.string().max(100).optional().catch(undefined),
  /** Ids, joined by commas: a reload keeps them. */
  selected: z.string().max(4000).optional().catch(undefined),
});
export type MyItemsSearch = z.infer<typeof MyItemsSearch>;

/** What of the team's items is shown, and how; `from` and `to` are the first and the last day with `due` "between". */
export const ItemListSearch = MyItemsSearch.extend({
  state: z.enum(listedStates).optional().catch(undefined),
  rep: Id.optional().catch(undefined),
  due: z.enum(dayRanges).optional().catch(undefined),
  ...DaysSearch.shape,
  sort: z.enum(itemSorts).optional().catch(undefined),
  by: z.enum(itemGroups).optional().catch(undefined),
});
export type ItemListSearch = z.infer<typeof ItemListSearch>;
