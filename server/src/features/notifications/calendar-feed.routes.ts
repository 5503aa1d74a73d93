import { Problem } from '@plumbline/shared/contracts/common.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { notFound } from '../../errors.ts';
import { asCalendar, dueTimesOf } from './calendar-feed.ts';

export interface CalendarFeedRoutesDeps {
  database: Pick<Database, 'read'>;
  publicUrl: string | null;
  now(): Date;
}

const Params = z.object({ file: z.string().max(200) });

/** Due times for a calendar, which knows no sign-in: the address is the secret. */
export function calendarFeedRoutes({ database, publicUrl, now }: CalendarFeedRoutesDeps): FastifyPluginAsync {
  return async (instance) => {
    instance.withTypeProvider<ZodTypeProvider>().get('/calendar/:file', {
      config: { permission: 'public' },
      schema: {
        summary: 'Open due times of whoever made this secret address, as an .ics file',
        tags: ['notifications'],
        params: Params,
        produces: ['text/calendar'],
        response: { 200: z.string().describe('RFC 5545'), 400: Problem, 404: Problem, 429: Problem },
      },
      async handler(request, reply) {
        const token = request.params.file.replace(/\.ics$/, '');
        const dueTimes = await dueTimesOf(database, token, now());
        if (dueTimes === null) {
          // Only guesses are counted: many calendars may ask from one address.
          await instance.attempts.fromAddress(request, reply);
          throw notFound('calendar');
        }
        const origin = publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
        return reply
          .type('text/calendar; charset=utf-8')
          .header('cache-control', 'private, no-store')
          .send(asCalendar(dueTimes, origin));
      },
    });
  };
}
