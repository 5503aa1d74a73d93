import {
  type BulkAction,
  BulkAnswer,
  type BulkRequest,
  OwnBulkAnswer,
  type OwnBulkRequest,
} from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useMutation } from '@tanstack/react-query';
import { failed, said, saidWithUndo } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { count } from '../../lib/formats.ts';
import { meQuery } from '../identity/identity.queries.ts';
import { bulkWords } from './bulk.ts';

/** What an action says beside the items. */
export type BulkBody = Partial<Omit<Extract<BulkRequest, { action: 'log' }>, 'action' | 'items'>>;

const changes = [['items'], ['follow-ups'], meQuery.queryKey];

/** Does one thing to several items; final, as each of them alone, so the toast offers no way back. */
export function useBulk(action: BulkAction) {
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
    meta: { changes },
  });
}

/** Hands several of one's own in; the toast takes back those that were. */
export function useSubmitMany() {
  const send = (path: '/submissions' | '/withdrawals', { items }: OwnBulkRequest) =>
    postOnce({
      path,
      body: { items: items.map(({ id, version }) => ({ id, version })) },
      answer: OwnBulkAnswer,
    });
  const withdraw = useMutation({
    mutationFn: (of: OwnBulkRequest) => send('/withdrawals', of),
    onSuccess: ({ done, refused }) => said(sumUp(`${are(done.length)} open again.`, refused)),
    onError: failed,
    meta: { changes },
  });
  return useMutation({
    mutationFn: (of: OwnBulkRequest) => send('/submissions', of),
    onSuccess({ done, refused }) {
      const message = sumUp(`${are(done.length)} handed in.`, refused);
      if (done.length > 0) saidWithUndo(message, () => withdraw.mutate({ items: done }));
      else said(message);
    },
    onError: failed,
    meta: { changes },
  });
}

const are = (many: number) => `${count(many, 'item')} ${many === 1 ? 'is' : 'are'}`;

/** What was done, and why the others are as they were. */
function sumUp(done: string, refused: OwnBulkAnswer['refused']): string {
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  return refused.length === 0
    ? done
    : `${done} ${count(refused.length, 'item')} left as before: ${reasons.join(' ')}`;
}
