import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Command } from '../policies/command.ts';

/** Headers of a POST that a client may send again when it did not hear the answer. */
export const Repeatable = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('The same key with the same request gets the first answer again, for a week.'),
});

/** What a request asks a service to change. @param at the moment of the request */
export function commandOf(request: FastifyRequest, at: Date): Command {
  const key = request.headers['idempotency-key'];
  return {
    viewer: request.viewer,
    at,
    request: {
      key: typeof key === 'string' ? key : undefined,
      target: `${request.method} ${request.url}`,
      body: request.body,
    },
  };
}
