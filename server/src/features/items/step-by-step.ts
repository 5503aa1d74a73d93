import type { BulkAnswer } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Tx } from '../../database/connect.ts';
import { RequestError } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type Step, takeStep } from './item-step.ts';

/** One step of several that are asked for at once; `id` names it in the answer. */
export interface OneOfMany {
  id: string;
  itemId: string;
  step: Step;
}

/**
 * Takes several steps in one transaction: each that can be taken, and says of every other why not. One after the other in
 * the order of items, so that two requests about the same items do not wait for each other.
 */
export async function stepByStep(
  tx: Tx,
  by: { viewer: Viewer; at: Date },
  steps: readonly OneOfMany[],
): Promise<BulkAnswer> {
  const answer: BulkAnswer = { done: [], refused: [] };
  for (const { id, itemId, step } of steps.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1))) {
    // What is refused leaves nothing behind, whatever it had written by then.
    await tx.sql`savepoint one_of_many`;
    try {
      await takeStep(tx, { ...by, itemId }, step);
      answer.done.push(id);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      await tx.sql`rollback to savepoint one_of_many`;
      answer.refused.push({ id, reason: error.message });
    }
    // Else they would pile up, each inside the one before.
    await tx.sql`release savepoint one_of_many`;
  }
  return answer;
}
