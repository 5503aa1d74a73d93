import type { SubmissionRequest } from '@plumbline/shared/contracts/items.ts';
import type { Excuse } from '@plumbline/shared/domain/vocabulary.ts';
import { wrongState } from '../../errors.ts';
import { answeringFor } from '../../policies/in-charge.ts';
import { notify } from '../notifications/notify.ts';
import { undoWindow } from './item-row.ts';
import { handInFiles } from './item-files.ts';
import { ahead, checkVersion, entry, laterThanDue, type Step } from './item-step.ts';
import type { SeenItem } from './items.read-model.ts';
import type { LockedItem } from './items.store.ts';

export interface Reason {
  excuse: Excuse;
  note?: string;
  committedTo?: string;
}

const own = ({ isOwn }: SeenItem) => isOwn;

function mustBeOpen({ state }: LockedItem): void {
  if (state !== 'open') throw wrongState(state === 'done' ? 'It is done already.' : 'It was waived.');
}

/** Paperwork submitted, or a directive done; also again, after it was returned. */
export const submit = ({ version, note, link, fileIds = [] }: SubmissionRequest): Step => ({
  may: own,
  async take({ tx, store, item, at }) {
    mustBeOpen(item);
    checkVersion(item, version);
    const kind = item.kind === 'paperwork' ? 'submitted' : 'completed';
    const eventId = await store.append(item.id, { kind, at, note, link });
    const files = await handInFiles(tx, { itemId: item.id, eventId, fileIds });
    await store.project(item.id);
    await tx.audit(entry(kind, item, files.length === 0 ? {} : { files }));
  },
});

/** A directive read and taken on. */
export const acknowledge = ({ version }: { version: number }): Step => ({
  may: own,
  async take({ tx, store, item, at }) {
    if (item.kind !== 'directive') throw wrongState('Only directives are acknowledged.');
    mustBeOpen(item);
    if (item.acknowledgedAt !== null) throw wrongState('It is acknowledged already.');
    checkVersion(item, version);
    await store.append(item.id, { kind: 'acknowledged', at });
    await store.project(item.id);
    await tx.audit(entry('acknowledged', item));
  },
});

/** Undoes one's own submission within ten minutes, unless somebody accepted it; both stay on record. */
export const withdraw = ({ version }: { version: number }): Step => ({
  may: own,
  async take({ tx, store, item, at }) {
    const submission = item.state === 'done' ? await store.standingSubmission(item.id) : null;
    if (submission === null || submission.by !== tx.actor.personId)
      throw wrongState('There is no submission of yours to undo.');
    if (item.acceptedAt !== null) throw wrongState('It was accepted in the meantime.');
    if (at.getTime() - submission.occurredAt.getTime() >= undoWindow)
      throw wrongState('A submission can be undone within 10 minutes.');
    checkVersion(item, version);
    await store.append(item.id, { kind: 'withdrawn', at, regardsId: submission.id });
    await store.recallIfDirectiveWas(item.id, at);
    await store.project(item.id);
    await tx.audit(entry('withdrawn', item));
  },
});

/** Why it is late or will be, and perhaps when it will be done. */
export const giveReason = ({ excuse, note, committedTo }: Reason): Step => ({
  may: own,
  async take({ tx, store, item, at }) {
    mustBeOpen(item);
    const promisedAt = committedTo === undefined ? null : ahead('committedTo', committedTo, at);
    await store.append(item.id, { kind: 'reason_given', at, excuse, note });
    if (promisedAt !== null) await store.append(item.id, { kind: 'committed', at, promisedAt });
    await tx.audit(entry('reason_given', item, { excuse, committedTo }));
  },
});

/** Asks for more time; one request at a time. */
export const requestExtension = ({ newDueAt, note }: { newDueAt: string; note?: string }): Step => ({
  may: own,
  async take({ tx, store, item, at }) {
    mustBeOpen(item);
    if ((await store.openRequest(item.id)) !== null)
      throw wrongState('You have asked already; the answer is still to come.');
    const until = laterThanDue(newDueAt, item, at);
    await store.append(item.id, { kind: 'extension_requested', at, note, newDueAt: until });
    await tx.audit(entry('extension_requested', item, { newDueAt }));
    const asked = await answeringFor(tx, [item.repId], at);
    await notify(
      tx,
      asked.map((to) => ({
        to,
        kind: 'extension_asked',
        subject: { type: 'item', id: item.id },
        at,
        data: { title: item.title, until: until.toISOString(), note: note ?? null },
      })),
    );
  },
});
