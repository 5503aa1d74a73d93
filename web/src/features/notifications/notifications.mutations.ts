import { ReadNotices } from '@plumbline/shared/contracts/notifications.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { failed } from '../../components/toasts.tsx';
import { post } from '../../lib/api.ts';
import { meQuery } from '../identity/identity.queries.ts';
import { inboxQuery } from './notifications.queries.ts';

/** Notes one notice as read, or all of them (null). */
export function useReadNotices() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) =>
      post({ path: '/inbox/read', body: id === null ? {} : { ids: [id] }, answer: ReadNotices }),
    onError: failed,
    onSettled: () =>
      Promise.all(
        [inboxQuery.queryKey, meQuery.queryKey].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
