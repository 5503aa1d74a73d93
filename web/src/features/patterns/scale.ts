/** A straight line through two points; what lies outside the domain is held at its ends. */
export function linear(domain: readonly [number, number], range: readonly [number, number]) {
  const [from, to] = domain;
  const [start, end] = range;
  return (value: number): number => {
    const share =
      to === from
        ? 0
        : (Math.min(Math.max(value, Math.min(from, to)), Math.max(from, to)) - from) / (to - from);
    return start + share * (end - start);
  };
}

/** How far a rate lies from its norm, from -1 (as far under as can be) over 0 (at it) to 1 (as far over). */
export function deviation(rate: number, norm: number): number {
  if (rate >= norm) return norm >= 1 ? 0 : (rate - norm) / (1 - norm);
  return (rate - norm) / norm;
}

/** Seven steps of the diverging scale, blue to orange; few enough to tell apart without a legend. */
export const tones = ['under-3', 'under-2', 'under-1', 'at', 'over-1', 'over-2', 'over-3'] as const;
export type Tone = (typeof tones)[number];

/** The step for a rate against its norm. Within a tenth of the room on either side counts as at the norm. */
export function toneOf(rate: number, norm: number): Tone {
  const away = deviation(rate, norm);
  if (Math.abs(away) <= 0.1) return 'at';
  const step = Math.abs(away) <= 0.35 ? 1 : Math.abs(away) <= 0.65 ? 2 : 3;
  return away > 0 ? `over-${step}` : `under-${step}`;
}

/** Round values for an axis from 0: at most `most` steps of 1, 2 or 5 times a power of ten. */
export function ticks(to: number, most: number): number[] {
  if (!(to > 0)) return [0];
  const power = 10 ** Math.floor(Math.log10(to / most));
  const step = [1, 2, 5, 10].map((times) => times * power).find((width) => to / width <= most) ?? to;
  return Array.from({ length: Math.floor(to / step + 1e-9) + 1 }, (_, index) => index * step);
}
