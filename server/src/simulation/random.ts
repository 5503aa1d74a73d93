/** Draws that a seed decides: the same seed gives the same organisation on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number from low to high, both included. */
  between(low: number, high: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
}

/**
 * sfc32, "small fast counter" with 128 bits of state.
 *
 * Source: Chris Doty-Humphrey, PractRand 0.94, `sfc.cpp` (public domain).
 */
export function random(seed: number): Random {
  let a = 0;
  let b = seed | 0;
  let c = Math.trunc(seed / 2 ** 32) | 0;
  let counter = 1;
  function next(): number {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return (result >>> 0) / 2 ** 32;
  }
  for (let i = 0; i < 15; i++) next();
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
  };
}
