import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Judgement, Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Funnel } from '@plumbline/shared/domain/funnel.ts';
import { funnelOf, placeIn } from './funnel.ts';
import { fewestOccasions, fewestPeers } from './method.ts';
import {
  type Count,
  type Interval,
  interval,
  jeffreys,
  type Prior,
  priorFrom,
  shrunkenRate,
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

/** All managers of a signal, as far as each is placed among them; worked out once for all. */
export interface Peers {
  /** The rates of those who have any, lowest first. */
  rates: readonly number[];
  prior: Prior;
  funnel: Funnel | null;
}

export function peersOf(counts: readonly Count[]): Peers {
  const seen = counts.filter(({ n }) => n > 0);
  return {
    rates: seen.map(({ k, n }) => k / n).toSorted((a, b) => a - b),
    prior: priorFrom(seen),
    funnel: funnelOf(seen),
  };
}

/**
 * A signal's figures with both doubts beside them: the shrunken rate with its interval, and where the others stand.
 *
 * @param peers all managers of this signal, the one described among them
 * @param unreadable why it cannot be judged; none if it can
 * @param remark what a reader should know about the source
 */
export function describeSignal(
  total: Total,
  peers: Peers,
  unreadable: readonly string[],
  remark: string | null = null,
): SignalReading {
  const { k, n } = total;
  const others = othersOf(total, peers);
  const prior = others === null ? jeffreys : worthAtMost(peers.prior, n);
  const doubt = n === 0 ? null : interval(total, prior);
  const range = others && middleRange(others);
  return {
    signal: total.signal,
    k,
    n,
    reps: total.reps,
    rate: n === 0 ? null : k / n,
    shrunken: n === 0 ? null : shrunkenRate(total, prior),
    low: doubt?.low ?? null,
    high: doubt?.high ?? null,
    norm: total.norm,
    judgement: judgementOf(total, doubt, unreadable),
    reasons: [...unreadable],
    peers: range,
    funnel: n === 0 || peers.funnel === null ? null : placeIn(peers.funnel, total),
    sentence: remark === null ? sentenceOf(total, range) : `${sentenceOf(total, range)}; ${remark}`,
  };
}

/** The others' rates, lowest first; null where they are too few to compare with. */
function othersOf({ k, n }: Count, { rates }: Peers): readonly number[] | null {
  const others = n === 0 ? rates : rates.toSpliced(rates.indexOf(k / n), 1);
  return others.length < fewestPeers ? null : others;
}

function judgementOf(total: Total, doubt: Interval | null, unreadable: readonly string[]): Judgement {
  if (unreadable.length > 0) return 'cannot_judge';
  if (total.n < fewestOccasions || doubt === null) return 'few_occasions';
  return doubt.low > total.norm ? 'over' : 'within';
}

/** The 10th to the 90th percentile. @param rates lowest first */
function middleRange(rates: readonly number[]): Interval {
  const at = (share: number) => rates[Math.round(share * (rates.length - 1))] ?? 0;
  return { low: at(0.1), high: at(0.9) };
}
