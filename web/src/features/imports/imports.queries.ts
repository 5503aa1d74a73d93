import { ImportProblemPage, ImportRun, ImportRunPage } from '@plumbline/shared/contracts/imports.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

/** Every import, newest first. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ pageParam, signal }) =>
    get({ path: '/imports', query: { cursor: pageParam || undefined }, answer: ImportRunPage, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => get({ path: `/imports/${id}`, answer: ImportRun, signal }),
  });

export const importProblemsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['imports', id, 'problems'],
    queryFn: ({ pageParam, signal }) =>
      get({
        path: `/imports/${id}/problems`,
        query: { cursor: pageParam || undefined, limit: 100 },
        answer: ImportProblemPage,
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
