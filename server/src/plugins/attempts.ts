import rateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { RequestError } from '../errors.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts attempts at secrets: passwords and one-time links. */
    attempts: {
      /** @throws RequestError too_many_requests beyond 60 attempts in five minutes from one address */
      fromAddress(request: FastifyRequest, reply: FastifyReply): Promise<void>;
      /** @throws RequestError too_many_requests beyond 10 attempts in five minutes at one account, wherever from */
      atAccount(request: FastifyRequest, reply: FastifyReply, account: string): Promise<void>;
    };
  }
}

export interface AttemptsOptions {
  perAddress: number;
  perAccount: number;
}

const timeWindow = 5 * 60_000;

/** Slows down guessing. Counted in memory, per process: more servers allow as many times more, which is still few. */
export const attempts = fp<AttemptsOptions>(
  async (app, { perAddress, perAccount }) => {
    await app.register(rateLimit, { global: false });
    const address = app.createRateLimit({
      max: perAddress,
      timeWindow,
      keyGenerator: (request) => request.ip,
    });
    const account = app.createRateLimit({
      max: perAccount,
      timeWindow,
      keyGenerator: (request) => accounts.get(request) ?? '',
    });
    const accounts = new WeakMap<FastifyRequest, string>();

    async function count(limit: typeof address, request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const counted = await limit(request);
      if (counted.isAllowed || !counted.isExceeded) return;
      reply.header('retry-after', counted.ttlInSeconds);
      throw new RequestError(
        'too_many_requests',
        `Try again in ${Math.ceil(counted.ttlInSeconds / 60)} minutes.`,
      );
    }

    app.decorate('attempts', {
      fromAddress: (request, reply) => count(address, request, reply),
      async atAccount(request, reply, name) {
        accounts.set(request, name.toLowerCase());
        await count(account, request, reply);
      },
    });
  },
  { name: 'attempts' },
);
