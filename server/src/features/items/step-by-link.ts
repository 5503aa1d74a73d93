import type { Excuse } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tx } from '../../database/connect.ts';
import { notFound } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type Step, takeStep } from './item-step.ts';
import { itemStore } from './items.store.ts';
import { acknowledge, giveReason, submit } from './rep.steps.ts';

type Act = { act: 'submit' | 'acknowledge' } | { act: 'say_why'; excuse: Excuse; note?: string };

/**
 * A step of the rep's by a link from a digest. It is taken on the item as it is now: a mail knows no version.
 * @throws RequestError as `takeStep` does
 */
export async function takeStepByLink(
  tx: Tx,
  viewer: Viewer,
  itemId: string,
  act: Act,
  at: Date,
): Promise<void> {
  const item = await itemStore(tx).lock(itemId);
  if (item === null) throw notFound('item');
  await takeStep(tx, { viewer, itemId, at }, stepOf(act, item.version));
}

function stepOf(act: Act, version: number): Step {
  if (act.act === 'say_why') return giveReason(act);
  return act.act === 'submit' ? submit({ version }) : acknowledge({ version });
}
