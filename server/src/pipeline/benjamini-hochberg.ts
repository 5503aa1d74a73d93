/**
 * The hypotheses that are rejected so that the expected share of false ones among them is at most `alpha`, however the
 * e-values depend on each other: closed e-BH, which rejects whatever e-BH does, and sometimes more. The r strongest are
 * rejected for the largest r such that in every set of hypotheses the mean e-value is at least the share of the r that it
 * holds, over alpha; the worst set that holds s of the r holds the s weakest of them, and of the others all that would
 * lower the mean.
 *
 * Source: Wang and Ramdas, False discovery rate control with e-values (2022); Xu, Fischer and Ramdas, Bringing closure to
 * false discovery rate control (2025).
 *
 * @param logs natural logarithms of the e-values of all hypotheses looked at
 * @returns their positions in `logs`
 */
export function rejectByEvidence(logs: readonly number[], alpha: number): ReadonlySet<number> {
  const strongest = logs.map((log, position) => ({ log, position })).sort((a, b) => b.log - a.log);
  // Beyond e^300 an e-value decides by itself; its square is still a number.
  const values = strongest.map(({ log }) => Math.exp(Math.min(log, 300)));
  for (let rejected = values.length; rejected > 0; rejected--) {
    if (isCovered(values, rejected, alpha))
      return new Set(strongest.slice(0, rejected).map(({ position }) => position));
  }
  return new Set();
}

/** @param values e-values, largest first */
function isCovered(values: readonly number[], rejected: number, alpha: number): boolean {
  let sum = 0;
  let weakest = values.length;
  for (let held = 1; held <= rejected; held++) {
    sum += values[rejected - held] ?? 0;
    const needed = held / (alpha * rejected);
    // What is needed grows with `held`, so those who would lower the mean are only ever joined by more.
    while (weakest > rejected && (values[weakest - 1] ?? 0) < needed) sum += values[--weakest] ?? 0;
    if (sum < (held + values.length - weakest) * needed) return false;
  }
  return true;
}
