import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  AskForExceptionRequest,
  ExceptionDecision,
  ExceptionFilters,
  ExceptionPage,
  ExceptionQuarters,
  ExceptionsQuery,
  OwnAccounts,
  OwnAccountsQuery,
  PassUpRequest,
  PolicyException,
} from '@plumbline/shared/contracts/exceptions.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { csvSchema, listCsv, sendCsv } from '../../list-csv.ts';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { exceptionsCsvColumns } from './exceptions-csv.ts';
import { exceptionReadModel } from './exceptions.read-model.ts';
import { exceptionService } from './exceptions.service.ts';

export interface ExceptionRoutesDeps {
  database: Database;
  now(): Date;
}

const example: PolicyException = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e01',
  kind: 'discount',
  rep: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
  account: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0a01', name: 'Harbour Logistics' },
  cost: 4200,
  currency: 'EUR',
  note: 'They sign this week at 8 % off.',
  requestedAt: '2026-10-19T08:30:00.000Z',
  state: 'asked',
  steps: [],
  can: { decide: true, passUp: true, withdraw: false },
};
const tags = ['exceptions'];
const shown = PolicyException.meta({ examples: [example] });
const changed = { 200: shown, ...changeRefusals };

/** Departures from policy that cost the company: asked for by reps, decided by managers or executives. */
export function exceptionRoutes({ database, now }: ExceptionRoutesDeps): FastifyPluginAsync {
  const exceptions = exceptionReadModel(database);
  const csv = listCsv<ExceptionFilters, PolicyException>({
    database,
    subjectType: 'exception',
    columns: exceptionsCsvColumns,
    list: exceptions.list,
  });
  const service = exceptionService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/exceptions', {
      config: { permission: 'signed-in' },
      schema: {
        summary: "Exceptions: one's own, or those of the people one sees",
        tags,
        querystring: ExceptionsQuery,
        response: {
          200: ExceptionPage.meta({ examples: [{ rows: [example], nextCursor: null }] }),
          400: Problem,
          401: Problem,
        },
      },
      handler: (request) => exceptions.list(request.viewer, request.query, now()),
    });

    app.get('/exceptions.csv', {
      config: { permission: 'signed-in' },
      schema: csvSchema(tags, ExceptionFilters, 'exceptions.exported'),
      handler: async (request, reply) =>
        sendCsv(reply, 'exceptions.csv', await csv.export(request.viewer, request.query, now())),
    });

    app.get('/exceptions/quarters', {
      config: { permission: 'exceptions.review' },
      schema: {
        summary: 'What was supported and declined in each quarter, and what it cost; of nobody in particular',
        tags,
        response: {
          200: ExceptionQuarters.meta({
            examples: [
              {
                quarters: [
                  {
                    from: '2026-10-01',
                    supported: 12,
                    declined: 9,
                    cost: [{ currency: 'EUR', amount: 38_400 }],
                    unknown: 1,
                  },
                ],
              },
            ],
          }),
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => exceptions.quarters(request.viewer),
    });

    app.get('/exceptions/accounts', {
      config: { permission: 'exceptions.ask' },
      schema: {
        summary: "One's own accounts, by the beginning of their name; 50 at most",
        tags,
        querystring: OwnAccountsQuery,
        response: {
          200: OwnAccounts.meta({
            examples: [
              { accounts: [{ id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0a01', name: 'Harbour Logistics' }] },
            ],
          }),
          401: Problem,
          403: Problem,
        },
      },
      handler: async (request) => ({
        accounts: await exceptions.ownAccounts(request.viewer, request.query.search, now()),
      }),
    });

    app.post('/exceptions', {
      config: { permission: 'exceptions.ask' },
      schema: {
        summary: 'Ask for an exception',
        tags,
        headers: Repeatable,
        body: AskForExceptionRequest.meta({
          examples: [
            { kind: 'discount', cost: 4200, currency: 'EUR', note: 'They sign this week at 8 % off.' },
          ],
        }),
        response: { 201: shown, 400: Problem, 401: Problem, 403: Problem, 409: Problem },
      },
      async handler(request, reply) {
        return reply.code(201).send(await service.ask(commandOf(request, now()), request.body));
      },
    });

    app.post('/exceptions/:id/decision', {
      config: { permission: 'exceptions.decide' },
      schema: {
        summary: 'Support or decline, with the reason; for good',
        description:
          'The manager in charge (or their cover) decides; what was passed up, an executive. Of two who decide at once one wins, the other is answered 409.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: ExceptionDecision.meta({
          examples: [{ decision: 'declined', reason: 'They would sign without it.' }],
        }),
        response: changed,
      },
      handler: (request) => service.decide(commandOf(request, now()), request.params.id, request.body),
    });

    app.post('/exceptions/:id/passing-up', {
      config: { permission: 'exceptions.decide' },
      schema: {
        summary: 'Leave the decision to the executives',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: PassUpRequest.meta({ examples: [{ reason: 'Over my limit.' }] }),
        response: changed,
      },
      handler: (request) => service.passUp(commandOf(request, now()), request.params.id, request.body.reason),
    });

    app.post('/exceptions/:id/withdrawal', {
      config: { permission: 'exceptions.ask' },
      schema: {
        summary: 'Take it back, before it is decided',
        tags,
        headers: Repeatable,
        params: IdParams,
        response: changed,
      },
      handler: (request) => service.withdraw(commandOf(request, now()), request.params.id),
    });
  };
}
