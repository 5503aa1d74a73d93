/** What became of an attempt to send. */
export type Sent =
  | { state: 'sent' }
  /** Not sent, perhaps later. */
  | { state: 'waiting'; error: string }
  /** Another attempt would fail the same way, or might send it twice. */
  | { state: 'dead'; error: string }
  /** Not wanted any more. */
  | { state: 'dropped' };

export const sent: Sent = { state: 'sent' };
export const dropped: Sent = { state: 'dropped' };
export const tryAgain = (error: string): Sent => ({ state: 'waiting', error });
export const giveUp = (error: string): Sent => ({ state: 'dead', error });

/** In milliseconds. */
const minute = 60_000;
const longestWait = 60 * minute;

/** With the waits below, three days: a mail server that is down over a weekend does not cost a message. */
const mostAttempts = 75;

/** When to try again after so many attempts: in 1, 4, 16 minutes, then hourly; null when that was the last. */
export const nextAttempt = (attempts: number, at: Date): Date | null =>
  attempts >= mostAttempts
    ? null
    : new Date(at.getTime() + Math.min(longestWait, minute * 4 ** (attempts - 1)));
