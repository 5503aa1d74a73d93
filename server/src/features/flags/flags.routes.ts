import { IdParams, PageQuery, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  Flag,
  FlagPage,
  FlagReplyRequest,
  FlagReviewRequest,
  FlagsQuery,
  FlagTrialPage,
} from '@plumbline/shared/contracts/flags.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { exampleTrial } from '../patterns/patterns.examples.ts';
import { exampleFlag, exampleFlagSummary } from './flags.examples.ts';
import { flagReadModel } from './flags.read-model.ts';
import { flagService } from './flags.service.ts';
import type { Database } from '../../database/connect.ts';

export interface FlagRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['flags'];
const refusals = { 400: Problem, 401: Problem, 403: Problem };
const shown = Flag.meta({ examples: [exampleFlag] });

/** Flags: what was frozen with them, the manager's reply, and what people decided. */
export function flagRoutes({ database, now }: FlagRoutesDeps): FastifyPluginAsync {
  const flags = flagReadModel(database);
  const service = flagService(database);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/flags', {
      config: { permission: 'patterns.read' },
      schema: {
        summary: "Flags, last raised first: one's own at once, the others' when the reply window has passed",
        tags,
        querystring: FlagsQuery,
        response: {
          200: FlagPage.meta({ examples: [{ rows: [exampleFlagSummary], nextCursor: null }] }),
          ...refusals,
        },
      },
      handler: (request) => flags.list(request.viewer, request.query, now()),
    });

    app.get('/flags/:id', {
      config: { permission: 'patterns.read' },
      schema: {
        summary: 'A flag opened: its evidence as frozen, what came since, and its life so far',
        description: 'That somebody else looked is written to the audit log as `flag.viewed`.',
        tags,
        params: IdParams,
        response: { 200: shown, ...refusals, 404: Problem },
      },
      handler: (request) => flags.open(request.viewer, request.params.id, now()),
    });

    app.get('/flags/:id/trials', {
      config: { permission: 'patterns.read' },
      schema: {
        summary: "The occasions it was raised on, frozen, with the reps' names",
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: {
          200: FlagTrialPage.meta({ examples: [{ rows: [exampleTrial], nextCursor: null }] }),
          ...refusals,
          404: Problem,
        },
      },
      handler: (request) => flags.trials(request.viewer, request.params.id, request.query, now()),
    });

    app.post('/flags/:id/reply', {
      config: { permission: 'flags.reply' },
      schema: {
        summary: 'Reply to a flag about oneself',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: FlagReplyRequest.meta({
          examples: [{ body: 'Two of the reps were new in September; I met them daily.' }],
        }),
        response: { 200: shown, ...refusals, 404: Problem, 409: Problem },
      },
      handler: (request) => service.reply(commandOf(request, now()), request.params.id, request.body.body),
    });

    app.post('/flags/:id/review/beginning', {
      config: { permission: 'flags.review' },
      schema: {
        summary: 'Begin the review of a flag: others see who has taken it up',
        tags,
        headers: Repeatable,
        params: IdParams,
        response: { 200: shown, ...refusals, 404: Problem, 409: Problem },
      },
      handler: (request) => service.beginReview(commandOf(request, now()), request.params.id),
    });

    app.post('/flags/:id/review', {
      config: { permission: 'flags.review' },
      schema: {
        summary: 'Decide about a flag: borne out, not borne out, or a plan with a day to look again',
        description:
          'Nothing follows by itself, but that a flag not borne out is cleared by the evaluation that this asks for.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: FlagReviewRequest.meta({ examples: [{ decision: 'plan_agreed', lookAgainOn: '2026-12-01' }] }),
        response: { 200: shown, ...refusals, 404: Problem, 409: Problem },
      },
      handler: (request) => service.review(commandOf(request, now()), request.params.id, request.body),
    });
  };
}
