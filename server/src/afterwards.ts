import { invalid } from './errors.ts';

/** How far back what was spoken may be typed in, in milliseconds. */
const furthestBack = 366 * 86_400_000;

/** Clocks of browsers differ a little from ours, in milliseconds. */
const clockSkew = 120_000;

/** What is typed in later than this after the moment it claims is backdated; in milliseconds. */
const punctual = 48 * 3_600_000;

/**
 * The moment that something typed in afterwards claims to have been.
 * @param path the field that says so @throws RequestError invalid_request in the future, or more than a year ago
 */
export function claimedMoment(path: string, instant: string, at: Date): Date {
  const claimed = new Date(instant);
  if (claimed.getTime() > at.getTime() + clockSkew) throw invalid(path, 'not in the future');
  if (claimed.getTime() < at.getTime() - furthestBack) throw invalid(path, 'at most a year ago');
  return claimed > at ? at : claimed;
}

export const isBackdated = (claimed: Date, recorded: Date): boolean =>
  recorded.getTime() > claimed.getTime() + punctual;
