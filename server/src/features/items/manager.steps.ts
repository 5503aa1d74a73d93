import type { NoticeKind } from '@plumbline/shared/domain/vocabulary.ts';
import { wrongState } from '../../errors.ts';
import { type NoticeData, notify } from '../notifications/notify.ts';
import { reviewWindow } from './item-row.ts';
import { checkVersion, entry, type Held, laterThanDue, type Step } from './item-step.ts';
import type { SeenItem } from './items.read-model.ts';
import type { StandingSubmission } from './items.store.ts';

export interface ExtensionAnswer {
  grant: boolean;
  newDueAt?: string;
  note?: string;
}

const inCharge = ({ isInCharge }: SeenItem) => isInCharge;
const reviewer = ({ isReviewer }: SeenItem) => isReviewer;

/** What was handed in and waits to be looked at. */
async function waiting({ store, item, at }: Held): Promise<StandingSubmission> {
  if (item.state === 'waived') throw wrongState('It was waived.');
  if (item.state === 'open') throw wrongState('Nothing is handed in.');
  if (item.acceptedAt !== null) throw wrongState('It is accepted already.');
  const submission = await store.standingSubmission(item.id);
  if (submission === null) throw wrongState('It came with an import, and stands as it came.');
  if (at.getTime() - submission.occurredAt.getTime() >= reviewWindow)
    throw wrongState('What was handed in a fortnight ago stands.');
  return submission;
}

/** Tells the rep, in the same transaction. */
const tellRep = ({ tx, item, at }: Held, kind: NoticeKind, data: NoticeData) =>
  notify(tx, [
    {
      to: item.repId,
      kind,
      subject: { type: 'item', id: item.id },
      at,
      data: { title: item.title, ...data },
    },
  ]);

/** @param until undefined: declined, it stays due when it was */
const tellOfExtension = (held: Held, until: Date | undefined, note: string | undefined) =>
  tellRep(held, 'extension_answered', {
    answer: until === undefined ? 'declined' : 'granted',
    dueAt: (until ?? held.item.currentDueAt).toISOString(),
    note: note ?? null,
  });

/** What was handed in is as it should be: accepted, or verified where a directive's issuer wanted to see to it. */
export const accept = ({ version }: { version: number }): Step => ({
  may: reviewer,
  async take(held) {
    const { tx, store, item, at } = held;
    const submission = await waiting(held);
    checkVersion(item, version);
    const kind = (await store.wantsVerification(item.id)) ? 'verified' : 'accepted';
    await store.append(item.id, { kind, at, regardsId: submission.id });
    await store.project(item.id);
    await tx.audit(entry(kind, item));
  },
});

/**
 * What was handed in is not as it should be: it is owed again, by the due time it had, unless its directive was recalled
 * meanwhile.
 */
export const giveBack = ({ version, reason }: { version: number; reason: string }): Step => ({
  may: reviewer,
  async take(held) {
    const { tx, store, item, at } = held;
    const submission = await waiting(held);
    checkVersion(item, version);
    await store.append(item.id, { kind: 'returned', at, note: reason, regardsId: submission.id });
    const isRecalled = await store.recallIfDirectiveWas(item.id, at);
    await store.project(item.id);
    await tx.audit(entry('returned', item));
    const note = isRecalled
      ? `${reason} Its directive was recalled: nothing is owed on it any more.`
      : reason;
    await tellRep(held, 'item_returned', { note });
  },
});

/** It need not be done. A lapse that is let go stays one, in every denominator. */
export const waive = ({ version, reason }: { version: number; reason: string }): Step => ({
  may: inCharge,
  async take(held) {
    const { tx, store, item, at } = held;
    if (item.state !== 'open')
      throw wrongState(item.state === 'done' ? 'It is done already.' : 'It is waived already.');
    checkVersion(item, version);
    await store.append(item.id, { kind: 'waived', at, note: reason });
    await store.project(item.id);
    await tx.audit(entry('waived', item));
    await tellRep(held, 'item_waived', { note: reason });
  },
});

/**
 * More time without being asked; a request that waits is answered by it. Before the due time it moves the deadline once,
 * by at most five business days; later or longer counts as a moved deadline (`extendableUntil`).
 */
export const grantExtension = ({
  version,
  newDueAt,
  note,
}: {
  version: number;
  newDueAt: string;
  note?: string;
}): Step => ({
  may: inCharge,
  async take(held) {
    const { tx, store, item, at } = held;
    if (item.state !== 'open') throw wrongState('It is not open any more.');
    checkVersion(item, version);
    const until = laterThanDue(newDueAt, item, at);
    const request = await store.openRequest(item.id);
    await store.append(item.id, {
      kind: 'extension_granted',
      at,
      note,
      newDueAt: until,
      regardsId: request?.id,
    });
    await store.project(item.id);
    await tx.audit(entry('extension_granted', item, { newDueAt }));
    await tellOfExtension(held, until, note);
  },
});

/** The answer to a request for more time; what is granted counts as `grantExtension` says (`wouldMoveDeadline`). */
export const decideExtension = ({ grant, newDueAt, note }: ExtensionAnswer): Step => ({
  may: inCharge,
  async take(held) {
    const { tx, store, item, at } = held;
    const request = await store.openRequest(item.id);
    if (request === null || item.state !== 'open') throw wrongState('Nobody is waiting for an answer here.');
    const kind = grant ? 'extension_granted' : 'extension_declined';
    const until = grant ? laterThanDue(newDueAt ?? request.newDueAt.toISOString(), item, at) : undefined;
    await store.append(item.id, { kind, at, note, newDueAt: until, regardsId: request.id });
    await store.project(item.id);
    await tx.audit(entry(kind, item, { newDueAt: until?.toISOString() }));
    await tellOfExtension(held, until, note);
  },
});
