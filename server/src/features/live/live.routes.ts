import { Problem } from '@plumbline/shared/contracts/common.ts';
import { fastifySSE } from '@fastify/sse';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type HubDeps, liveHub } from './hub.ts';

export type LiveRoutesDeps = Omit<HubDeps, 'onError'>;

/** Tells open pages that something changed, so that nobody works on what somebody else has changed meanwhile. */
export function liveRoutes(deps: LiveRoutesDeps): FastifyPluginAsync {
  return async (instance) => {
    await instance.register(fastifySSE);
    const hub = liveHub({
      ...deps,
      onError: (error) => instance.log.error({ err: error }, 'open pages could not be checked'),
    });
    // Before the server waits for its connections to end, since these do not end by themselves.
    instance.addHook('preClose', () => hub.close());

    instance.withTypeProvider<ZodTypeProvider>().get('/live', {
      config: { permission: 'signed-in' },
      sse: 'only',
      schema: {
        summary: 'That something changed, as server-sent events, as long as the session runs',
        description:
          'Each event is called `changed` and holds `{"subjects": ["item", …]}`: kinds of things, about somebody one sees. `{"subjects": "all"}` comes first, and whenever events may have been missed.',
        tags: ['live'],
        produces: ['text/event-stream'],
        response: { 200: z.string().describe('The stream'), 401: Problem },
      },
      async handler(request, reply) {
        const gone = new AbortController();
        reply.sse.onClose(() => gone.abort());
        await reply.sse.send(named(await hub.follow(request.viewer, gone.signal)));
      },
    });
  };
}

async function* named<T>(events: AsyncIterable<T>) {
  for await (const data of events) yield { event: 'changed', data };
}
