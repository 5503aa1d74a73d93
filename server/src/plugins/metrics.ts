import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '@plumbline/shared/contracts/common.ts';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { isFromThisMachine } from '../policies/this-machine.ts';

export interface MetricsOptions {
  /** Who may read from another machine; null: nobody. */
  token: string | null;
}

/** Counts and times requests by route, and serves the figures to Prometheus. */
export const metrics = fp<MetricsOptions>(
  (app, { token }, done) => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const duration = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    });
    app.addHook('onResponse', (request, reply, next) => {
      // The pattern, never the address: ids would make a series each.
      const route = request.routeOptions.url ?? 'unknown';
      duration.labels(request.method, route, String(reply.statusCode)).observe(reply.elapsedTime / 1000);
      request.log.debug(
        {
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        'answered',
      );
      next();
    });
    app.addHook('onClose', async () => registry.clear());

    app.get('/api/v1/metrics', {
      config: { permission: 'public' },
      schema: {
        summary: 'Figures for Prometheus; from this machine, or with `Authorization: Bearer METRICS_TOKEN`',
        tags: ['health'],
        produces: ['text/plain'],
        response: {
          200: z.string().meta({
            examples: [
              'http_request_duration_seconds_count{method="GET",route="/api/v1/items",status="200"} 17',
            ],
          }),
          404: Problem,
        },
      },
      async handler(request, reply) {
        if (!isFromThisMachine(request) && !bears(request, token)) throw new RequestError('not_found', '');
        return reply.type(registry.contentType).send(await registry.metrics());
      },
    });
    done();
  },
  { name: 'metrics' },
);

function bears({ headers }: FastifyRequest, token: string | null): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return token !== null && timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}
