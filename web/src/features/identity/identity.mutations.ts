import type { AcceptInvitationRequest, SetUpRequest } from '@plumbline/shared/contracts/people.ts';
import {
  type EnterSampleRequest,
  Me,
  SampleState,
  type SignInRequest,
} from '@plumbline/shared/contracts/session.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { z } from 'zod';
import { failed } from '../../components/toasts.tsx';
import { del, post } from '../../lib/api.ts';
import { forget, forgetOthers } from '../../lib/kept.ts';
import { isUncertain, outgoing, sendAll } from '../../lib/outbox.ts';
import { meQuery, sampleQuery } from './identity.queries.ts';

/** A new session: nothing that another person has seen may stay in memory, nor what they wrote on the device. */
function useEnter() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async (me: Me, to = '/') => {
    queryClient.clear();
    forgetOthers(me.id);
    queryClient.setQueryData(meQuery.queryKey, me);
    router.history.push(to);
  };
}

export function useSignIn(back: string | undefined) {
  const enter = useEnter();
  return useMutation({
    mutationFn: (body: z.input<typeof SignInRequest>) => post({ path: '/session', answer: Me, body }),
    onSuccess: (me) => enter(me, back),
  });
}

export function useSignOut() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const me = queryClient.getQueryData(meQuery.queryKey);
      const now = new Date();
      // What waits goes first, since nothing stays behind.
      const [refused] = me ? (await sendAll(me.id, now)).refused : [];
      if (refused)
        throw new Error(
          `The server refused ${refused.entry.what}: ${refused.error.message} It is a draft again; sign out once more to leave it.`,
        );
      const undecided = me && outgoing(me.id).find((entry) => isUncertain(entry, now));
      if (undecided) throw new Error(`Send or discard first, on top of the page: ${undecided.what}.`);
      await del({ path: '/session', answer: z.unknown() });
      if (me) forget(me.id);
    },
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: {} });
      queryClient.clear();
    },
    onError: failed,
  });
}

/** Also switches roles: the session before ends. */
export function useEnterSample() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (as: z.input<typeof EnterSampleRequest>['as']) =>
      post({ path: '/sample/session', answer: Me, body: { as } }),
    onSuccess: (me) => enter(me),
  });
}

export function useLoadSample() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => post({ path: '/sample', answer: SampleState }),
    onSuccess: (state) => queryClient.setQueryData(sampleQuery.queryKey, state),
  });
}

export function useSetUp() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (body: z.input<typeof SetUpRequest>) => post({ path: '/setup', answer: Me, body }),
    onSuccess: (me) => enter(me, '/people/new'),
  });
}

export function useAcceptInvitation() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (body: z.input<typeof AcceptInvitationRequest>) =>
      post({ path: '/invitations/acceptance', answer: Me, body }),
    onSuccess: (me) => enter(me),
  });
}
