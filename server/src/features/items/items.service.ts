import type { Item } from '@plumbline/shared/contracts/items.ts';
import type { Excuse } from '@plumbline/shared/domain/vocabulary.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once, type RepeatableRequest } from '../../database/once.ts';
import { conflict, invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import { answeringFor } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { notify } from '../notifications/notify.ts';
import { undoWindow } from './item-row.ts';
import { type SeenItem, visibleItem } from './items.read-model.ts';
import { itemStore, type ItemStore, type LockedItem } from './items.store.ts';

/** Who asks for a change of which item, when; a retried request carries its key. */
export interface ItemChange {
  viewer: Viewer;
  itemId: string;
  at: Date;
  request: RepeatableRequest;
}

export interface Reason {
  excuse: Excuse;
  note?: string;
  committedTo?: string;
}

export interface ExtensionAnswer {
  grant: boolean;
  newDueAt?: string;
  note?: string;
}

/** No promise, and no new due time, lies further ahead than this; in milliseconds. */
const furthestAhead = 366 * 86_400_000;

/** What an item's rep, and whoever answers for that rep, do with it. Each change is a fact, its projection and its audit entry. */
export function itemService({ database }: { database: Pick<Database, 'transaction'> }) {
  /**
   * Locks the item, checks that the viewer may do this to it, changes it, and answers with the item as it is then.
   * @param may who may; what is visible and not the viewer's to change is 403, what is not visible 404
   */
  function change(
    { viewer, itemId, at, request }: ItemChange,
    may: (seen: SeenItem) => boolean,
    work: (store: ItemStore, item: LockedItem, tx: Tx) => Promise<void>,
  ): Promise<Item> {
    return database.transaction(viewer, (tx) =>
      once(tx, request, async () => {
        const store = itemStore(tx);
        const locked = await store.lock(itemId);
        const seen = locked && (await visibleItem(tx.sql, viewer, itemId, at));
        if (!locked || !seen) throw notFound('item');
        if (!may(seen)) throw new RequestError('not_permitted', 'This item is for somebody else to change.');
        await work(store, locked, tx);
        return ((await visibleItem(tx.sql, viewer, itemId, at)) ?? seen).item;
      }),
    );
  }

  const own =
    (wanted: ItemChange) =>
    ({ item }: SeenItem) =>
      item.rep.id === wanted.viewer.personId;
  const inCharge = ({ isInCharge }: SeenItem) => isInCharge;

  return {
    /** Paperwork submitted, or a directive done. @throws RequestError conflict, wrong_state */
    submit(wanted: ItemChange, { version, note }: { version: number; note?: string }): Promise<Item> {
      return change(wanted, own(wanted), async (store, item, tx) => {
        if (item.state !== 'open')
          throw wrongState(item.state === 'done' ? 'It is done already.' : 'It was waived.');
        checkVersion(item, version);
        const kind = item.kind === 'paperwork' ? 'submitted' : 'completed';
        await store.append(item.id, { kind, at: wanted.at, note });
        await store.project(item.id);
        await tx.audit(entry(kind, item));
      });
    },

    /** A directive read and taken on. @throws RequestError conflict, wrong_state */
    acknowledge(wanted: ItemChange, { version }: { version: number }): Promise<Item> {
      return change(wanted, own(wanted), async (store, item, tx) => {
        if (item.kind !== 'directive') throw wrongState('Only directives are acknowledged.');
        if (item.state !== 'open') throw wrongState('It is not open any more.');
        if (item.acknowledgedAt !== null) throw wrongState('It is acknowledged already.');
        checkVersion(item, version);
        await store.append(item.id, { kind: 'acknowledged', at: wanted.at });
        await store.project(item.id);
        await tx.audit(entry('acknowledged', item));
      });
    },

    /** Undoes the viewer's own submission within ten minutes; both stay on record. @throws RequestError conflict, wrong_state */
    withdraw(wanted: ItemChange, { version }: { version: number }): Promise<Item> {
      return change(wanted, own(wanted), async (store, item, tx) => {
        const submission = item.state === 'done' ? await store.ownSubmission(item.id) : null;
        if (submission === null) throw wrongState('There is no submission of yours to undo.');
        if (wanted.at.getTime() - submission.occurredAt.getTime() >= undoWindow) {
          throw wrongState('A submission can be undone within 10 minutes.');
        }
        checkVersion(item, version);
        await store.append(item.id, { kind: 'withdrawn', at: wanted.at, regardsId: submission.id });
        await store.project(item.id);
        await tx.audit(entry('withdrawn', item));
      });
    },

    /** Why it is late or will be, and perhaps when it will be done. @throws RequestError wrong_state, invalid_request */
    giveReason(wanted: ItemChange, { excuse, note, committedTo }: Reason): Promise<Item> {
      return change(wanted, own(wanted), async (store, item, tx) => {
        if (item.state !== 'open') throw wrongState('It is not open any more.');
        const promisedAt = committedTo === undefined ? null : ahead('committedTo', committedTo, wanted.at);
        await store.append(item.id, { kind: 'reason_given', at: wanted.at, excuse, note });
        if (promisedAt !== null)
          await store.append(item.id, { kind: 'committed', at: wanted.at, promisedAt });
        await tx.audit(entry('reason_given', item, { excuse, committedTo }));
      });
    },

    /** Asks for more time; one request at a time. @throws RequestError wrong_state, invalid_request */
    requestExtension(
      wanted: ItemChange,
      { newDueAt, note }: { newDueAt: string; note?: string },
    ): Promise<Item> {
      return change(wanted, own(wanted), async (store, item, tx) => {
        if (item.state !== 'open') throw wrongState('It is not open any more.');
        if ((await store.openRequest(item.id)) !== null)
          throw wrongState('You have asked already; the answer is still to come.');
        const until = laterThanDue(newDueAt, item, wanted.at);
        await store.append(item.id, { kind: 'extension_requested', at: wanted.at, note, newDueAt: until });
        await tx.audit(entry('extension_requested', item, { newDueAt }));
        const asked = await answeringFor(tx, item.repId, wanted.at);
        await notify(
          tx,
          asked.map((to) => ({
            to,
            kind: 'extension_asked',
            subject: { type: 'item', id: item.id },
            at: wanted.at,
            data: { title: item.title, until: until.toISOString(), note: note ?? null },
          })),
        );
      });
    },

    /**
     * The answer to a request for more time. Granted before the due time it moves the deadline once, by at most five
     * business days; later or longer is possible, and counts as a moved deadline (`wouldMoveDeadline`).
     * @throws RequestError wrong_state, invalid_request
     */
    decideExtension(wanted: ItemChange, { grant, newDueAt, note }: ExtensionAnswer): Promise<Item> {
      return change(wanted, inCharge, async (store, item, tx) => {
        const request = await store.openRequest(item.id);
        if (request === null || item.state !== 'open')
          throw wrongState('Nobody is waiting for an answer here.');
        const kind = grant ? 'extension_granted' : 'extension_declined';
        const until = grant
          ? laterThanDue(newDueAt ?? request.newDueAt.toISOString(), item, wanted.at)
          : undefined;
        await store.append(item.id, { kind, at: wanted.at, note, newDueAt: until, regardsId: request.id });
        await store.project(item.id);
        await tx.audit(entry(kind, item, { newDueAt: until?.toISOString() }));
        const dueAt = (until ?? item.currentDueAt).toISOString();
        const answer = grant ? 'granted' : 'declined';
        await notify(tx, [
          {
            to: item.repId,
            kind: 'extension_answered',
            subject: { type: 'item', id: item.id },
            at: wanted.at,
            data: { title: item.title, answer, dueAt, note: note ?? null },
          },
        ]);
      });
    },
  };
}

export type ItemService = ReturnType<typeof itemService>;

const entry = (verb: string, { id, repId }: LockedItem, details: Record<string, unknown> = {}) => ({
  action: `item.${verb}`,
  subjectType: 'item',
  subjectId: id,
  details,
  concerns: [repId],
});

function checkVersion(item: LockedItem, version: number): void {
  if (item.version !== version) throw conflict();
}

function ahead(path: string, instant: string, at: Date): Date {
  const time = new Date(instant);
  if (time <= at) throw invalid(path, 'a time in the future');
  if (time.getTime() > at.getTime() + furthestAhead) throw invalid(path, 'a time within a year');
  return time;
}

function laterThanDue(newDueAt: string, item: LockedItem, at: Date): Date {
  const time = ahead('newDueAt', newDueAt, at);
  if (time <= item.currentDueAt) throw invalid('newDueAt', 'a time after the present due time');
  return time;
}
