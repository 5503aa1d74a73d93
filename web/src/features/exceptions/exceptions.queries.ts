import {
  type ExceptionFilters,
  ExceptionPage,
  ExceptionQuarters,
  OwnAccounts,
} from '@plumbline/shared/contracts/exceptions.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

export const exceptionsQuery = (of: Partial<ExceptionFilters>) =>
  infiniteQueryOptions({
    queryKey: ['exceptions', 'list', of],
    queryFn: ({ signal, pageParam }) =>
      get({
        path: '/exceptions',
        query: { ...of, limit: 30, cursor: pageParam },
        answer: ExceptionPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const quartersQuery = queryOptions({
  queryKey: ['exceptions', 'quarters'],
  queryFn: ({ signal }) => get({ path: '/exceptions/quarters', answer: ExceptionQuarters, signal }),
});

export const ownAccountsQuery = queryOptions({
  queryKey: ['exceptions', 'accounts'],
  queryFn: ({ signal }) => get({ path: '/exceptions/accounts', answer: OwnAccounts, signal }),
});
