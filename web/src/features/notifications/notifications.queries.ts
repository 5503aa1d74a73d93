import { DeliveryPage, InboxPage, NotificationSettings } from '@plumbline/shared/contracts/notifications.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

export const inboxQuery = infiniteQueryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal, pageParam }) =>
    get({ path: '/inbox', query: { limit: 50, cursor: pageParam }, answer: InboxPage, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});

export const settingsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: ({ signal }) => get({ path: '/notifications', answer: NotificationSettings, signal }),
});

export const deliveriesQuery = (state: 'dead' | 'waiting') =>
  infiniteQueryOptions({
    queryKey: ['deliveries', state],
    queryFn: ({ signal, pageParam }) =>
      get({
        path: '/deliveries',
        query: { state, limit: 50, cursor: pageParam },
        answer: DeliveryPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
