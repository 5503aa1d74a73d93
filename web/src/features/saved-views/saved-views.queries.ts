import {
  SavedView,
  SavedViews,
  type SavedViewsQuery,
  type SaveViewRequest,
} from '@plumbline/shared/contracts/saved-views.ts';
import { queryOptions, useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { failed, said, saidWithUndo } from '../../components/toasts.tsx';
import { del, get, post } from '../../lib/api.ts';

export const savedViewsQuery = (list: z.infer<typeof SavedViewsQuery>['list']) =>
  queryOptions({
    queryKey: ['saved-views', list],
    queryFn: ({ signal }) => get({ path: '/saved-views', query: { list }, answer: SavedViews, signal }),
  });

export function useSaveView() {
  return useMutation({
    mutationFn: (body: SaveViewRequest) => post({ path: '/saved-views', body, answer: SavedView }),
    onSuccess: ({ name }) => said(`“${name}” is kept, for you alone.`),
    meta: { changes: [['saved-views']] },
  });
}

/** Takes a view away; the toast keeps it once more. */
export function useRemoveView(list: SaveViewRequest['list']) {
  const again = useSaveView();
  return useMutation({
    mutationFn: ({ id }: SavedView) => del({ path: `/saved-views/${id}`, answer: z.undefined() }),
    onSuccess: (_, { name, search }) =>
      saidWithUndo(`“${name}” is removed.`, () => again.mutate({ list, name, search }, { onError: failed })),
    onError: failed,
    meta: { changes: [['saved-views']] },
  });
}
