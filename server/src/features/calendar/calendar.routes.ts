import {
  Calendar,
  HolidayParams,
  HolidaysPreview,
  HolidaysRequest,
  IcsRequest,
  WorkingWeekRequest,
} from '@plumbline/shared/contracts/calendar.ts';
import { Problem } from '@plumbline/shared/contracts/common.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { exampleCalendar, exampleHolidays, exampleHolidaysPreview } from './calendar.examples.ts';
import { calendarReadModel } from './calendar.read-model.ts';
import { calendarService } from './calendar.service.ts';

export interface CalendarRoutesDeps {
  database: Database;
  now(): Date;
}

const tags = ['calendar'];
const manage = { permission: 'calendar.manage' } as const;
const shown = Calendar.meta({ examples: [exampleCalendar] });
const refusals = { 400: Problem, 401: Problem, 403: Problem };

/** The working week and the holidays. */
export function calendarRoutes({ database, now }: CalendarRoutesDeps): FastifyPluginAsync {
  const readModel = calendarReadModel(database);
  const service = calendarService(database);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/calendar', {
      config: { permission: 'signed-in' },
      schema: { summary: 'The working week and the holidays', tags, response: { 200: shown, 401: Problem } },
      handler: (request) => readModel.calendar(request.viewer, now()),
    });

    app.put('/calendar/working-week', {
      config: manage,
      schema: {
        summary: 'Sets the days of the week that are worked',
        description: 'What was made already keeps its due time.',
        tags,
        body: WorkingWeekRequest.meta({ examples: [{ workingDays: [1, 2, 3, 4] }] }),
        response: { 200: shown, ...refusals },
      },
      async handler(request) {
        await service.setWorkingWeek(request.viewer, request.body.workingDays);
        return readModel.calendar(request.viewer, now());
      },
    });

    app.post('/calendar/holidays', {
      config: manage,
      schema: {
        summary: 'Adds holidays, or names them anew',
        description: 'What was made already keeps its due time.',
        tags,
        body: HolidaysRequest.meta({ examples: [{ holidays: exampleHolidays }] }),
        response: { 200: shown, ...refusals },
      },
      async handler(request) {
        const at = now();
        await service.addHolidays(request.viewer, request.body.holidays, at);
        return readModel.calendar(request.viewer, at);
      },
    });

    app.delete('/calendar/holidays/:day', {
      config: manage,
      schema: {
        summary: 'Removes a holiday',
        description: 'It stays on record as removed, and an import does not bring it back.',
        tags,
        params: HolidayParams,
        response: { 200: shown, ...refusals, 404: Problem },
      },
      async handler(request) {
        const at = now();
        await service.removeHoliday(request.viewer, request.params.day, at);
        return readModel.calendar(request.viewer, at);
      },
    });

    app.post('/calendar/holidays/preview', {
      config: manage,
      schema: {
        summary:
          'The holidays that a calendar file (.ics) would add in the next two years; nothing is stored',
        description:
          'All-day events, recurring ones expanded. Send those that are wanted to `POST /calendar/holidays`.',
        tags,
        body: IcsRequest.meta({
          examples: [
            {
              ics: 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
            },
          ],
        }),
        response: { 200: HolidaysPreview.meta({ examples: [exampleHolidaysPreview] }), ...refusals },
      },
      handler: (request) => service.preview(request.viewer, request.body.ics, now()),
    });
  };
}
