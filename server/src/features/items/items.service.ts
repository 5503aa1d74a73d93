import type { Item } from '@plumbline/shared/contracts/items.ts';
import type { Database } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import type { Command } from '../../policies/command.ts';
import { type Step, takeStep } from './item-step.ts';

/** What is done to items, one step a request: its facts, their projection and its audit entry in one transaction. */
export function itemService({ database }: { database: Pick<Database, 'transaction'> }) {
  return {
    /** @throws RequestError as `takeStep` does */
    take: ({ viewer, at, request }: Command, itemId: string, step: Step): Promise<Item> =>
      database.transaction(viewer, (tx) =>
        once(tx, request, () => takeStep(tx, { viewer, itemId, at }, step)),
      ),
  };
}
