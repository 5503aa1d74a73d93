import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  AcknowledgementRequest,
  ExtensionDecision,
  ExtensionRequest,
  Item,
  ItemHistory,
  ItemPage,
  ItemsQuery,
  ReasonRequest,
  SubmissionRequest,
  TeamQuery,
  TeamWeeks,
  Today,
  TodayQuery,
  WithdrawalRequest,
} from '@plumbline/shared/contracts/items.ts';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { repeatable, Repeatable } from '../../plugins/repeatable.ts';
import {
  exampleItem,
  exampleItemHistory,
  exampleItemPage,
  exampleTeamWeeks,
  exampleToday,
} from './items.examples.ts';
import { itemReadModel } from './items.read-model.ts';
import { type ItemChange, itemService } from './items.service.ts';
import { teamReadModel } from './team.read-model.ts';
import { todayReadModel } from './today.read-model.ts';

export interface ItemRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['items'];
const shown = Item.meta({ examples: [exampleItem] });
/** What every change of an item can answer. */
const changed = { 200: shown, 400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem };

/** What reps owe: their own list, the manager's Today and Team, and everything that can be done to an item. */
export function itemRoutes({ database, now }: ItemRoutesDeps): FastifyPluginAsync {
  const items = itemReadModel(database);
  const today = todayReadModel(database);
  const team = teamReadModel(database);
  const service = itemService({ database });

  const changeOf = (request: FastifyRequest, { id }: { id: string }): ItemChange => ({
    viewer: request.viewer,
    itemId: id,
    at: now(),
    request: repeatable(request),
  });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/items', {
      config: { permission: 'signed-in' },
      schema: {
        summary: "Items: one's own, or those of the people one sees",
        description:
          'Open and late ones by due time, done ones newest first. A rep sees their own, a manager those of whoever reported to them when the item fell due or reports to them now, an executive all.',
        tags,
        querystring: ItemsQuery,
        response: { 200: ItemPage.meta({ examples: [exampleItemPage] }), 400: Problem, 401: Problem },
      },
      handler: (request) => items.list(request.viewer, request.query, now()),
    });

    app.get('/items/:id', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'One item with everything that happened to it, oldest first',
        tags,
        params: IdParams,
        response: {
          200: ItemHistory.meta({ examples: [exampleItemHistory] }),
          400: Problem,
          401: Problem,
          404: Problem,
        },
      },
      handler: (request) => items.history(request.viewer, request.params.id, now()),
    });

    app.get('/today', {
      config: { permission: 'items.team' },
      schema: {
        summary:
          'Lapses of the people one answers for that wait for an answer, earliest answer deadline first',
        tags,
        querystring: TodayQuery,
        response: { 200: Today.meta({ examples: [exampleToday] }), 400: Problem, 401: Problem, 403: Problem },
      },
      handler: (request) => today.today(request.viewer, request.query, now()),
    });

    app.get('/team', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'The people one answers for, by weeks: on time, late, open',
        tags,
        querystring: TeamQuery,
        response: {
          200: TeamWeeks.meta({ examples: [exampleTeamWeeks] }),
          400: Problem,
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => team.weeks(request.viewer, request.query, now()),
    });

    app.post('/items/:id/submission', {
      config: { permission: 'items.own' },
      schema: {
        summary: "Submit one's own paperwork, or mark a directive done",
        tags,
        headers: Repeatable,
        params: IdParams,
        body: SubmissionRequest.meta({ examples: [{ version: 1 }] }),
        response: changed,
      },
      handler: (request) => service.submit(changeOf(request, request.params), request.body),
    });

    app.post('/items/:id/acknowledgement', {
      config: { permission: 'items.own' },
      schema: {
        summary: 'Acknowledge a directive: read, and taken on',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: AcknowledgementRequest.meta({ examples: [{ version: 1 }] }),
        response: changed,
      },
      handler: (request) => service.acknowledge(changeOf(request, request.params), request.body),
    });

    app.post('/items/:id/withdrawal', {
      config: { permission: 'items.own' },
      schema: {
        summary: "Undo one's own submission, within 10 minutes",
        tags,
        headers: Repeatable,
        params: IdParams,
        body: WithdrawalRequest.meta({ examples: [{ version: 2 }] }),
        response: changed,
      },
      handler: (request) => service.withdraw(changeOf(request, request.params), request.body),
    });

    app.post('/items/:id/reasons', {
      config: { permission: 'items.own' },
      schema: {
        summary: 'Say why it is late or will be, and when it will be done',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: ReasonRequest.meta({ examples: [{ excuse: 'workload', committedTo: '2026-10-21T15:00:00Z' }] }),
        response: changed,
      },
      handler: (request) => service.giveReason(changeOf(request, request.params), request.body),
    });

    app.post('/items/:id/extension-requests', {
      config: { permission: 'items.own' },
      schema: {
        summary: 'Ask for more time',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: ExtensionRequest.meta({
          examples: [{ newDueAt: '2026-10-21T15:00:00Z', note: 'Waiting for the customer' }],
        }),
        response: changed,
      },
      handler: (request) => service.requestExtension(changeOf(request, request.params), request.body),
    });

    app.post('/items/:id/extension-decisions', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'Answer a request for more time',
        description:
          "Granted before the due time it moves the deadline once, by at most 5 business days. Later or longer is possible and counts as a moved deadline; the request's `wouldMoveDeadline` says so beforehand.",
        tags,
        headers: Repeatable,
        params: IdParams,
        body: ExtensionDecision.meta({
          examples: [{ grant: true }, { grant: false, note: 'The figures are needed on Monday' }],
        }),
        response: changed,
      },
      handler: (request) => service.decideExtension(changeOf(request, request.params), request.body),
    });
  };
}
