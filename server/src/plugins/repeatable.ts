import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RepeatableRequest } from '../database/once.ts';

/** Headers of a POST that a client may send again when it did not hear the answer. */
export const Repeatable = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('The same key with the same request gets the first answer again, for a week.'),
});

/** What tells a request sent again from a new one. */
export function repeatable(request: FastifyRequest): RepeatableRequest {
  const key = request.headers['idempotency-key'];
  return {
    key: typeof key === 'string' ? key : undefined,
    target: `${request.method} ${request.url}`,
    body: request.body,
  };
}
