import type { PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import type { ExceptionKind, ExceptionState } from '@plumbline/shared/domain/vocabulary.ts';

export const kindWords: Record<ExceptionKind, string> = {
  discount: 'Discount',
  credit_terms: 'Credit terms',
  return: 'Return',
  policy: 'Other policy',
};

export const stateWords: Record<ExceptionState, string> = {
  asked: 'waits for a decision',
  passed_up: 'with the executives',
  supported: 'supported',
  declined: 'declined',
  withdrawn: 'taken back',
};

/** "€4,200"; 4,200 where the currency is not known. */
export function money(amount: number, currency: string | null): string {
  const digits = { maximumFractionDigits: Number.isInteger(amount) ? 0 : 2 };
  if (currency === null) return amount.toLocaleString('en', digits);
  return amount.toLocaleString('en', { style: 'currency', currency, ...digits });
}

export const costOf = ({ cost, currency }: Pick<PolicyException, 'cost' | 'currency'>): string =>
  cost === null ? 'cost not said' : `costs ${money(cost, currency)}`;

/** "Q4 2026" of the day on which the quarter begins. */
export function quarterOf(from: string): string {
  const [year, month] = from.split('-').map(Number);
  return `Q${Math.ceil((month ?? 1) / 3)} ${year}`;
}
