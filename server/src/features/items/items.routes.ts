import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  AcceptanceRequest,
  AcknowledgementRequest,
  ExtensionDecision,
  ExtensionGrant,
  ExtensionRequest,
  Item,
  ItemHistory,
  ItemPage,
  ReasonRequest,
  ReturnRequest,
  Reviews,
  ReviewsQuery,
  SubmissionRequest,
  TeamQuery,
  TeamWeeks,
  Today,
  TodayQuery,
  WaiverRequest,
  WithdrawalRequest,
} from '@plumbline/shared/contracts/items.ts';
import {
  BulkAnswer,
  BulkRequest,
  OwnBulkAnswer,
  OwnBulkRequest,
} from '@plumbline/shared/contracts/item-bulk.ts';
import {
  ItemChoices,
  ItemChoicesQuery,
  ItemsCsvQuery,
  ItemsQuery,
} from '@plumbline/shared/contracts/item-lists.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import { bulkService } from './bulk.service.ts';
import { csvSchema, listCsv, sendCsv } from '../../list-csv.ts';
import { itemsCsvColumns } from './items-csv.ts';
import {
  exampleBulk,
  exampleItem,
  exampleItemChoices,
  exampleItemHistory,
  exampleItemPage,
  exampleOwnBulk,
  exampleReviews,
  exampleTeamWeeks,
  exampleToday,
} from './items.examples.ts';
import { itemListReadModel } from './item-list.read-model.ts';
import { itemReadModel } from './items.read-model.ts';
import { itemService } from './items.service.ts';
import { accept, decideExtension, giveBack, grantExtension, waive } from './manager.steps.ts';
import { acknowledge, giveReason, requestExtension, submit, withdraw } from './rep.steps.ts';
import { reviewsReadModel } from './reviews.read-model.ts';
import { teamReadModel } from './team.read-model.ts';
import { todayReadModel } from './today.read-model.ts';

export interface ItemRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['items'];
const shown = Item.meta({ examples: [exampleItem] });
/** What every change of an item can answer. */
const changed = { 200: shown, ...changeRefusals };

const ownBulk = { ...changed, 200: OwnBulkAnswer.meta({ examples: [exampleOwnBulk.answer] }) };

/** What reps owe: their own list, the manager's Today and Team, and everything that can be done to an item. */
export function itemRoutes({ database, now }: ItemRoutesDeps): FastifyPluginAsync {
  const items = itemReadModel(database);
  const lists = itemListReadModel(database);
  const csv = listCsv({ database, subjectType: 'item', columns: itemsCsvColumns, list: lists.list });
  const today = todayReadModel(database);
  const team = teamReadModel(database);
  const reviews = reviewsReadModel(database);
  const service = itemService({ database });
  const bulk = bulkService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/items', {
      config: { permission: 'signed-in' },
      schema: {
        summary: "Items: one's own, or those of the people one sees",
        description:
          'Open and late ones by due time, done ones newest first, unless `sort` says otherwise; only what is handed in can be sorted by when it was. A rep sees their own, a manager those of whoever reported to them when the item fell due or reports to them now, an executive all.',
        tags,
        querystring: ItemsQuery,
        response: { 200: ItemPage.meta({ examples: [exampleItemPage] }), 400: Problem, 401: Problem },
      },
      handler: (request) => lists.list(request.viewer, request.query, now()),
    });

    app.get('/items.csv', {
      config: { permission: 'signed-in' },
      schema: csvSchema(tags, ItemsCsvQuery, 'items.exported'),
      handler: async (request, reply) =>
        sendCsv(reply, 'items.csv', await csv.export(request.viewer, request.query, now())),
    });

    app.get('/items/choices', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'What lists of items can be narrowed to: kinds of paperwork, and reps whose items one sees',
        tags,
        querystring: ItemChoicesQuery,
        response: { 200: ItemChoices.meta({ examples: [exampleItemChoices] }), 400: Problem, 401: Problem },
      },
      handler: (request) => lists.choices(request.viewer, request.query.search),
    });

    app.post('/items/bulk', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'Accept, grant, ask or log about several items at once',
        description:
          'At most 100, in one transaction. What it cannot be done to is left as it is and named with the reason: somebody else’s, changed since `version`, or in another state.',
        tags,
        headers: Repeatable,
        body: BulkRequest.meta({ examples: [exampleBulk.request] }),
        response: {
          200: BulkAnswer.meta({ examples: [exampleBulk.answer] }),
          400: Problem,
          401: Problem,
          403: Problem,
          404: Problem,
          409: Problem,
        },
      },
      handler: (request) => bulk.carryOut(commandOf(request, now()), request.body),
    });

    app.post('/submissions', {
      config: { permission: 'items.own' },
      schema: {
        summary: "Submit several of one's own at once, or mark them done",
        description:
          'At most 100, in one transaction, without text, link or files. What cannot be is left as it is and named with the reason.',
        tags,
        headers: Repeatable,
        body: OwnBulkRequest.meta({ examples: [exampleOwnBulk.request] }),
        response: ownBulk,
      },
      handler: (request) => bulk.take(commandOf(request, now()), request.body, submit),
    });

    app.post('/withdrawals', {
      config: { permission: 'items.own' },
      schema: {
        summary: "Undo several of one's own submissions, each within 10 minutes",
        tags,
        headers: Repeatable,
        body: OwnBulkRequest.meta({ examples: [exampleOwnBulk.request] }),
        response: ownBulk,
      },
      handler: (request) => bulk.take(commandOf(request, now()), request.body, withdraw),
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

    app.get('/reviews', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'What waits for one’s acceptance, oldest first',
        description:
          'What the people one answers for handed in here within a fortnight, and what was done of directives that one issued and wants to verify.',
        tags,
        querystring: ReviewsQuery,
        response: {
          200: Reviews.meta({ examples: [exampleReviews] }),
          400: Problem,
          401: Problem,
          403: Problem,
        },
      },
      handler: (request) => reviews.reviews(request.viewer, request.query, now()),
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
      handler: (request) => service.take(commandOf(request, now()), request.params.id, submit(request.body)),
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
      handler: (request) =>
        service.take(commandOf(request, now()), request.params.id, acknowledge(request.body)),
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
      handler: (request) =>
        service.take(commandOf(request, now()), request.params.id, withdraw(request.body)),
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
      handler: (request) =>
        service.take(commandOf(request, now()), request.params.id, giveReason(request.body)),
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
      handler: (request) =>
        service.take(commandOf(request, now()), request.params.id, requestExtension(request.body)),
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
      handler: (request) =>
        service.take(commandOf(request, now()), request.params.id, decideExtension(request.body)),
    });

    app.post('/items/:id/extensions', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'Give more time without being asked',
        description:
          'Counts as the answer to a request does: up to `extendableUntil` it is in order, anything more counts as a moved deadline.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: ExtensionGrant.meta({
          examples: [{ version: 1, newDueAt: '2026-10-21T15:00:00Z', note: 'The customer moved the visit' }],
        }),
        response: changed,
      },
      handler: (request) =>
        service.take(commandOf(request, now()), request.params.id, grantExtension(request.body)),
    });

    app.post('/items/:id/waiver', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'Let an item go',
        description: 'It need not be done any more. One that was late stays a lapse in every figure.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: WaiverRequest.meta({ examples: [{ version: 1, reason: 'The account was closed' }] }),
        response: changed,
      },
      handler: (request) => service.take(commandOf(request, now()), request.params.id, waive(request.body)),
    });

    app.post('/items/:id/acceptance', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'Accept what was handed in',
        description:
          'By the manager in charge; a directive that wants verification is verified by its issuer. Final.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: AcceptanceRequest.meta({ examples: [{ version: 2 }] }),
        response: changed,
      },
      handler: (request) => service.take(commandOf(request, now()), request.params.id, accept(request.body)),
    });

    app.post('/items/:id/return', {
      config: { permission: 'items.team' },
      schema: {
        summary: 'Return what was handed in, and say what is missing',
        description:
          'The item is owed again and its due time stands. Nothing that anybody is judged by changes: that goes by when it was first handed in.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: ReturnRequest.meta({ examples: [{ version: 2, reason: 'The visit to Brandt is missing' }] }),
        response: changed,
      },
      handler: (request) =>
        service.take(commandOf(request, now()), request.params.id, giveBack(request.body)),
    });
  };
}
