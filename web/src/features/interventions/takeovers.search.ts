import { Id } from '@plumbline/shared/contracts/common.ts';
import { z } from 'zod';

export const TakeoversSearch = z.object({
  manager: Id.optional().catch(undefined),
  current: z.literal(true).optional().catch(undefined),
  /** Which deal to declare. */
  deal: Id.optional().catch(undefined),
  /** On which deal joint calls are shown; all where it is left out. */
  calls: Id.optional().catch(undefined),
  /** With which rep a joint call is to be logged. */
  rep: Id.optional().catch(undefined),
});
