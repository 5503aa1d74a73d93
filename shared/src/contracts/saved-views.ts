import { z } from 'zod';
import { Id } from './common.ts';

/** Lists that can be kept as one looks at them. */
export const savedLists = ['items', 'follow-ups', 'directives', 'exceptions'] as const;

/** Views of one list that somebody may keep. */
export const mostSavedViews = 20;

/** What the page's address says, by name; the page itself knows what of it still means something. */
const Search = z
  .record(z.string().min(1).max(40), z.string().max(200))
  .refine((search) => Object.keys(search).length <= 20, 'at most 20 choices');

export const SavedView = z.object({ id: Id, name: z.string(), search: z.record(z.string(), z.string()) });
export type SavedView = z.infer<typeof SavedView>;

export const SavedViewsQuery = z.object({ list: z.enum(savedLists) });
/** By name. */
export const SavedViews = z.object({ views: z.array(SavedView) });
export type SavedViews = z.infer<typeof SavedViews>;

export const SaveViewRequest = z.object({
  list: z.enum(savedLists),
  name: z.string().trim().min(1).max(60),
  search: Search,
});
export type SaveViewRequest = z.infer<typeof SaveViewRequest>;

/** Another name, or what is looked at now. */
export const ChangeViewRequest = SaveViewRequest.omit({ list: true });
export type ChangeViewRequest = z.infer<typeof ChangeViewRequest>;
