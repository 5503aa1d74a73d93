import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  ManagerPatterns,
  Patterns,
  PatternsQuery,
  TrialFacts,
  TrialFactsQuery,
  TrialPage,
  TrialsQuery,
} from '@plumbline/shared/contracts/patterns.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import {
  exampleManagerPatterns,
  examplePatterns,
  exampleTrial,
  exampleTrialFacts,
} from './patterns.examples.ts';
import { patternReadModel } from './patterns.read-model.ts';
import { trialReadModel } from './trials.read-model.ts';

export interface PatternRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['patterns'];
const config = { permission: 'patterns.read' } as const;
const refusals = { 400: Problem, 401: Problem, 403: Problem };

/** What the record says of managers, down to the occasion and the fact it was read from. */
export function patternRoutes({ database, now }: PatternRoutesDeps): FastifyPluginAsync {
  const patterns = patternReadModel(database);
  const trials = trialReadModel(database);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/patterns', {
      config,
      schema: {
        summary: 'Managers by the two patterns, by branch and name',
        description:
          'Executives see named readings one reply window late, and before the policy is in force distributions without names. Managers see themselves, at once.',
        tags,
        querystring: PatternsQuery,
        response: { 200: Patterns.meta({ examples: [examplePatterns] }), ...refusals },
      },
      handler: (request) => patterns.patterns(request.viewer, request.query, now()),
    });

    app.get('/managers/:id/patterns', {
      config,
      schema: {
        summary: "One manager's signals and evidence, and what is expected of them",
        description: 'That somebody else looked is written to the audit log as `patterns.viewed`.',
        tags,
        params: IdParams,
        querystring: PatternsQuery,
        response: {
          200: ManagerPatterns.meta({ examples: [exampleManagerPatterns] }),
          ...refusals,
          404: Problem,
        },
      },
      handler: (request) => patterns.manager(request.viewer, request.params.id, request.query, now()),
    });

    app.get('/trials', {
      config,
      schema: {
        summary: "The occasions that a manager's figures count, last settled first",
        description:
          '`outcome=against` are those with an outcome over 0. `from` and `to` are weeks, half-open. Reps are named to their own manager and numbered to others.',
        tags,
        querystring: TrialsQuery,
        response: {
          200: TrialPage.meta({ examples: [{ rows: [exampleTrial], nextCursor: null }] }),
          ...refusals,
          404: Problem,
        },
      },
      handler: (request) => trials.list(request.viewer, request.query, now()),
    });

    app.get('/trials/facts', {
      config,
      schema: {
        summary:
          'The facts that one occasion was read from, with their provenance and the import that brought them',
        tags,
        querystring: TrialFactsQuery,
        response: { 200: TrialFacts.meta({ examples: [exampleTrialFacts] }), ...refusals, 404: Problem },
      },
      handler: (request) => trials.facts(request.viewer, request.query, now()),
    });
  };
}
