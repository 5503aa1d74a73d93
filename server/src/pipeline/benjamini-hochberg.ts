/**
 * The hypotheses that e-BH rejects: among those rejected the expected share of false ones is at most `alpha`, however
 * the e-values depend on each other.
 *
 * Source: Wang and Ramdas, False discovery rate control with e-values (2022).
 *
 * @param logs natural logarithms of the e-values of all hypotheses looked at
 * @returns their positions in `logs`
 */
export function rejectByEvidence(logs: readonly number[], alpha: number): ReadonlySet<number> {
  const strongest = logs.map((log, position) => ({ log, position })).sort((a, b) => b.log - a.log);
  let rejected = 0;
  strongest.forEach(({ log }, at) => {
    if (log >= Math.log(logs.length / (alpha * (at + 1)))) rejected = at + 1;
  });
  return new Set(strongest.slice(0, rejected).map(({ position }) => position));
}
