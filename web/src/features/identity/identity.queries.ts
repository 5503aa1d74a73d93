import { InvitationWelcome } from '@plumbline/shared/contracts/people.ts';
import { Me, SampleState, Welcome } from '@plumbline/shared/contracts/session.ts';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { get, post } from '../../lib/api.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => get({ path: '/me', answer: Me, signal }),
  staleTime: 60_000,
});

/** Who is signed in. Only below the shell, which does not open without. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export const welcomeQuery = queryOptions({
  queryKey: ['welcome'],
  queryFn: ({ signal }) => get({ path: '/welcome', answer: Welcome, signal }),
});

/** Asks again every second while the sample is being loaded. */
export const sampleQuery = queryOptions({
  queryKey: ['sample'],
  queryFn: ({ signal }) => get({ path: '/sample', answer: SampleState, signal }),
  refetchInterval: ({ state }) => (state.data?.state === 'loading' ? 1000 : false),
});

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => post({ path: '/invitations/welcome', answer: InvitationWelcome, body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
