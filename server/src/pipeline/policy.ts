import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../database/connect.ts';

/** A version of an organisation's norms and times. */
export interface Policy {
  version: number;
  /** Evidence counts from this day on. */
  inForceFrom: string;
  norms: Record<Signal, number>;
  responseBusinessDays: number;
  replyBusinessDays: number;
}

/** All versions, in the order in which they came into force. */
export async function loadPolicies(sql: Sql, organizationId: string): Promise<Policy[]> {
  const policies = await sql<(Omit<Policy, 'norms'> & { norms: Partial<Policy['norms']> })[]>`
    select version, in_force_from, norms, response_business_days, reply_business_days
    from policies where organization_id = ${organizationId} order by in_force_from, version`;
  // A version from before a signal was added says nothing about it.
  return policies.map((policy) => ({ ...policy, norms: { ...defaultNorms, ...policy.norms } }));
}

/** The policy by which a week is read; a week before the first is a rehearsal by the first. */
export function policyOf(policies: readonly [Policy, ...Policy[]], week: string): Policy {
  return policies.findLast(({ inForceFrom }) => inForceFrom <= week) ?? policies[0];
}

/**
 * The limit for the mean outcome of a signal's trials. That of selective leniency is a difference of d points, which the
 * outcomes of its trials show as (1 + d) / 2.
 */
export function limitOf(policy: Policy, signal: Signal): number {
  const norm = policy.norms[signal];
  const limit = signal === 'selective_leniency' ? (1 + norm) / 2 : norm;
  return heldWithin(limit);
}

/** Nobody can be told from a limit of 0 or of 1: the one is never kept to by chance alone, the other never broken. */
export const heldWithin = (limit: number): number => Math.min(0.99, Math.max(0.01, limit));
