import { z } from 'zod';
import { jobNames } from '../domain/vocabulary.ts';
import { Instant } from './common.ts';

export const Live = z.object({ status: z.literal('ok') });
export const Ready = z.object({
  status: z.enum(['ok', 'unavailable']),
  checks: z.object({ database: z.boolean(), migrations: z.boolean() }),
});

/** What the server does by itself and failed at each time since it last got through. */
export const FailedJob = z.object({
  job: z.enum(jobNames),
  times: z.int(),
  lastAt: Instant,
});
export type FailedJob = z.infer<typeof FailedJob>;
export const FailedJobs = z.object({ rows: z.array(FailedJob) });
export type FailedJobs = z.infer<typeof FailedJobs>;
