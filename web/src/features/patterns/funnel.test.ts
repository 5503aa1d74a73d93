import { describe, expect, it } from 'vitest';
import { funnelOf } from './funnel.ts';

const alike = [0.18, 0.2, 0.22, 0.19, 0.21, 0.2].map((rate) => ({ rate, n: 100 }));

describe('funnelOf', () => {
  it('needs five others', () => {
    expect(funnelOf(alike.slice(0, 5))).toBeNull();
    expect(funnelOf([...alike.slice(0, 5), { rate: 0.9, n: 0 }])).toBeNull();
  });

  it('stands around the pooled rate and narrows with the number of occasions', () => {
    const funnel = funnelOf(alike);
    expect(funnel?.target).toBeCloseTo(0.2);
    // Managers more alike than chance do not narrow it: 0.2 ± 1.96 √(0.2 · 0.8 / 100).
    expect(funnel?.overdispersion).toBe(1);
    expect(funnel?.limits(100).high).toBeCloseTo(0.2784);
    expect(funnel?.limits(400).high).toBeCloseTo(0.2392);
    expect(funnel?.limits(1)).toEqual({ low: 0, high: expect.closeTo(0.984) });
  });

  it('widens where managers differ more than chance would have it', () => {
    const apart = [0.05, 0.35, 0.1, 0.3, 0.02, 0.38].map((rate) => ({ rate, n: 100 }));
    expect(funnelOf(apart)?.overdispersion).toBeGreaterThan(5);
  });

  it('has no limits where all or none are of one kind', () => {
    expect(funnelOf(alike.map(({ n }) => ({ rate: 0, n })))).toBeNull();
  });
});
