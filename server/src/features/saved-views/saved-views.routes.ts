import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import {
  ChangeViewRequest,
  SavedView,
  SavedViews,
  SavedViewsQuery,
  SaveViewRequest,
} from '@plumbline/shared/contracts/saved-views.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { savedViewService } from './saved-views.service.ts';

export interface SavedViewRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['saved views'];
const config = { permission: 'signed-in' } as const;
const exampleView: SavedView = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c50',
  name: 'Late reports of the north',
  search: { state: 'late', by: 'rep' },
};
const { id: _, ...exampleChange } = exampleView;
const shown = SavedView.meta({ examples: [exampleView] });

/** Lists as one narrowed and sorted them, kept under a name; nobody else sees them. */
export function savedViewRoutes({ database, now }: SavedViewRoutesDeps): FastifyPluginAsync {
  const views = savedViewService({ database });

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/saved-views', {
      config,
      schema: {
        summary: 'One’s own saved views of a list, by name',
        tags,
        querystring: SavedViewsQuery,
        response: {
          200: SavedViews.meta({ examples: [{ views: [exampleView] }] }),
          400: Problem,
          401: Problem,
        },
      },
      handler: (request) => views.list(request.viewer, request.query.list),
    });

    app.post('/saved-views', {
      config,
      schema: {
        summary: 'Keep a list as it is narrowed and sorted now',
        tags,
        body: SaveViewRequest.meta({ examples: [{ list: 'items', ...exampleChange }] }),
        response: { 201: shown, 400: Problem, 401: Problem, 409: Problem },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await views.save(request.viewer, request.body, now())),
    });

    app.put('/saved-views/:id', {
      config,
      schema: {
        summary: 'Give a view another name, or what is looked at now',
        tags,
        params: IdParams,
        body: ChangeViewRequest.meta({ examples: [exampleChange] }),
        response: { 200: shown, 400: Problem, 401: Problem, 404: Problem },
      },
      handler: (request) => views.change(request.viewer, request.params.id, request.body),
    });

    app.delete('/saved-views/:id', {
      config,
      schema: {
        summary: 'Take a view away',
        tags,
        params: IdParams,
        response: { 204: z.undefined().describe('Done.'), 400: Problem, 401: Problem, 404: Problem },
      },
      async handler(request, reply) {
        await views.remove(request.viewer, request.params.id, now());
        return reply.code(204).send(undefined);
      },
    });
  };
}
