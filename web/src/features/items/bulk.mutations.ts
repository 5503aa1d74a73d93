import { type BulkAction, BulkAnswer, type BulkRequest } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { count } from '../../lib/formats.ts';
import { meQuery } from '../identity/identity.queries.ts';
import { bulkWords } from './bulk.ts';

/** What an action says beside the items. */
export type BulkBody = Partial<Omit<Extract<BulkRequest, { action: 'log' }>, 'action' | 'items'>>;

/** Does one thing to several items; final, as each of them alone, so the toast offers no way back. */
export function useBulk(action: BulkAction) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ items, body }: { items: readonly Item[]; body: BulkBody }) =>
      postOnce({
        path: '/items/bulk',
        body: { action, items: items.map(({ id, version }) => ({ id, version })), ...body },
        answer: BulkAnswer,
      }),
    onSuccess: ({ done }) => {
      if (done.length > 0) said(`${bulkWords[action].done} ${count(done.length, 'item')}.`);
    },
    // Not waited for: the panel has its answer.
    onSettled: () => {
      for (const queryKey of [['items'], ['follow-ups'], meQuery.queryKey])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
}
