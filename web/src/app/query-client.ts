import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isSignedOut } from '../lib/api-error.ts';

type Listener = () => void;
let whenSignedOut: Listener = () => {};

/** Called when any answer says that the session is over; the router sends the person to the sign-in page. */
export function onSignedOut(listener: Listener): void {
  whenSignedOut = listener;
}

function noticeSignOut(error: unknown): void {
  if (isSignedOut(error)) whenSignedOut();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignOut }),
  mutationCache: new MutationCache({ onError: noticeSignOut }),
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.isTemporary,
    },
  },
});
