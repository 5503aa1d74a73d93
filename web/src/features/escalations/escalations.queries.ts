import { EscalationPage, ItemEscalations } from '@plumbline/shared/contracts/escalations.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

/** What waits for the viewer's answer; answer times pass while one looks. */
export const receivedQuery = infiniteQueryOptions({
  queryKey: ['escalations', 'received'],
  queryFn: ({ signal, pageParam }) =>
    get({ path: '/escalations', query: { limit: 50, cursor: pageParam }, answer: EscalationPage, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  refetchInterval: 60_000,
});

export const itemEscalationsQuery = (itemId: string) =>
  queryOptions({
    queryKey: ['escalations', 'item', itemId],
    queryFn: ({ signal }) => get({ path: `/items/${itemId}/escalations`, answer: ItemEscalations, signal }),
  });
