import { Problem } from '@plumbline/shared/contracts/common.ts';
import {
  CalendarFeed,
  NotificationSettings,
  PreferencesRequest,
  WebhookParams,
  WebhookRequest,
} from '@plumbline/shared/contracts/notifications.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { exampleSettings } from './notifications.examples.ts';
import { notificationSettings, type SettingsDeps } from './settings.ts';

export interface SettingsRoutesDeps extends SettingsDeps {
  publicUrl: string | null;
  now(): Date;
}

const tags = ['notifications'];
const shown = NotificationSettings.meta({ examples: [exampleSettings] });

/** What reaches me where, and when. */
export function settingsRoutes({ publicUrl, now, ...deps }: SettingsRoutesDeps): FastifyPluginAsync {
  const settings = notificationSettings(deps);
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/notifications', {
      config: { permission: 'signed-in' },
      schema: { summary: 'What reaches me beyond the inbox', tags, response: { 200: shown } },
      handler: (request) => settings.get(request.viewer),
    });

    app.put('/notifications', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Choose, by group of notices: when and where',
        tags,
        body: PreferencesRequest.meta({ examples: [{ groups: exampleSettings.groups }] }),
        response: { 200: shown, 400: Problem },
      },
      handler: (request) => settings.choose(request.viewer, request.body),
    });

    app.put('/notifications/webhooks/:channel', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Where to write in Slack or Teams: the address of an incoming webhook, or null',
        description: 'The address is a secret: it is not shown again, not logged, and not in the audit.',
        tags,
        params: WebhookParams,
        body: WebhookRequest.meta({ examples: [{ url: 'https://hooks.slack.com/services/T0/B0/secret' }] }),
        response: { 200: shown, 400: Problem, 404: Problem },
      },
      handler: (request) => settings.setWebhook(request.viewer, request.params.channel, request.body.url),
    });

    app.post('/notifications/calendar', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'A new secret address of the calendar feed; the former one ends',
        tags,
        response: {
          201: CalendarFeed.meta({
            examples: [{ url: 'https://plumbline.example.com/api/v1/calendar/secret.ics' }],
          }),
        },
      },
      handler: async (request, reply) => {
        const token = await settings.openCalendar(request.viewer, now());
        const origin = publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
        return reply.code(201).send({ url: `${origin}/api/v1/calendar/${token}.ics` });
      },
    });

    app.delete('/notifications/calendar', {
      config: { permission: 'signed-in' },
      schema: { summary: 'End the calendar feed', tags, response: { 200: shown } },
      handler: (request) => settings.closeCalendar(request.viewer),
    });
  };
}
