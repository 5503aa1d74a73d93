import type { AboutOwn, Directive, Stop } from '@plumbline/shared/contracts/directives.ts';
import { count } from '../../lib/formats.ts';

export const stopWords: Record<Stop, string> = {
  not_relayed: 'stopped with the manager: not relayed',
  not_acknowledged: 'stopped with the rep: not acknowledged',
  not_done: 'stopped with the rep: not done',
};

/** What is to be said of one's own, each after its number. */
export const aboutWords: Record<AboutOwn, string> = {
  unclear: 'found unclear',
  not_relayed: 'never relayed',
  not_done: 'past due, not done',
  not_answered: 'not answered by you in time',
};

/** What the time beside an item is. */
export const aboutTimes: Record<AboutOwn, string> = {
  unclear: 'said',
  not_relayed: 'was due',
  not_done: 'was due',
  not_answered: 'answer was due',
};

/** What is to be said of a directive beside its chain: "3 late · 1 finds it unclear"; often nothing. */
export function standing({ chain, recalled }: Pick<Directive, 'chain' | 'recalled'>): string {
  const { late, unclear } = chain;
  return [
    recalled ? 'recalled' : null,
    late > 0 && recalled === null ? `${late} late` : null,
    unclear > 0 ? `${count(unclear, 'finds', 'find')} it unclear` : null,
  ]
    .filter((words) => words !== null)
    .join(' · ');
}

/** What it does by itself, in words. */
export function ruleWords({
  remindDaysBefore,
  escalateDaysAfter,
}: Pick<Directive, 'remindDaysBefore' | 'escalateDaysAfter'>): string[] {
  return [
    remindDaysBefore === null ? null : `reminder ${count(remindDaysBefore, 'business day')} before`,
    escalateDaysAfter === null
      ? null
      : `escalated ${count(escalateDaysAfter, 'business day')} after it was due`,
  ].filter((words) => words !== null);
}

/** Its steps, each with how many reps it has come to. */
export function stepsOf({ chain, mustBeRelayed }: Pick<Directive, 'chain' | 'mustBeRelayed'>) {
  return [
    ...(mustBeRelayed ? [{ name: 'relayed', reps: chain.relayed }] : []),
    { name: 'acknowledged', reps: chain.acknowledged },
    { name: 'done', reps: chain.done },
  ];
}
