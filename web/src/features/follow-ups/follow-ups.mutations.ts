import { FollowUp } from '@plumbline/shared/contracts/follow-ups.ts';
import { LoggedOneToOne } from '@plumbline/shared/contracts/one-to-ones.ts';
import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { count } from '../../lib/formats.ts';
import { sendKept } from '../../lib/outbox.ts';
import { meQuery, useMe } from '../identity/identity.queries.ts';

interface Named {
  name: string;
}

const changes = [['follow-ups'], ['items'], meQuery.queryKey];

/** What is sent to be kept, and the draft it was written as. */
interface Written<Body> {
  body: Body;
  draft: { name: string; value: unknown };
}

/** Logs something that must not be lost: without a connection it is kept, and sent when there is one. */
function useLogged<T extends z.ZodType>(
  path: string,
  what: string,
  answer: T,
  done: (answer: z.output<T>) => string,
) {
  const me = useMe();
  return useMutation({
    // Without a connection, too: the outbox keeps what cannot be sent.
    networkMode: 'always',
    mutationFn: (written: Written<unknown>) => sendKept(me.id, { path, what, ...written }, answer),
    onSuccess: (answered) =>
      said(answered === null ? `Kept: ${what} will be sent when the server can be reached.` : done(answered)),
    meta: { changes },
  });
}

export const useLogFollowUp = (rep: Named) =>
  useLogged(
    '/follow-ups',
    `the follow-up with ${rep.name}`,
    FollowUp,
    ({ items }) =>
      `Logged for ${count(items.length, 'item')}. ${rep.name} sees it and can confirm or dispute it.`,
  );

export const useLogOneToOne = (rep: Named) =>
  useLogged(
    '/one-to-ones',
    `the one-to-one with ${rep.name}`,
    LoggedOneToOne,
    ({ followUps }) =>
      `Logged for ${count(
        followUps.reduce((sum, { items }) => sum + items.length, 0),
        'item',
      )}. ${rep.name} sees it and can confirm or dispute it.`,
  );

/** The rep's answer: it was so, or it was not, in their own words. */
export function useAnswerFollowUp() {
  return useMutation({
    mutationFn: ({ id, dispute }: { id: string; dispute: string | null }) =>
      dispute === null
        ? postOnce({ path: `/follow-ups/${id}/confirmation`, body: {}, answer: FollowUp })
        : postOnce({ path: `/follow-ups/${id}/dispute`, body: { note: dispute }, answer: FollowUp }),
    onSuccess: (_, { dispute }) =>
      said(dispute === null ? 'Confirmed.' : 'Disputed. Your words stand beside the follow-up.'),
    onError: failed,
    meta: { changes, rowOf: ['follow-ups'] },
  });
}
