import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { isSendKey, sendKeyName } from '../lib/keys.ts';
import classes from './SendForm.module.css';

/** A short form in a side panel: Ctrl+Enter (or Cmd) sends it from any field. */
export function SendForm({
  label,
  sendLabel,
  isSending,
  onSend,
  onCancel,
  children,
}: {
  label: string;
  sendLabel: string;
  isSending: boolean;
  onSend: () => void;
  onCancel?: () => void;
  children: ReactNode;
}) {
  return (
    <form
      className={classes.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) onSend();
      }}
      onKeyDown={(event) => {
        if (isSendKey(event)) event.currentTarget.requestSubmit();
      }}
    >
      {children}
      <div className={classes.buttons}>
        <Button type="submit" loading={isSending} rightSection={<kbd>{sendKeyName}</kbd>}>
          {sendLabel}
        </Button>
        {onCancel && (
          <Button variant="subtle" color="gray" data-quiet onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
