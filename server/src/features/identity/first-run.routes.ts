import { Problem } from '@plumbline/shared/contracts/common.ts';
import { SetUpRequest } from '@plumbline/shared/contracts/people.ts';
import { EnterSampleRequest, Me, SampleState, Welcome } from '@plumbline/shared/contracts/session.ts';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { RequestError } from '../../errors.ts';
import { isFromThisMachine } from '../../policies/this-machine.ts';
import { exampleMe } from './identity.examples.ts';
import type { MeReadModel } from './me.read-model.ts';
import type { SampleService } from './sample.service.ts';
import type { SetUpService } from './setup.service.ts';

export interface FirstRunRoutesDeps {
  setup: SetUpService;
  sample: SampleService;
  me: MeReadModel;
  now(): Date;
}

const tags = ['first run'];
const shownMe = Me.meta({ examples: [exampleMe] });
const shownSample = SampleState.meta({
  examples: [{ state: 'loading', stage: 'Reading the patterns, week by week' }],
});

/** What somebody meets who opens a new installation: look around in the sample, or set up their own. */
export function firstRunRoutes({ setup, sample, me, now }: FirstRunRoutesDeps): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/welcome', {
      config: { permission: 'public' },
      schema: {
        summary: 'Which of the first-run choices apply',
        tags,
        response: {
          200: Welcome.meta({
            examples: [{ empty: true, sampleOffered: true }],
          }),
        },
      },
      handler: async (request) => ({
        empty: await setup.isEmpty(),
        sampleOffered: isFromThisMachine(request),
      }),
    });

    app.post('/setup', {
      config: { permission: 'public' },
      schema: {
        summary: 'Make the organisation and its first administrator, by the one-time link printed at start',
        tags,
        body: SetUpRequest.meta({
          examples: [
            {
              token: 'k3Jx9…',
              organizationName: 'Northwind',
              timeZone: 'Europe/Berlin',
              name: 'Jon Hale',
              email: 'jon.hale@example.com',
              password: 'correct horse battery',
              role: 'executive',
            },
          ],
        }),
        response: { 200: shownMe, 404: Problem, 409: Problem, 429: Problem },
      },
      async handler(request, reply) {
        await app.attempts.fromAddress(request, reply);
        const { token, ...wanted } = request.body;
        const viewer = await setup.setUp(token, wanted, now());
        reply.giveSession(viewer);
        return me.me(viewer, now());
      },
    });

    app.post('/sample', {
      config: { permission: 'public' },
      schema: {
        summary: 'Load the sample organisation; from this machine only',
        description: 'Answers at once; `GET /sample` says how far it is.',
        tags,
        response: { 202: shownSample, 404: Problem },
      },
      async handler(request, reply) {
        onlyFromThisMachine(request);
        return reply.code(202).send(await sample.start());
      },
    });

    app.get('/sample', {
      config: { permission: 'public' },
      schema: {
        summary: 'Whether the sample organisation is there; from this machine only',
        tags,
        response: { 200: shownSample, 404: Problem },
      },
      handler(request) {
        onlyFromThisMachine(request);
        return sample.state();
      },
    });

    app.post('/sample/session', {
      config: { permission: 'public' },
      schema: {
        summary: 'Enter the sample organisation as a rep, a manager or an executive; from this machine only',
        tags,
        body: EnterSampleRequest.meta({ examples: [{ as: 'manager' }] }),
        response: { 200: shownMe, 404: Problem, 409: Problem },
      },
      async handler(request, reply) {
        onlyFromThisMachine(request);
        const viewer = await sample.enter(request.body.as, request.signedIn, now());
        reply.giveSession(viewer);
        return me.me(viewer, now());
      },
    });
  };
}

/** @throws RequestError not_found: elsewhere the sample does not exist */
function onlyFromThisMachine(request: FastifyRequest): void {
  if (!isFromThisMachine(request)) {
    throw new RequestError(
      'not_found',
      'The sample organisation is offered on the machine that Plumbline runs on.',
    );
  }
}
