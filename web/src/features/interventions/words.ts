import type { Takeover } from '@plumbline/shared/contracts/takeovers.ts';

/** "€84,000"; a dash where the deal has no amount yet. */
export function amount({ amount: value, currency }: Takeover['opportunity']): string {
  if (value === null) return '–';
  if (currency === null) return value.toLocaleString('en', { maximumFractionDigits: 0 });
  return value.toLocaleString('en', { style: 'currency', currency, maximumFractionDigits: 0 });
}

/** What was said against what the record shows: "3 declared, the record shows 17". */
export function declaredAgainstObserved(declared: number, observed: number): string {
  if (observed === 0) return 'None declared, and the record shows none';
  return `${declared === 0 ? 'None' : declared} declared, the record shows ${observed}`;
}

export function declaration({ declared, requested }: Pick<Takeover, 'declared' | 'requested'>): string {
  if (requested) return 'asked for from above; not counted';
  return declared ? 'declared' : 'not declared';
}
