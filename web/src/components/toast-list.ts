export interface Toast {
  id: number;
  message: string;
  kind: 'said' | 'failed';
  /** Of a failure: the request's id, by which the server's log knows it. */
  requestId?: string | null;
  /** Takes back what the toast tells of. */
  undo?: () => void;
  /** Milliseconds; null stays until it is closed. */
  stays: number | null;
}

/** More than these that say what was done would cover the page. */
const mostSaid = 3;

/**
 * The toasts with one more. Of those that say what was done the oldest goes; one that says what was not done stays until
 * it is closed, and the same failure again stands once.
 */
export function withToast(toasts: readonly Toast[], toast: Toast): readonly Toast[] {
  const said = [...toasts, toast].filter(({ kind }) => kind === 'said');
  const going = new Set(said.slice(0, -mostSaid));
  const isSame = ({ kind, message }: Toast) =>
    kind === 'failed' && toast.kind === 'failed' && message === toast.message;
  return [...toasts.filter((shown) => !going.has(shown) && !isSame(shown)), toast];
}
