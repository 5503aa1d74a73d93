import { Problem } from '@plumbline/shared/contracts/common.ts';
import {
  Backtest,
  BacktestRequest,
  PolicyHistory,
  SetPolicyRequest,
} from '@plumbline/shared/contracts/policy.ts';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { exampleBacktest, examplePolicy } from './policy.examples.ts';
import { policyReadModel } from './policy.read-model.ts';
import { policyService, type RunBacktest } from './policy.service.ts';

export interface PolicyRoutesDeps {
  database: Database;
  backtest: RunBacktest;
  now(): Date;
}

const tags = ['policy'];
const refusals = { 400: Problem, 401: Problem, 403: Problem };
const proposal = { norms: { ...defaultNorms, silence: 0.3 }, responseBusinessDays: 3 };
const shown = PolicyHistory.meta({ examples: [examplePolicy] });

/** What is expected of managers: norms and times, since when, and what others would have raised. */
export function policyRoutes({ database, backtest, now }: PolicyRoutesDeps): FastifyPluginAsync {
  const readModel = policyReadModel(database);
  const service = policyService({ database, backtest });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/policy', {
      config: { permission: 'policy.read' },
      schema: {
        summary: 'What is expected of managers: present, coming and past versions',
        tags,
        response: { 200: shown, ...refusals },
      },
      handler: (request) => readModel.history(request.viewer, now()),
    });

    app.put('/policy', {
      config: { permission: 'policy.set' },
      schema: {
        summary: 'Sets norms and times from a Monday to come',
        description:
          'Makes a new version; the earlier ones stay. Weeks that were read by them, and flags, stay as they are. 409 where somebody else has set one since `version`.',
        tags,
        headers: Repeatable,
        body: SetPolicyRequest.meta({
          examples: [{ ...proposal, version: 1, replyBusinessDays: 5, inForceFrom: '2026-03-02' }],
        }),
        response: { 200: shown, ...refusals, 409: Problem },
      },
      handler: async (request) => {
        const command = commandOf(request, now());
        await service.set(command, request.body);
        return readModel.history(command.viewer, command.at);
      },
    });

    app.post('/policy/backtest', {
      config: { permission: 'policy.set' },
      schema: {
        summary: 'Which flags proposed norms would have raised in the past; nothing is stored',
        description:
          'Both policies are read over the same weeks from clean sheets. Named one reply window late; weeks before the policy was in force are counted without names. 409 while the record is being read already.',
        tags,
        body: BacktestRequest.meta({ examples: [{ ...proposal, weeks: 26 }] }),
        response: { 200: Backtest.meta({ examples: [exampleBacktest] }), ...refusals, 409: Problem },
      },
      handler: (request) => service.try(request.viewer, request.body, now()),
    });
  };
}
