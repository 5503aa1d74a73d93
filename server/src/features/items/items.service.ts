import type { Item } from '@plumbline/shared/contracts/items.ts';
import type { Database } from '../../database/connect.ts';
import { once, type RepeatableRequest } from '../../database/once.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type Step, takeStep } from './item-step.ts';

/** Who asks for a change of which item, when; a retried request carries its key. */
export interface ItemChange {
  viewer: Viewer;
  itemId: string;
  at: Date;
  request: RepeatableRequest;
}

/** What is done to items, one step a request: its facts, their projection and its audit entry in one transaction. */
export function itemService({ database }: { database: Pick<Database, 'transaction'> }) {
  return {
    /** @throws RequestError as `takeStep` does */
    take: (change: ItemChange, step: Step): Promise<Item> =>
      database.transaction(change.viewer, (tx) => once(tx, change.request, () => takeStep(tx, change, step))),
  };
}
