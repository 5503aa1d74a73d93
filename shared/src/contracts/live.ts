import { z } from 'zod';

/**
 * What an open page is told: things of these kinds changed (`item`, `follow_up`, …: the audit log's subject types) about
 * somebody its reader sees. `all` after a gap: anything may have changed. What changed is read anew by the usual routes,
 * so that an event tells nobody anything.
 */
export const LiveEvent = z.object({ subjects: z.union([z.array(z.string()), z.literal('all')]) });
export type LiveEvent = z.infer<typeof LiveEvent>;
