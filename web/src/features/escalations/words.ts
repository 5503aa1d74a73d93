import type { Escalation, RulingsAnswer } from '@plumbline/shared/contracts/escalations.ts';
import type { Ruling } from '@plumbline/shared/domain/escalations.ts';
import { count, firstName, formatTime, type Reader } from '../../lib/formats.ts';

/** The answers as a form offers them. */
export const rulingWords: Record<Ruling, string> = {
  insist: 'it stands',
  extend: 'more time',
  unclear: 'it was unclear',
};

/** What comes of an answer, before it is given. */
export const rulingHints: Record<Ruling, string> = {
  insist: 'It is owed as before, and as late as it is.',
  extend: 'A new due time; what was late by then stays late.',
  unclear: 'Nobody has to escalate it any more. It is still owed until it is recalled.',
};

/** Until when somebody has to answer: "answer by Mon 10:00", "no answer by Mon 10:00". */
export function answerWords(
  { answerBy, state }: Pick<Escalation, 'answerBy' | 'state'>,
  reader: Reader,
): string {
  return `${state === 'overdue' ? 'no answer by' : 'answer by'} ${formatTime(answerBy, reader)}`;
}

/** Whose doing it is: "by Mia Ellis", or the directive's own rule. */
export const byWords = ({ by }: Pick<Escalation, 'by'>): string =>
  by === null ? 'by the directive’s rule' : `by ${by.name}`;

const ruledWords: Record<Ruling, (title: string) => string> = {
  insist: (title) => `${title} stands`,
  extend: (title) => `More time for ${title}`,
  unclear: (title) => `${title} is ruled unclear`,
};

/** What was answered, for the one who did. */
export function answeredWords({ item, answer, by }: Escalation): string {
  const whom = [...new Set([item.rep.name, ...(by === null ? [] : [by.name])])].map(firstName).join(' and ');
  const told = `${whom} ${whom.includes(' and ') ? 'are' : 'is'} told.`;
  const ruling = answer?.ruling ?? 'insist';
  const ruled = ruledWords[ruling](item.title);
  return ruling === 'unclear'
    ? `${ruled} for ${firstName(item.rep.name)}. ${told} Recall it, or issue it in clearer words.`
    : `${ruled}. ${told}`;
}

/** What was answered to all of a directive, and what was not. */
export function allAnsweredWords(
  title: string,
  ruling: Ruling,
  { done, refused, left }: RulingsAnswer,
): string {
  const [first] = refused;
  const isOne = done.length === 1;
  return [
    done.length === 0
      ? `Nothing of ${title} was answered.`
      : `${ruledWords[ruling](title)}, for ${count(done.length, 'rep')}, who ${isOne ? 'is' : 'are'} told.`,
    ...(first ? [`Not for ${refused.length === 1 ? 'one' : refused.length}: ${first.reason}`] : []),
    ...(left > 0 ? [`${left} more ${left === 1 ? 'waits' : 'wait'} for you.`] : []),
  ].join(' ');
}
