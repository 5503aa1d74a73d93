import type { BulkAnswer, BulkRequest } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once, type RepeatableRequest } from '../../database/once.ts';
import { notFound } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { askAboutMany, logAboutMany } from '../follow-ups/about-many.ts';
import { checkVersion, type Step } from './item-step.ts';
import { isAnySeen } from './items.read-model.ts';
import { accept, decideExtension } from './manager.steps.ts';
import { stepByStep } from './step-by-step.ts';

export interface BulkChange {
  viewer: Viewer;
  at: Date;
  request: RepeatableRequest;
}

/** What managers do about several items at once: in one transaction, to each that it can be done to. */
export function bulkService({ database }: { database: Pick<Database, 'transaction'> }) {
  return {
    /** @throws RequestError not_found where none of them is the viewer's to see, invalid_request */
    carryOut: (change: BulkChange, wanted: BulkRequest): Promise<BulkAnswer> =>
      database.transaction(change.viewer, (tx) =>
        once(tx, change.request, async () => {
          const answer = await carryOut(tx, change, wanted);
          const ids = wanted.items.map(({ id }) => id);
          if (answer.done.length === 0 && !(await isAnySeen(tx.sql, change.viewer, ids, change.at)))
            throw notFound('item');
          return answer;
        }),
      ),
  };
}

export type BulkService = ReturnType<typeof bulkService>;

function carryOut(tx: Tx, change: BulkChange, wanted: BulkRequest): Promise<BulkAnswer> {
  const items = [...new Map(wanted.items.map((item) => [item.id, item])).values()];
  const ids = items.map(({ id }) => id);
  const each = (stepOf: (item: BulkRequest['items'][number]) => Step) =>
    stepByStep(
      tx,
      change,
      items.map((item) => ({ id: item.id, itemId: item.id, step: stepOf(item) })),
    );
  switch (wanted.action) {
    case 'accept':
      return each(accept);
    case 'grant':
      return each(({ version }) => unchanged(version, decideExtension({ grant: true, note: wanted.note })));
    case 'ask':
      return askAboutMany(tx, change, ids, wanted.note);
    case 'log': {
      const { action: _, items: __, ...words } = wanted;
      return logAboutMany(tx, change, ids, words);
    }
  }
}

/** A step on what stands as it was looked at. */
const unchanged = (version: number, step: Step): Step => ({
  ...step,
  take(held) {
    checkVersion(held.item, version);
    return step.take(held);
  },
});
