import type { JointCall } from '@plumbline/shared/contracts/joint-calls.ts';
import type { Takeover } from '@plumbline/shared/contracts/takeovers.ts';
import type { JointCallLeader } from '@plumbline/shared/domain/vocabulary.ts';
import { count, formatBackdating, formatTime, type Reader } from '../../lib/formats.ts';

/** "€84,000"; a dash where the deal has no amount yet. */
export function amount({ amount: value, currency }: Takeover['opportunity']): string {
  if (value === null) return '–';
  if (currency === null) return value.toLocaleString('en', { maximumFractionDigits: 0 });
  return value.toLocaleString('en', { style: 'currency', currency, maximumFractionDigits: 0 });
}

/** What was said against what the record shows: "3 declared, the record shows 17". */
export function declaredAgainstObserved(declared: number, observed: number): string {
  return `${declared === 0 ? 'None' : declared} declared, the record shows ${observed}`;
}

export function declaration({ declared, requested }: Pick<Takeover, 'declared' | 'requested'>): string {
  if (requested) return 'asked for from above; not counted';
  return declared ? 'declared' : 'not declared';
}

export const leaderWords: Record<JointCallLeader, string> = { rep: 'the rep', manager: 'I did' };

/** A joint call to one of the two who were there, or to somebody who answers for them. */
export function jointCallWords(
  call: JointCall,
  me: string,
  reader: Reader,
): { who: string; lead: string; remarks: string[] } {
  const { manager, rep, ledBy, answer } = call;
  const others = [manager, rep].filter(({ id }) => id !== me).map(({ name }) => name);
  const leader = ledBy === 'rep' ? rep : manager;
  return {
    who: `with ${others.join(' and ')}`,
    lead: leader.id === me ? 'You led the call' : `${leader.name} led the call`,
    remarks: [
      answer === null ? 'not confirmed yet' : `${answer.answer} ${formatTime(answer.at, reader)}`,
      call.onRecord ? 'the activities show both that day' : 'no activity of that day shows both',
      call.backdated && formatBackdating(call.heldAt, call.recordedAt),
    ].filter((remark) => typeof remark === 'string'),
  };
}

/** "2 joint calls logged, 1 confirmed"; empty where there is none. */
export function jointCallCount({ logged, confirmed, disputed }: Takeover['jointCalls']): string {
  if (logged === 0) return '';
  return [
    `${count(logged, 'joint call')} logged`,
    confirmed > 0 && `${confirmed} confirmed`,
    disputed > 0 && `${disputed} disputed`,
  ]
    .filter(Boolean)
    .join(', ');
}
