import type { BulkAnswer, BulkRequest } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once, type RepeatableRequest } from '../../database/once.ts';
import { notFound, RequestError } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { askAboutMany, logAboutMany } from '../follow-ups/about-many.ts';
import { checkVersion, type Step, takeStep } from './item-step.ts';
import { isAnySeen } from './items.read-model.ts';
import { accept, decideExtension } from './manager.steps.ts';

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
  // One after the other in the order of ids, so that two requests about the same items do not wait for each other.
  const items = [...new Map(wanted.items.map((item) => [item.id, item])).values()].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const ids = items.map(({ id }) => id);
  switch (wanted.action) {
    case 'accept':
      return stepByStep(tx, change, items, accept);
    case 'grant':
      return stepByStep(tx, change, items, ({ version }) =>
        unchanged(version, decideExtension({ grant: true, note: wanted.note })),
      );
    case 'ask':
      return askAboutMany(tx, change, ids, wanted.note);
    case 'log': {
      const { action: _, items: __, ...words } = wanted;
      return logAboutMany(tx, change, ids, words);
    }
  }
}

async function stepByStep(
  tx: Tx,
  { viewer, at }: BulkChange,
  items: BulkRequest['items'],
  stepOf: (item: BulkRequest['items'][number]) => Step,
): Promise<BulkAnswer> {
  const answer: BulkAnswer = { done: [], refused: [] };
  for (const item of items) {
    // What is refused leaves nothing behind, whatever it had written by then.
    await tx.sql`savepoint one_of_many`;
    try {
      await takeStep(tx, { viewer, itemId: item.id, at }, stepOf(item));
      answer.done.push(item.id);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      await tx.sql`rollback to savepoint one_of_many`;
      answer.refused.push({ id: item.id, reason: error.message });
    }
    // Else they would pile up, each inside the one before.
    await tx.sql`release savepoint one_of_many`;
  }
  return answer;
}

/** A step on what stands as it was looked at. */
const unchanged = (version: number, step: Step): Step => ({
  ...step,
  take(held) {
    checkVersion(held.item, version);
    return step.take(held);
  },
});
