import { type AskAboutRequest, Asked, type FollowUp } from '@plumbline/shared/contracts/follow-ups.ts';
import { Item } from '@plumbline/shared/contracts/items.ts';
import type {
  ExtensionDecision,
  ExtensionGrant,
  ExtensionRequest,
  ReasonRequest,
  ReturnRequest,
  SubmissionRequest,
  WaiverRequest,
} from '@plumbline/shared/contracts/items.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { failed, said, saidWithUndo } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { count, firstName } from '../../lib/formats.ts';
import { meQuery } from '../identity/identity.queries.ts';
import { askedNow, withoutItem, withoutReview } from './items.cache.ts';
import { itemQuery } from './items.queries.ts';

/** Every list and count that an item is part of. */
const changes = [['items'], meQuery.queryKey];

/** Submits paperwork or marks a directive done. The row goes at once; the toast takes it back. */
export function useSubmit() {
  const queryClient = useQueryClient();
  const withdraw = useMutation({
    mutationFn: ({ id, version }: Item) =>
      postOnce({ path: `/items/${id}/withdrawal`, body: { version }, answer: Item }),
    onSuccess: ({ title, state }) =>
      said(
        state === 'waived'
          ? `${title} is undone. It was recalled: nothing is owed.`
          : `${title} is open again.`,
      ),
    onError: failed,
    meta: { changes },
  });
  return useMutation({
    mutationFn: ({ item: { id, version }, content = {} }: { item: Item; content?: SubmissionContent }) =>
      postOnce({ path: `/items/${id}/submission`, body: { version, ...content }, answer: Item }),
    onMutate: async ({ item: { id } }) => {
      await queryClient.cancelQueries({ queryKey: ['items'] });
      return { takeBack: withoutItem(queryClient, id) };
    },
    onSuccess: (item) =>
      saidWithUndo(`${item.title} is ${item.kind === 'paperwork' ? 'submitted' : 'done'}.`, () =>
        withdraw.mutate(item),
      ),
    onError: takenBack,
    meta: { changes },
  });
}

/** Takes back what was shown before the server refused it. */
function takenBack(error: Error, _: unknown, guess: { takeBack(): void } | undefined): void {
  guess?.takeBack();
  failed(error);
}

type SubmissionContent = Omit<z.input<typeof SubmissionRequest>, 'version'>;

/** A change of one item that the server answers with the item as it is then. */
function useItemChange<Body>(
  path: (item: Item) => string,
  done: (item: Item) => string,
  bodyOf: (item: Item, body: Body) => unknown,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ item, body }: { item: Item; body: Body }) =>
      postOnce({ path: path(item), body: bodyOf(item, body), answer: Item }),
    onSuccess: (item) => {
      queryClient.setQueryData(itemQuery(item.id).queryKey, (history) => history && { ...history, item });
      said(done(item));
    },
    onError: failed,
    meta: { changes, rowOf: ['items', 'list'] },
  });
}

export function useAcknowledge() {
  return useItemChange<void>(
    ({ id }) => `/items/${id}/acknowledgement`,
    ({ title }) => `${title} is acknowledged.`,
    ({ version }) => ({ version }),
  );
}

export function useGiveReason() {
  return useItemChange<z.input<typeof ReasonRequest>>(
    ({ id }) => `/items/${id}/reasons`,
    ({ title }) => `Your reason stands beside ${title}. It does not make it less late.`,
    (_, body) => body,
  );
}

export function useRequestExtension() {
  return useItemChange<z.input<typeof ExtensionRequest>>(
    ({ id }) => `/items/${id}/extension-requests`,
    ({ title }) => `Asked for more time for ${title}. Until it is granted, the due time stands.`,
    (_, body) => body,
  );
}

export function useDecideExtension() {
  return useItemChange<z.input<typeof ExtensionDecision>>(
    ({ id }) => `/items/${id}/extension-decisions`,
    ({ title }) => `Answered the request for more time for ${title}.`,
    (_, body) => body,
  );
}

/** Accepts what was handed in; final, so the toast offers no way back. The row goes at once. */
export function useAccept() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Item) =>
      postOnce({ path: `/items/${id}/acceptance`, body: { version }, answer: Item }),
    onMutate: async ({ id }) => {
      await queryClient.cancelQueries({ queryKey: ['items', 'reviews'] });
      return { takeBack: withoutReview(queryClient, id) };
    },
    onSuccess: ({ title, rep }) => said(`${title} of ${firstName(rep.name)} is accepted.`),
    onError: takenBack,
    meta: { changes },
  });
}

export function useReturn() {
  return useItemChange<Omit<z.input<typeof ReturnRequest>, 'version'>>(
    ({ id }) => `/items/${id}/return`,
    ({ title, rep }) => `${title} went back to ${firstName(rep.name)}.`,
    ({ version }, body) => ({ version, ...body }),
  );
}

export function useWaive() {
  return useItemChange<Omit<z.input<typeof WaiverRequest>, 'version'>>(
    ({ id }) => `/items/${id}/waiver`,
    ({ title, rep }) => `${title} is let go; ${firstName(rep.name)} is told.`,
    ({ version }, body) => ({ version, ...body }),
  );
}

export function useGrantExtension() {
  return useItemChange<Omit<z.input<typeof ExtensionGrant>, 'version'>>(
    ({ id }) => `/items/${id}/extensions`,
    ({ title, rep }) => `More time for ${title}; ${firstName(rep.name)} is told.`,
    ({ version }, body) => ({ version, ...body }),
  );
}

/**
 * Asks about one or several lapses, each rep with one message: it goes out and is the record, so there is no undo, and
 * the toast says so.
 */
export function useAsk(me: { id: string; name: string }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ items, note }: { items: readonly Item[]; note?: string }) => {
      const body: z.input<typeof AskAboutRequest> = { itemIds: items.map(({ id }) => id), note };
      return postOnce({ path: '/asks', body, answer: Asked });
    },
    onMutate: async ({ items }) => {
      await queryClient.cancelQueries({ queryKey: ['items', 'today'] });
      const ids = items.map(({ id }) => id);
      return { takeBack: askedNow(queryClient, ids, { by: me, at: new Date().toISOString() }) };
    },
    onSuccess: ({ followUps }, { items }) => said(askedWords(followUps, items)),
    onError: takenBack,
    meta: { changes: [...changes, ['follow-ups']] },
  });
}

function askedWords(followUps: readonly FollowUp[], items: readonly Item[]): string {
  const [item] = items;
  const whom = followUps.map(({ rep }) => firstName(rep.name)).join(', ');
  const about = items.length === 1 && item ? item.title : count(items.length, 'item');
  const sent = followUps.length === 1 ? 'The message is' : 'The messages are';
  return `Asked ${whom} about ${about}. ${sent} sent and on the record.`;
}
