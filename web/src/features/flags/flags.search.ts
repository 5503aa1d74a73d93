import { z } from 'zod';
import { ReadingSearch } from '../patterns/patterns.search.ts';

export const flagStates = ['raised', 'cleared', 'all'] as const;

export const FlagsSearch = z.object({ state: z.enum(flagStates).optional().catch(undefined) });

/** The frozen occasion that is open beside the flag. */
export const FlagSearch = ReadingSearch.pick({ signal: true, subject: true, settled: true });
