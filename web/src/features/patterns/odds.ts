/**
 * Evidence in words a person can weigh. `logE` is the natural logarithm of the e-value; one over alpha (20 at 5 %) is
 * what somebody at the norm reaches in at most one case of twenty, however often one looks.
 */
export function odds(logE: number): string {
  if (Math.abs(logE) < 0.1) return 'even';
  const ratio = Math.exp(Math.abs(logE));
  return `${rounded(ratio)} : 1 ${logE > 0 ? 'against' : 'for'}`;
}

/** What a pattern's evidence did over the last `weeks` weeks; null where it hardly moved or is not long enough. */
export function evidenceChange(
  trend: readonly number[],
  weeks = 4,
): { from: string; to: string; rising: boolean } | null {
  const now = trend.at(-1);
  const before = trend.at(-1 - weeks);
  if (now === undefined || before === undefined || Math.abs(now - before) < Math.LN2) return null;
  const [from, to] = [odds(before), odds(now)];
  return from === to ? null : { from, to, rising: now > before };
}

/** Two digits that count: nobody reads 1,483,920 : 1. */
function rounded(ratio: number): string {
  if (ratio >= 1_000_000) return 'over a million';
  return Number(ratio.toPrecision(2)).toLocaleString('en');
}
