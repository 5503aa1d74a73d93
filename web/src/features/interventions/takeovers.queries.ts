import { TakeoverPage } from '@plumbline/shared/contracts/takeovers.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

export interface TakeoverFilter {
  manager?: string;
  /** Only those that last. */
  current?: true;
}

export const takeoversQuery = (filter: TakeoverFilter) =>
  infiniteQueryOptions({
    queryKey: ['takeovers', filter],
    queryFn: ({ pageParam, signal }) =>
      get({
        path: '/takeovers',
        query: { ...filter, cursor: pageParam || undefined },
        answer: TakeoverPage,
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
