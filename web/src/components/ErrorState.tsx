import { Button } from '@mantine/core';
import { ApiError } from '../lib/api-error.ts';
import classes from './states.module.css';

/** What went wrong; where that may help, a way to try again, and the request's id for whoever looks into it. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const known = error instanceof ApiError ? error : undefined;
  // What is not there, or not theirs, is no more so the second time, and the log has nothing to add.
  const isFinal = known?.code === 'not_found' || known?.code === 'not_permitted';
  return (
    <div className={classes.state} data-ruled role="alert">
      <p className={classes.title}>This could not be shown</p>
      <p className={classes.text}>
        {known?.message ?? 'The page met something it did not expect. Reload it.'}
      </p>
      {onRetry && !isFinal && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
      {known?.requestId && !isFinal && (
        <p className={classes.request}>
          Request <code>{known.requestId}</code>
        </p>
      )}
    </div>
  );
}
