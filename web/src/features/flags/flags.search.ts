import { z } from 'zod';
import { ReadingSearch } from '../patterns/patterns.search.ts';

export const flagViews = ['to_review', 'raised', 'cleared', 'all'] as const;
export type FlagView = (typeof flagViews)[number];

export const FlagsSearch = z.object({ state: z.enum(flagViews).optional().catch(undefined) });

/** The frozen occasion that is open beside the flag. */
export const FlagSearch = ReadingSearch.pick({ signal: true, subject: true, settled: true });
