/**
 * The one-time token of a link, from the part after `#`: browsers never send it along, so it stays out of logs.
 * Both `#abc` and `#token=abc` are understood.
 */
export function tokenOf(hash: string): string {
  return decodeURIComponent(hash.replace(/^#/, '').replace(/^token=/, ''));
}
