import { Problem } from '@plumbline/shared/contracts/common.ts';
import {
  InboxPage,
  InboxQuery,
  ReadNotices,
  ReadNoticesRequest,
} from '@plumbline/shared/contracts/notifications.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { inbox } from './inbox.ts';
import { exampleNotice } from './notifications.examples.ts';

const tags = ['notifications'];

/** What one was told, in the page itself. */
export function inboxRoutes({ database, now }: { database: Database; now(): Date }): FastifyPluginAsync {
  const notices = inbox(database);
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/inbox', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'What one was told, newest first',
        tags,
        querystring: InboxQuery,
        response: {
          200: InboxPage.meta({ examples: [{ rows: [exampleNotice], nextCursor: null }] }),
          400: Problem,
        },
      },
      handler: (request) => notices.list(request.viewer, request.query),
    });

    app.post('/inbox/read', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Note as read: these, or all',
        tags,
        body: ReadNoticesRequest.meta({ examples: [{ ids: [exampleNotice.id] }] }),
        response: { 200: ReadNotices.meta({ examples: [{ unread: 0 }] }), 400: Problem },
      },
      handler: async (request) => ({
        unread: await notices.read(request.viewer, request.body.ids, now()),
      }),
    });
  };
}
