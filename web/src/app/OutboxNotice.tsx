import { Button } from '@mantine/core';
import { type Reader, formatDay } from '../lib/formats.ts';
import { isUncertain } from '../lib/outbox.ts';
import classes from './OutboxNotice.module.css';
import { useOutbox } from './useOutbox.ts';

/** What is kept here until there is a connection again, and what is too old to be sent without a word. */
export function OutboxNotice({ personId, reader }: { personId: string; reader: Reader }) {
  const { waiting, onSend, onDiscard } = useOutbox(personId);
  const uncertain = waiting.filter((entry) => isUncertain(entry, reader.now));
  const certain = waiting.filter((entry) => !uncertain.includes(entry));
  return (
    <div role="status">
      {certain.length > 0 && (
        <p className={classes.notice}>
          Kept on this device until the server can be reached, then sent by itself:{' '}
          {certain.map(({ what }) => what).join(', ')}.
        </p>
      )}
      {uncertain.map((entry) => (
        <div key={entry.key} className={classes.notice}>
          <p>
            {`Written ${formatDay(new Date(entry.writtenAt).toISOString(), reader)}, and perhaps sent then: ${entry.what}. See whether it is on record; send it only if it is not.`}
          </p>
          <Button
            variant="light"
            size="compact-sm"
            aria-label={`Send ${entry.what}`}
            onClick={() => onSend(entry)}
          >
            Send
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={`Discard ${entry.what}`}
            onClick={() => onDiscard(entry)}
          >
            Discard
          </Button>
        </div>
      ))}
    </div>
  );
}
