import { fewestPeers } from './method.ts';
import { heldWithin } from './policy.ts';
import type { Count } from './shrinkage.ts';

/** Strata with few occasions are drawn towards the rate of all with so many. */
const drawnBy = 20;

const add = (counts: Map<string, Count>, key: string, { k, n }: Count) => {
  const before = counts.get(key) ?? { k: 0, n: 0 };
  counts.set(key, { k: before.k + k, n: before.n + n });
};

const without = (all: Count | undefined, own: Count | undefined): Count => ({
  k: (all?.k ?? 0) - (own?.k ?? 0),
  n: (all?.n ?? 0) - (own?.n ?? 0),
});

/**
 * What is fair to expect in a stratum (a large deal, a new rep), by what the other managers did in it in earlier weeks.
 * The manager's own behaviour never adjusts their norm.
 */
export class CaseMix {
  readonly #all = new Map<string, Count>();
  readonly #own = new Map<string, Map<string, Count>>();

  /** Adds a week that has been judged: later weeks are compared with it. */
  add(managerId: string, stratum: string, count: Count): void {
    const own = this.#own.get(managerId) ?? new Map<string, Count>();
    this.#own.set(managerId, own);
    for (const key of [stratum, '']) {
      add(this.#all, key, count);
      add(own, key, count);
    }
  }

  /**
   * The norm times the others' earlier rate in the stratum over their earlier rate in all, held between a half and
   * twice. With fewer than five others it is left as it is.
   */
  norm(norm: number, managerId: string, stratum: string): number {
    const own = this.#own.get(managerId);
    const others = this.#own.size - (own ? 1 : 0);
    if (others < fewestPeers) return norm;
    const inAll = without(this.#all.get(''), own?.get(''));
    if (inAll.k <= 0) return norm;
    const rate = inAll.k / inAll.n;
    const inStratum = without(this.#all.get(stratum), own?.get(stratum));
    const ratio = (inStratum.k + drawnBy * rate) / (inStratum.n + drawnBy) / rate;
    return heldWithin(norm * Math.min(2, Math.max(0.5, ratio)));
  }
}
