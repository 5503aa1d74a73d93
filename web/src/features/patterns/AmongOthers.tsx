import { useQuery } from '@tanstack/react-query';
import { FunnelPlot, type FunnelPoint } from './charts/FunnelPlot.tsx';
import type { Chosen } from './chosen-signal.ts';
import { patternsQuery } from './patterns.queries.ts';

/** The chosen signal among the other managers', over the same 26 weeks; executives only. */
export function AmongOthers({ managerId, chosen: { reading } }: { managerId: string; chosen: Chosen }) {
  const { data } = useQuery(patternsQuery(26));
  const others = (data?.managers ?? [])
    .filter(({ manager }) => manager.id !== managerId)
    .flatMap(({ patterns }) => patterns)
    .flatMap(({ signals }) => signals)
    .filter(({ signal, judgement }) => signal === reading.signal && judgement !== 'cannot_judge')
    .flatMap(({ rate, n }): FunnelPoint[] => (rate === null || n === 0 ? [] : [{ rate, n }]));
  const own =
    reading.rate === null || reading.judgement === 'cannot_judge'
      ? null
      : { rate: reading.rate, n: reading.n };
  return (
    <div>
      <h3>Among the other managers, by number of occasions</h3>
      <FunnelPlot
        signal={reading.signal}
        own={own}
        others={others}
        norm={reading.norm}
        funnel={reading.funnel}
      />
    </div>
  );
}
