import {
  type AboutOwn,
  AboutOwnCounts,
  AboutOwnPage,
  AddresseesOffered,
  type DirectiveFilters,
  DirectiveIssuers,
  DirectivePage,
  DirectivePreview,
  DirectiveTree,
  type IssueDirectiveRequest,
} from '@plumbline/shared/contracts/directives.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from '../../lib/api.ts';

export const directivesQuery = (of: Partial<DirectiveFilters>) =>
  infiniteQueryOptions({
    queryKey: ['directives', 'list', of],
    queryFn: ({ signal, pageParam }) =>
      get({
        path: '/directives',
        query: { ...of, limit: 30, cursor: pageParam },
        answer: DirectivePage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** Whose directives the list can be narrowed to. */
export const issuersQuery = queryOptions({
  queryKey: ['directives', 'issuers'],
  queryFn: ({ signal }) => get({ path: '/directives/issuers', answer: DirectiveIssuers, signal }),
  staleTime: 60_000,
});

export const directiveQuery = (id: string) =>
  queryOptions({
    queryKey: ['directives', 'one', id],
    queryFn: ({ signal }) => get({ path: `/directives/${id}`, answer: DirectiveTree, signal }),
  });

/** What is to be said of one's own directives. */
export const aboutOwnQuery = queryOptions({
  queryKey: ['directives', 'own'],
  queryFn: ({ signal }) => get({ path: '/directives/own', answer: AboutOwnCounts, signal }),
});

export const aboutOwnItemsQuery = (about: AboutOwn) =>
  infiniteQueryOptions({
    queryKey: ['directives', 'own', about],
    queryFn: ({ signal, pageParam }) =>
      get({
        path: '/directives/own/items',
        query: { about, limit: 30, cursor: pageParam },
        answer: AboutOwnPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const addresseesQuery = queryOptions({
  queryKey: ['directives', 'addressees'],
  queryFn: ({ signal }) => get({ path: '/directives/addressees', answer: AddresseesOffered, signal }),
  staleTime: 300_000,
});

/** What issuing it would do; null while there is not enough to say. */
export const previewQuery = (wanted: IssueDirectiveRequest | null) =>
  queryOptions({
    queryKey: ['directives', 'preview', wanted],
    queryFn: ({ signal }) =>
      post({ path: '/directives/preview', body: wanted, answer: DirectivePreview, signal }),
    enabled: wanted !== null,
    retry: false,
  });
