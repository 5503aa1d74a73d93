import {
  type InfiniteData,
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { z } from 'zod';
import { ApiError, isSignedOut } from '../lib/api-error.ts';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The keys of all that shows what it changes: read anew once there is an answer, whichever it is. */
      changes?: readonly QueryKey[];
      /** The key of the lists that its answer is a row of. */
      rowOf?: QueryKey;
    };
  }
}

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
  mutationCache: new MutationCache({
    onError: noticeSignOut,
    // Nobody waits for the lists: one that cannot be read must not keep a button busy. So the row says at once what became of it.
    onSettled: (answer, _error, _variables, _context, { meta }) => {
      if (meta?.rowOf) replaceRow(meta.rowOf, answer);
      for (const queryKey of meta?.changes ?? []) void queryClient.invalidateQueries({ queryKey });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.isTemporary,
    },
  },
});

const Row = z.looseObject({ id: z.string() });

function replaceRow(queryKey: QueryKey, answer: unknown): void {
  const { data: row } = Row.safeParse(answer);
  if (row === undefined) return;
  queryClient.setQueriesData<InfiniteData<{ rows: z.infer<typeof Row>[] }>>(
    { queryKey },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          rows: page.rows.map((former) => (former.id === row.id ? row : former)),
        })),
      },
  );
}
