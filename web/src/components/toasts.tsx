import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ApiError } from '../lib/api-error.ts';
import classes from './toasts.module.css';

const closing = { withCloseButton: true, closeButtonProps: { 'aria-label': 'Close the message' } };

/** Says that something was done. */
export function said(message: string): void {
  notifications.show({ message, autoClose: 5000, className: classes.toast, ...closing });
}

/** Says that something was done, and for ten seconds offers to take it back. */
export function saidWithUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: 10_000,
    className: classes.toast,
    ...closing,
    message: (
      <span className={classes.undo}>
        {message}
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}

/** Says why something was not done, and by which request's id the server's log knows it. */
export function failed(error: Error): void {
  const requestId = error instanceof ApiError ? error.requestId : null;
  notifications.show({
    title: 'That was not done',
    message: requestId ? `${error.message} (request ${requestId})` : error.message,
    autoClose: false,
    className: `${classes.toast} ${classes.failed}`,
    ...closing,
  });
}
