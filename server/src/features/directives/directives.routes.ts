import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  AboutOwnCounts,
  AboutOwnPage,
  AboutOwnQuery,
  AddresseesOffered,
  Directive,
  DirectiveFilters,
  DirectiveIssuers,
  DirectivePage,
  DirectivePreview,
  DirectivesQuery,
  DirectiveTree,
  IssueDirectiveRequest,
  RecallRequest,
} from '@plumbline/shared/contracts/directives.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { csvSchema, listCsv, sendCsv } from '../../list-csv.ts';
import { changeRefusals } from '../../plugins/problem.ts';
import { commandOf, Repeatable } from '../../plugins/repeatable.ts';
import {
  exampleAboutOwn,
  exampleAboutOwnPage,
  exampleDirective,
  exampleIssue,
  examplePreview,
  exampleTree,
} from './directives.examples.ts';
import { directivesCsvColumns } from './directives-csv.ts';
import { directiveReadModel } from './directives.read-model.ts';
import { ownDirectivesReadModel } from './own-directives.read-model.ts';
import { directiveService } from './directives.service.ts';

export interface DirectiveRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['directives'];
const shown = Directive.meta({ examples: [exampleDirective] });
const wanted = IssueDirectiveRequest.meta({ examples: [exampleIssue] });
const refusals = { 400: Problem, 401: Problem, 403: Problem };
const changed = { 200: shown, ...changeRefusals };

/** What executives and managers ask for: issued, relayed, acknowledged, done; and where each one stopped. */
export function directiveRoutes({ database, now }: DirectiveRoutesDeps): FastifyPluginAsync {
  const directives = directiveReadModel(database);
  const csv = listCsv<DirectiveFilters, Directive>({
    database,
    subjectType: 'directive',
    columns: directivesCsvColumns,
    list: directives.list,
  });
  const own = ownDirectivesReadModel(database);
  const service = directiveService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/directives', {
      config: { permission: 'directives.read' },
      schema: {
        summary: 'Directives one issued or has to do with, with how far each has come',
        tags,
        querystring: DirectivesQuery,
        response: {
          200: DirectivePage.meta({ examples: [{ rows: [exampleDirective], nextCursor: null }] }),
          ...refusals,
        },
      },
      handler: (request) => directives.list(request.viewer, request.query, now()),
    });

    app.get('/directives.csv', {
      config: { permission: 'directives.read' },
      schema: csvSchema(tags, DirectiveFilters, 'directives.exported', { 403: Problem }),
      handler: async (request, reply) =>
        sendCsv(reply, 'directives.csv', await csv.export(request.viewer, request.query, now())),
    });

    app.get('/directives/issuers', {
      config: { permission: 'directives.read' },
      schema: {
        summary: 'Who has issued the directives that one sees: what their list can be narrowed to',
        tags,
        response: {
          200: DirectiveIssuers.meta({
            examples: [{ issuers: [exampleDirective.issuedBy], moreIssuers: false }],
          }),
          ...refusals,
        },
      },
      handler: (request) => directives.issuers(request.viewer, now()),
    });

    app.get('/directives/addressees', {
      config: { permission: 'directives.issue' },
      schema: {
        summary: 'Whom one may send a directive to: an executive everybody, a manager everybody below them',
        tags,
        response: {
          200: AddresseesOffered.meta({
            examples: [{ people: [{ ...exampleDirective.issuedBy, role: 'executive', reports: 4 }] }],
          }),
          ...refusals,
        },
      },
      handler: (request) => directives.addressees(request.viewer, now()),
    });

    app.get('/directives/own', {
      config: { permission: 'directives.issue' },
      schema: {
        summary:
          'One’s own directives of 26 weeks: unclear, never relayed, not done, and what one did not answer',
        tags,
        response: { 200: AboutOwnCounts.meta({ examples: [exampleAboutOwn] }), ...refusals },
      },
      handler: (request) => own.counts(request.viewer, now()),
    });

    app.get('/directives/own/items', {
      config: { permission: 'directives.issue' },
      schema: {
        summary: 'The items behind one of these numbers, the latest first',
        tags,
        querystring: AboutOwnQuery,
        response: { 200: AboutOwnPage.meta({ examples: [exampleAboutOwnPage] }), ...refusals },
      },
      handler: (request) => own.items(request.viewer, request.query, now()),
    });

    app.get('/directives/:id', {
      config: { permission: 'directives.read' },
      schema: {
        summary: 'A directive with its reps by manager, and where it stopped with each',
        tags,
        params: IdParams,
        response: { 200: DirectiveTree.meta({ examples: [exampleTree] }), ...refusals, 404: Problem },
      },
      handler: (request) => directives.tree(request.viewer, request.params.id, now()),
    });

    app.post('/directives/preview', {
      config: { permission: 'directives.issue' },
      schema: {
        summary:
          'What issuing it would do: whom it reaches, when it is due, and what is like it; changes nothing',
        tags,
        body: wanted,
        response: { 200: DirectivePreview.meta({ examples: [examplePreview] }), ...refusals },
      },
      handler: (request) => directives.preview(request.viewer, request.body, now()),
    });

    app.post('/directives', {
      config: { permission: 'directives.issue' },
      schema: {
        summary: 'Issue a directive: an item for each rep it reaches',
        tags,
        headers: Repeatable,
        body: wanted,
        response: { 201: shown, ...changeRefusals },
      },
      async handler(request, reply) {
        return reply.code(201).send(await service.issue(commandOf(request, now()), request.body));
      },
    });

    app.post('/directives/:id/relay', {
      config: { permission: 'directives.issue' },
      schema: {
        summary: 'Relay it to the reps one answers for',
        tags,
        headers: Repeatable,
        params: IdParams,
        response: changed,
      },
      handler: (request) => service.relay(commandOf(request, now()), request.params.id),
    });

    app.post('/directives/:id/recall', {
      config: { permission: 'directives.issue' },
      schema: {
        summary: 'Take it back: whoever has not done it owes it no more',
        description:
          'Recalled before it was due it counts nowhere. What had lapsed by then stays on record; from the recall on nobody has to escalate it.',
        tags,
        headers: Repeatable,
        params: IdParams,
        body: RecallRequest.meta({ examples: [{ reason: 'The price list was withdrawn.' }] }),
        response: changed,
      },
      handler: (request) => service.recall(commandOf(request, now()), request.params.id, request.body.reason),
    });
  };
}
