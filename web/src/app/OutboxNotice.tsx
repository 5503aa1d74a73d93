import classes from './OutboxNotice.module.css';
import { useOutbox } from './useOutbox.ts';

/** What is kept here until there is a connection again. */
export function OutboxNotice({ personId }: { personId: string }) {
  const waiting = useOutbox(personId);
  return (
    <div role="status">
      {waiting.length > 0 && (
        <p className={classes.notice}>
          Kept on this device until the server can be reached, then sent by itself:{' '}
          {waiting.map(({ what }) => what).join(', ')}.
        </p>
      )}
    </div>
  );
}
