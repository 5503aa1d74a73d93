import { describe, expect, it } from 'vitest';
import { funnelOf, placeIn } from './funnel.ts';

const alike = [18, 20, 22, 19, 21, 20].map((k) => ({ k, n: 100 }));

describe('the funnel', () => {
  it('needs five others', () => {
    expect(funnelOf(alike.slice(0, 5))).toBeNull();
    expect(funnelOf([...alike.slice(0, 5), { k: 0, n: 0 }])).toBeNull();
  });

  it('stands around the pooled rate and narrows with the number of occasions', () => {
    const funnel = funnelOf(alike);
    // Managers more alike than chance do not narrow it: 0.2 ± 1.96 √(0.2 · 0.8 / 100), and ± 3.09.
    expect(funnel).toEqual({ centre: expect.closeTo(0.2), overdispersion: 1 });
    if (funnel === null) return;
    const place = placeIn(funnel, { k: 30, n: 100 });
    expect(place.z).toBeCloseTo(2.5);
    expect(place.inner.high).toBeCloseTo(0.2784);
    expect(place.outer.high).toBeCloseTo(0.3236);
    expect(placeIn(funnel, { k: 80, n: 400 }).inner.high).toBeCloseTo(0.2392);
    expect(placeIn(funnel, { k: 0, n: 1 }).inner).toEqual({ low: 0, high: expect.closeTo(0.984) });
  });

  it('widens where managers differ more than chance would have it', () => {
    const apart = [5, 35, 10, 30, 2, 38].map((k) => ({ k, n: 100 }));
    expect(funnelOf(apart)?.overdispersion).toBeGreaterThan(5);
  });

  it('is as Spiegelhalter (2005) has it, on figures worked out by hand', () => {
    // Around one half, where of a hundred occasions 5 are a standard deviation. A tenth at either end is set to the next:
    // -2 -2 -1 -1 0 0 1 1 2 2, so that φ = (4 · 4 + 4 · 1)/10 = 2; as they are it would be 4.4.
    const ten = [-4, -2, -1, -1, 0, 0, 1, 1, 2, 4].map((z) => ({ k: 50 + 5 * z, n: 100 }));
    const funnel = funnelOf(ten);
    expect(funnel).toEqual({ centre: expect.closeTo(0.5, 12), overdispersion: expect.closeTo(2, 12) });
    if (funnel === null) return;
    const { z, inner, outer } = placeIn(funnel, { k: 70, n: 100 });
    expect(z).toBeCloseTo(4 / Math.SQRT2, 12);
    // 0.5 ± 1.96 · 0.05 · √2 and 0.5 ± 3.09 · 0.05 · √2.
    expect(inner.low).toBeCloseTo(0.3614, 4);
    expect(inner.high).toBeCloseTo(0.6386, 4);
    expect(outer.low).toBeCloseTo(0.2815, 4);
    expect(outer.high).toBeCloseTo(0.7185, 4);
    // Of nine a tenth is nobody, so that the one at 4 widens all limits.
    expect(funnelOf(ten.slice(1))?.overdispersion).toBeGreaterThan(2.5);
  });

  it('has no limits where all or none are of one kind', () => {
    expect(funnelOf(alike.map(({ n }) => ({ k: 0, n })))).toBeNull();
  });
});
