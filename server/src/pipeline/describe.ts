import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Judgement, Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { fewestOccasions, fewestPeers } from './method.ts';
import {
  type Count,
  type Interval,
  interval,
  jeffreys,
  type Prior,
  priorFrom,
  worthAtMost,
} from './shrinkage.ts';
import { definitions } from './trials/index.ts';
import type { SignalDefinition } from './trials/signal.ts';

/** A signal's occasions over several weeks. */
export interface Total extends Count {
  signal: Signal;
  /** The most reps that any of the weeks had. */
  reps: number;
  /** Mean limit of the occasions; the policy's where there are none. */
  norm: number;
}

const percent = (rate: number) => `${Math.round(100 * rate)} %`;
const figure = (k: number) => (Number.isInteger(k) ? `${k}` : k.toFixed(1));

const bySignal = new Map(definitions.map((definition) => [definition.name, definition]));

export const definitionOf = (signal: Signal): SignalDefinition => {
  const definition = bySignal.get(signal);
  if (definition === undefined) throw new Error(`there is no signal ${signal}`);
  return definition;
};

/** The sentence a person would say: "41 of 52 lapses …; the norm is at most 35 %; other managers 12 to 44 %". */
export function sentenceOf(total: Total, peers: Interval | null): string {
  const { says, clause } = definitionOf(total.signal);
  if (total.n === 0) return `no occasions yet; the norm is at most ${percent(total.norm)}`;
  if (clause) return clause(total.k / total.n, total.norm);
  const others =
    peers === null
      ? ''
      : `; other managers ${percent(peers.low).replace(' %', '')} to ${percent(peers.high)}`;
  return `${figure(total.k)} of ${total.n} ${says}; the norm is at most ${percent(total.norm)}${others}`;
}

/**
 * A signal's figures with both doubts beside them: the interval of the shrunken rate, and where the others stand.
 *
 * @param others the other managers' counts of this signal
 * @param unreadable why it cannot be judged; none if it can
 * @param remark what a reader should know about the source
 */
export function describeSignal(
  total: Total,
  others: readonly Count[],
  unreadable: readonly string[],
  remark: string | null = null,
): SignalReading {
  const seen = others.filter(({ n }) => n > 0);
  const enoughPeers = seen.length >= fewestPeers;
  const doubt = total.n === 0 ? null : interval(total, enoughPeers ? priorOf(total, seen) : jeffreys);
  const peers = enoughPeers ? middleRange(seen) : null;
  return {
    signal: total.signal,
    k: total.k,
    n: total.n,
    reps: total.reps,
    rate: total.n === 0 ? null : total.k / total.n,
    low: doubt?.low ?? null,
    high: doubt?.high ?? null,
    norm: total.norm,
    judgement: judgementOf(total, doubt, unreadable),
    reasons: [...unreadable],
    peers,
    sentence: remark === null ? sentenceOf(total, peers) : `${sentenceOf(total, peers)}; ${remark}`,
  };
}

/**
 * The manager is one of those whom the prior is about, and their own record counts for at least as much: else one who
 * stands alone among alike peers would be drawn to them until the interval no longer held their own rate.
 */
const priorOf = (total: Total, peers: readonly Count[]): Prior =>
  worthAtMost(priorFrom([...peers, total]), total.n);

function judgementOf(total: Total, doubt: Interval | null, unreadable: readonly string[]): Judgement {
  if (unreadable.length > 0) return 'cannot_judge';
  if (total.n < fewestOccasions || doubt === null) return 'few_occasions';
  return doubt.low > total.norm ? 'over' : 'within';
}

/** The 10th to the 90th percentile of the others' rates. */
function middleRange(counts: readonly Count[]): Interval {
  const rates = counts.map(({ k, n }) => k / n).sort((a, b) => a - b);
  const at = (share: number) => rates[Math.round(share * (rates.length - 1))] ?? 0;
  return { low: at(0.1), high: at(0.9) };
}
