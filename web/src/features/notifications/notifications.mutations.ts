import {
  CalendarFeed,
  NotificationSettings,
  type PreferencesRequest,
  ReadNotices,
} from '@plumbline/shared/contracts/notifications.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { failed, said } from '../../components/toasts.tsx';
import { del, post, put } from '../../lib/api.ts';
import { meQuery } from '../identity/identity.queries.ts';
import { inboxQuery, settingsQuery } from './notifications.queries.ts';

/** Notes one notice as read, or all of them (null). */
export function useReadNotices() {
  return useMutation({
    mutationFn: (id: string | null) =>
      post({ path: '/inbox/read', body: id === null ? {} : { ids: [id] }, answer: ReadNotices }),
    onError: failed,
    meta: { changes: [inboxQuery.queryKey, meQuery.queryKey] },
  });
}

/** Keeps what the server answers as what holds now. */
function useSettings<Variables>(send: (wanted: Variables) => Promise<NotificationSettings>, done: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      said(done);
    },
    onError: failed,
  });
}

export const useChoose = () =>
  useSettings(
    (body: z.input<typeof PreferencesRequest>) =>
      put({ path: '/notifications', body, answer: NotificationSettings }),
    'Kept.',
  );

export const useSetWebhook = (channel: 'slack' | 'teams') =>
  useSettings(
    (url: string | null) =>
      put({ path: `/notifications/webhooks/${channel}`, body: { url }, answer: NotificationSettings }),
    'Kept.',
  );

export const useCloseCalendar = () =>
  useSettings(
    () => del({ path: '/notifications/calendar', answer: NotificationSettings }),
    'The feed has ended. Calendars that had it keep what they read last.',
  );

/** Answers with the feed's address, which is shown this once. */
export function useOpenCalendar() {
  return useMutation({
    mutationFn: () => post({ path: '/notifications/calendar', answer: CalendarFeed }),
    onError: failed,
    meta: { changes: [settingsQuery.queryKey] },
  });
}

export function useTryAgain() {
  return useMutation({
    mutationFn: (id: string) => post({ path: `/deliveries/${id}/attempts`, answer: z.undefined() }),
    onSuccess: () => said('It waits to be sent again.'),
    onError: failed,
    meta: { changes: [['deliveries']] },
  });
}
