import { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

export const inboxQuery = infiniteQueryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal, pageParam }) =>
    get({ path: '/inbox', query: { limit: 50, cursor: pageParam }, answer: InboxPage, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});
