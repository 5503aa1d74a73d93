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

/** Three days: a mail server that is down over a weekend does not cost a message. */
const patience = 3 * 24 * 60 * minute;

/**
 * When to try again after so many attempts, or null when it has been tried for three days. 1, 4, 16 minutes, then hourly.
 */
export function nextAttempt(attempts: number, createdAt: Date, at: Date): Date | null {
  const wait = Math.min(longestWait, minute * 4 ** (attempts - 1));
  const next = new Date(at.getTime() + wait);
  return next.getTime() - createdAt.getTime() > patience ? null : next;
}
