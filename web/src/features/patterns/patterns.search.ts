import { Id, Instant } from '@plumbline/shared/contracts/common.ts';
import { signals } from '@plumbline/shared/domain/vocabulary.ts';
import { z } from 'zod';

/** What of the list of managers is shown; a wrong value is as good as none. */
export const PatternsSearch = z.object({
  weeks: z.literal([13, 26, 52]).optional().catch(undefined),
  branch: Id.optional().catch(undefined),
  open: z.enum(['friend', 'super']).optional().catch(undefined),
});

/** What of a manager's page is shown: the signal, which of its occasions, and the one that is open beside them. */
export const ReadingSearch = z.object({
  signal: z.enum(signals).optional().catch(undefined),
  outcome: z.enum(['against', 'for']).optional().catch(undefined),
  rep: Id.optional().catch(undefined),
  subject: Id.optional().catch(undefined),
  settled: Instant.optional().catch(undefined),
});
export type ReadingSearch = z.infer<typeof ReadingSearch>;
