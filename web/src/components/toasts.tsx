import { Button, CloseButton } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { ApiError } from '../lib/api-error.ts';
import { type Toast, withToast } from './toast-list.ts';
import classes from './toasts.module.css';

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function show(toast: Omit<Toast, 'id'>): void {
  lastId += 1;
  change(withToast(toasts, { ...toast, id: lastId }));
}

function hide(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** Says that something was done. */
export function said(message: string): void {
  show({ message, kind: 'said', stays: 6000 });
}

/** Says that something was done, and for ten seconds offers to take it back. */
export function saidWithUndo(message: string, undo: () => void): void {
  show({ message, kind: 'said', undo, stays: 10_000 });
}

/** Says why something was not done, and by which request's id the server's log knows it. */
export function failed(error: Error): void {
  const requestId = error instanceof ApiError ? error.requestId : null;
  show({ message: `That was not done. ${error.message}`, kind: 'failed', requestId, stays: null });
}

/** Where the toasts appear; a live region, so that screen readers say them. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={classes.toasts} role="status" aria-live="polite">
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast: { id, message, kind, requestId, undo, stays } }: { toast: Toast }) {
  useEffect(() => {
    if (stays === null) return;
    const timer = setTimeout(() => hide(id), stays);
    return () => clearTimeout(timer);
  }, [id, stays]);

  return (
    <div className={kind === 'failed' ? `${classes.toast} ${classes.failed}` : classes.toast}>
      <p>
        {message}
        {requestId && ` (request ${requestId})`}
      </p>
      {undo && (
        <Button
          variant="subtle"
          size="compact-md"
          onClick={() => {
            hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      )}
      <CloseButton size="sm" aria-label="Close the message" onClick={() => hide(id)} />
    </div>
  );
}
