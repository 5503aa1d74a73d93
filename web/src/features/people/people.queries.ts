import { PersonPage } from '@plumbline/shared/contracts/people.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

export const peopleQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['people', search],
    queryFn: ({ signal, pageParam }) =>
      get({
        path: '/people',
        query: { search: search || undefined, limit: 100, cursor: pageParam },
        answer: PersonPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
