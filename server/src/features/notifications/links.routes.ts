import { Problem } from '@plumbline/shared/contracts/common.ts';
import { LinkPreview, LinkRequest, UseLinkRequest } from '@plumbline/shared/contracts/notifications.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type LinkDeps, singleUseLinks } from './links.ts';
import { exampleLink } from './notifications.examples.ts';

const tags = ['notifications'];
const shown = LinkPreview.meta({ examples: [exampleLink] });
const refusals = { 400: Problem, 404: Problem, 409: Problem, 429: Problem };

/**
 * What a digest offers without a sign-in. The token comes in the body and never in an address, and nothing happens but by
 * the POST of the page's one button: whoever only follows links (scanners of mail do) changes nothing.
 */
export function linkRoutes({ now, ...deps }: LinkDeps & { now(): Date }): FastifyPluginAsync {
  const links = singleUseLinks(deps);
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.post('/links/preview', {
      config: { permission: 'public' },
      schema: {
        summary: 'What a link from a digest would do; changes nothing',
        tags,
        body: LinkRequest.meta({ examples: [{ token: 'secret' }] }),
        response: { 200: shown, ...refusals },
      },
      async handler(request, reply) {
        await instance.attempts.fromAddress(request, reply);
        return links.preview(request.body.token, now());
      },
    });

    app.post('/links/use', {
      config: { permission: 'public' },
      schema: {
        summary: 'Do what the link is for, once',
        tags,
        body: UseLinkRequest.meta({ examples: [{ token: 'secret', excuse: 'travel' }] }),
        response: { 200: shown, ...refusals },
      },
      async handler(request, reply) {
        await instance.attempts.fromAddress(request, reply);
        const { token, ...reason } = request.body;
        return links.use(token, reason, now());
      },
    });
  };
}
