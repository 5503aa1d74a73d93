import { Problem } from '@plumbline/shared/contracts/common.ts';
import { Me, SignInRequest } from '@plumbline/shared/contracts/session.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exampleMe } from './identity.examples.ts';
import type { IdentityService } from './identity.service.ts';
import type { MeReadModel } from './me.read-model.ts';

export interface IdentityRoutesDeps {
  identity: IdentityService;
  me: MeReadModel;
  now(): Date;
}

const tags = ['session'];
const shown = Me.meta({ examples: [exampleMe] });

/** Signing in and out, and who one is. */
export function identityRoutes({ identity, me, now }: IdentityRoutesDeps): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.post('/session', {
      config: { permission: 'public' },
      schema: {
        summary: 'Sign in: the session comes as a cookie',
        description: 'The answer to an unknown address and to a wrong password is the same.',
        tags,
        body: SignInRequest.meta({
          examples: [
            {
              email: 'mia.berg@example.com',
              password: 'correct horse battery',
            },
          ],
        }),
        response: { 200: shown, 401: Problem, 429: Problem },
      },
      async handler(request, reply) {
        await app.attempts.fromAddress(request, reply);
        await app.attempts.atAccount(request, reply, request.body.email);
        const viewer = await identity.signIn(request.body);
        reply.giveSession(viewer);
        return me.me(viewer, now());
      },
    });

    app.delete('/session', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Sign out: the session ends at once, in every tab',
        tags,
        response: { 204: z.undefined().describe('Signed out') },
      },
      async handler(request, reply) {
        await identity.signOut(request.viewer);
        return reply.takeSession().code(204).send();
      },
    });

    app.get('/me', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Who is signed in, what they may do, and what waits for them',
        tags,
        response: { 200: shown },
      },
      handler: (request) => me.me(request.viewer, now()),
    });
  };
}
