import type { BulkAction } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { type Reader, formatTime } from '../../lib/formats.ts';

export const bulkActions = ['ask', 'log', 'accept', 'grant'] as const satisfies readonly BulkAction[];

interface Words {
  /** On the button, and over the panel. */
  title: string;
  send: string;
  done: string;
  /** Why the others among the selected are left out. */
  unfit: string;
  /** Why there is no way back. */
  final: string;
}

export const bulkWords: Record<BulkAction, Words> = {
  ask: {
    title: 'Ask',
    send: 'Ask',
    done: 'Asked about',
    unfit: 'nothing to ask, or not yours to ask about.',
    final: 'The messages go out at once and are the record: this cannot be undone.',
  },
  log: {
    title: 'Log follow-up',
    send: 'Log',
    done: 'Logged for',
    unfit: 'done in time, or not yours to follow up.',
    final: 'It stands on the record, and each rep can dispute it: this cannot be undone.',
  },
  accept: {
    title: 'Accept',
    send: 'Accept',
    done: 'Accepted',
    unfit: 'nothing is handed in that waits for you.',
    final: 'What is accepted stands: this cannot be undone.',
  },
  grant: {
    title: 'Give the time asked for',
    send: 'Give more time',
    done: 'More time for',
    unfit: 'nobody asks for time, or not you.',
    final: 'The reps are told at once, and time that was given stays given: this cannot be undone.',
  },
};

/** Whether something can be done to an item, as far as the page knows. */
export function canBe(action: BulkAction, { can }: Pick<Item, 'can'>): boolean {
  if (action === 'accept') return can.accept;
  if (action === 'grant') return can.decideExtension;
  return action === 'ask' ? can.ask : can.logFollowUp;
}

/** What one should know of an item before. */
export function remarkOf(action: BulkAction, { extensionRequest }: Item, reader: Reader): string | null {
  if (action !== 'grant' || extensionRequest === null) return null;
  const until = `until ${formatTime(extensionRequest.newDueAt, reader)}`;
  return extensionRequest.wouldMoveDeadline ? `${until} · counts as a moved deadline` : until;
}
