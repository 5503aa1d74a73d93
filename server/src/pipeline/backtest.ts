import type { Actor, Database, Sql } from '../database/connect.ts';
import { countMixes } from './case-mix.store.ts';
import { evaluating } from './evaluating.ts';
import { foldWeeks } from './fold.ts';
import type { StoredFlag } from './flags.ts';
import { beginLooking } from './looking.ts';
import { type Organization, scopeOf } from './organization.ts';
import { type Policy, policyOf } from './policy.ts';
import { firstWeek } from './record.ts';
import { flagsOf, replay } from './replay.ts';
import { type Places, prepareGround } from './trials/ground.ts';
import { addDays, mondays } from './weeks.ts';

export interface BacktestRequest {
  actor: Actor;
  /** What is proposed instead of the policy in force in the last of the weeks. */
  proposed: Pick<Policy, 'norms' | 'responseBusinessDays'>;
  /** Mondays, `YYYY-MM-DD`, half-open; all of these weeks have been evaluated. */
  from: string;
  until: string;
}

export interface Backtest {
  /** Flags that the policy in force raises in these weeks, beginning with clean sheets … */
  present: readonly StoredFlag[];
  /** … and those that the proposed one would have raised. */
  proposed: readonly StoredFlag[];
}

const stored: Places = { trials: 'trials', earlierTrials: 'latest_trials', dealWeeks: 'deal_weeks' };

/**
 * Reads weeks of the past under norms that somebody proposes, and under those in force, and stores nothing. Trials do not
 * depend on norms, so the stored ones are counted again; under another response time they are made anew.
 *
 * @throws RequestError wrong_state while the organisation's record is being read already
 */
export function backtest(
  database: Database,
  { actor, proposed, from, until }: BacktestRequest,
): Promise<Backtest> {
  return evaluating(
    database,
    actor,
    async ({ sql }, organization) => {
      const present = policyOf(organization.policies, addDays(until, -7));
      const other: Policy = { ...present, ...proposed };
      return {
        present: await flagsUnder(sql, organization, present, from, until),
        proposed:
          other.responseBusinessDays === present.responseBusinessDays
            ? await flagsUnder(sql, organization, other, from, until)
            : (await replay(sql, inForce(organization, other, from), { from, asOf: until })).flags,
      };
    },
    'now',
  );
}

const inForce = (organization: Organization, policy: Policy, from: string): Organization => ({
  ...organization,
  policies: [{ ...policy, inForceFrom: from }],
});

/** The flags of these weeks, from the trials as they are stored. */
async function flagsUnder(
  sql: Sql,
  organization: Organization,
  policy: Policy,
  from: string,
  until: string,
): Promise<StoredFlag[]> {
  const { id, timeZone } = organization;
  const reading = inForce(organization, policy, from);
  const first = await firstWeek(sql, id, timeZone);
  if (first === null || first >= until) return [];
  // Only who had whom is asked of the ground: nothing settles in an empty range.
  await prepareGround(sql, scopeOf(reading, stored, until, until));
  const scope = scopeOf(reading, stored, first, until);
  const { raised, cleared } = await foldWeeks(sql, reading, {
    weeks: mondays(from, until),
    trials: stored.trials,
    looking: await beginLooking(sql, reading, scope, from),
    sheets: new Map(),
    mixes: await countMixes(sql, id, stored.trials, from),
    decisions: [],
    keep: async () => undefined,
  });
  return flagsOf(raised, cleared);
}
