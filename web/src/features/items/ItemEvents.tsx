import type { Item, ItemEvent } from '@plumbline/shared/contracts/items.ts';
import { excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { formatBackdating, formatTime } from '../../lib/formats.ts';
import { eventWords } from '../../lib/words.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './ItemPanel.module.css';
import { SubmissionContent } from './SubmissionContent.tsx';

const handedIn: ReadonlySet<ItemEvent['kind']> = new Set(['submitted', 'completed']);
/** What reads otherwise when it came too late. */
const letGo: ReadonlySet<ItemEvent['kind']> = new Set(['extension_granted', 'waived', 'excused']);

const twoDays = 48 * 3_600_000;

/** What happened to an item, newest first. */
export function ItemEvents({ item, events }: { item: Item; events: readonly ItemEvent[] }) {
  const reader = useReader();
  return (
    <ol className={classes.events}>
      {events.toReversed().map((event) => {
        const isBackdated = Date.parse(event.recordedAt) - Date.parse(event.at) > twoDays;
        const more = [
          event.excuse && excuseWords[event.excuse],
          event.newDueAt && `until ${formatTime(event.newDueAt, reader)}`,
          !handedIn.has(event.kind) && event.note,
          // What was imported is entered long after it happened; that says nothing about anybody.
          isBackdated && event.provenance === 'declared' && formatBackdating(event.at, event.recordedAt),
          event.provenance === 'imported' && 'imported',
        ].filter((words) => typeof words === 'string');
        return (
          <li key={event.id} className={classes.event}>
            <time className={classes.at} dateTime={event.at}>
              {formatTime(event.at, reader)}
            </time>
            <div>
              <p>
                <span className={classes.what}>{eventWords[event.kind]}</span>
                {letGo.has(event.kind) && event.at > item.dueAt && ' after it was due'}
                {event.by && ` by ${event.by.name}`}
                {event.to && ` to ${event.to.name}`}
              </p>
              {handedIn.has(event.kind) && <SubmissionContent itemId={item.id} {...event} />}
              {more.length > 0 && <p className={classes.more}>{more.join(' · ')}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
