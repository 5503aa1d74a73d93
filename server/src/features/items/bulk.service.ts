import type {
  BulkAnswer,
  BulkRequest,
  OwnBulkAnswer,
  OwnBulkRequest,
} from '@plumbline/shared/contracts/item-bulk.ts';
import type { Database, Sql, Tx } from '../../database/connect.ts';
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

/** What is done to several items at once: in one transaction, to each that it can be done to. */
export function bulkService({ database }: { database: Pick<Database, 'transaction'> }) {
  return {
    /**
     * What managers do.
     * @throws RequestError not_found where none of them is the viewer's to see, invalid_request
     */
    carryOut: (change: BulkChange, wanted: BulkRequest): Promise<BulkAnswer> =>
      database.transaction(change.viewer, (tx) =>
        once(tx, change.request, async () => {
          const answer = await carryOut(tx, change, wanted);
          await mustSeeSome(tx, change, wanted.items, answer);
          return answer;
        }),
      ),

    /**
     * One step to several of one's own.
     * @throws RequestError not_found where none of them is the viewer's to see
     */
    take: (
      change: BulkChange,
      { items }: OwnBulkRequest,
      stepOf: (item: ItemVersion) => Step,
    ): Promise<OwnBulkAnswer> =>
      database.transaction(change.viewer, (tx) =>
        once(tx, change.request, async () => {
          const answer = await each(tx, change, items, stepOf);
          await mustSeeSome(tx, change, items, answer);
          return { ...answer, done: await versionsOf(tx.sql, change.viewer, answer.done) };
        }),
      ),
  };
}

export type BulkService = ReturnType<typeof bulkService>;

type ItemVersion = BulkRequest['items'][number];

async function carryOut(tx: Tx, change: BulkChange, wanted: BulkRequest): Promise<BulkAnswer> {
  const ids = [...new Set(wanted.items.map(({ id }) => id))];
  switch (wanted.action) {
    case 'accept':
      return each(tx, change, wanted.items, accept);
    case 'grant':
      return each(tx, change, wanted.items, ({ version }) =>
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

/** The step to each of them once, however often it is named. */
const each = (
  tx: Tx,
  change: BulkChange,
  items: readonly ItemVersion[],
  stepOf: (item: ItemVersion) => Step,
): Promise<BulkAnswer> =>
  stepByStep(
    tx,
    change,
    [...new Map(items.map((item) => [item.id, item])).values()].map((item) => ({
      id: item.id,
      itemId: item.id,
      step: stepOf(item),
    })),
  );

/** @throws RequestError not_found */
async function mustSeeSome(
  { sql }: Tx,
  { viewer, at }: BulkChange,
  items: readonly ItemVersion[],
  { done }: BulkAnswer,
): Promise<void> {
  const ids = items.map(({ id }) => id);
  if (done.length === 0 && !(await isAnySeen(sql, viewer, ids, at))) throw notFound('item');
}

const versionsOf = (sql: Sql, { organizationId }: Viewer, ids: readonly string[]) =>
  sql<OwnBulkAnswer['done']>`
    select i.id, i.version from items i
    where i.organization_id = ${organizationId} and i.id = any (${[...ids]}::uuid[])
    order by i.id`;

/** A step on what stands as it was looked at. */
const unchanged = (version: number, step: Step): Step => ({
  ...step,
  take(held) {
    checkVersion(held.item, version);
    return step.take(held);
  },
});
