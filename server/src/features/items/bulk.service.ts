import type {
  BulkAnswer,
  BulkRequest,
  OwnBulkAnswer,
  OwnBulkRequest,
} from '@plumbline/shared/contracts/item-bulk.ts';
import type { Database, Sql, Tx } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { notFound } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { askAboutMany, logAboutMany } from '../follow-ups/about-many.ts';
import { checkVersion, type Step } from './item-step.ts';
import { isAnySeen } from './items.read-model.ts';
import { accept, decideExtension } from './manager.steps.ts';
import { stepByStep } from './step-by-step.ts';

/** What is done to several items at once: in one transaction, to each that it can be done to. */
export function bulkService({ database }: { database: Pick<Database, 'transaction'> }) {
  return {
    /**
     * What managers do.
     * @throws RequestError not_found where none of them is the viewer's to see, invalid_request
     */
    carryOut: (command: Command, wanted: BulkRequest): Promise<BulkAnswer> =>
      database.transaction(command.viewer, (tx) =>
        once(tx, command.request, async () => {
          const answer = await carryOut(tx, command, wanted);
          await mustSeeSome(tx, command, wanted.items, answer);
          return answer;
        }),
      ),

    /**
     * One step to several of one's own.
     * @throws RequestError not_found where none of them is the viewer's to see
     */
    take: (
      command: Command,
      { items }: OwnBulkRequest,
      stepOf: (item: ItemVersion) => Step,
    ): Promise<OwnBulkAnswer> =>
      database.transaction(command.viewer, (tx) =>
        once(tx, command.request, async () => {
          const answer = await each(tx, command, items, stepOf);
          await mustSeeSome(tx, command, items, answer);
          return { ...answer, done: await versionsOf(tx.sql, command.viewer, answer.done) };
        }),
      ),
  };
}

export type BulkService = ReturnType<typeof bulkService>;

type ItemVersion = BulkRequest['items'][number];

async function carryOut(tx: Tx, command: Command, wanted: BulkRequest): Promise<BulkAnswer> {
  const ids = [...new Set(wanted.items.map(({ id }) => id))];
  switch (wanted.action) {
    case 'accept':
      return each(tx, command, wanted.items, accept);
    case 'grant':
      return each(tx, command, wanted.items, ({ version }) =>
        unchanged(version, decideExtension({ grant: true, note: wanted.note })),
      );
    case 'ask':
      return askAboutMany(tx, command, ids, wanted.note);
    case 'log': {
      const { action: _, items: __, ...words } = wanted;
      return logAboutMany(tx, command, ids, words);
    }
  }
}

/** The step to each of them once, however often it is named. */
const each = (
  tx: Tx,
  command: Command,
  items: readonly ItemVersion[],
  stepOf: (item: ItemVersion) => Step,
): Promise<BulkAnswer> =>
  stepByStep(
    tx,
    command,
    [...new Map(items.map((item) => [item.id, item])).values()].map((item) => ({
      id: item.id,
      itemId: item.id,
      step: stepOf(item),
    })),
  );

/** @throws RequestError not_found */
async function mustSeeSome(
  { sql }: Tx,
  { viewer, at }: Command,
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
