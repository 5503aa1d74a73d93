import { z } from 'zod';

export const Live = z.object({ status: z.literal('ok') });
export const Ready = z.object({
  status: z.enum(['ok', 'unavailable']),
  checks: z.object({ database: z.boolean(), migrations: z.boolean() }),
});
