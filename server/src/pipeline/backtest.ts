import type { Actor, Database, Sql } from '../database/connect.ts';
import { countMixes } from './case-mix.store.ts';
import { evaluating } from './evaluating.ts';
import { foldWeeks } from './fold.ts';
import type { StoredFlag } from './flags.ts';
import { beginLooking } from './looking.ts';
import { type Organization, scopeOf } from './organization.ts';
import { type Policy, policyOf } from './policy.ts';
import { firstWeek } from './record.ts';
import { flagsOf } from './replay.ts';
import { type Places, prepareGround } from './trials/ground.ts';
import { signalsOf, storeTrials } from './trials/index.ts';
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

/** Trials made anew, of the pattern that depends on the response time. */
const anew: Places = { trials: 'tried_anew', earlierTrials: 'tried_anew', dealWeeks: 'deal_weeks' };

/**
 * Reads weeks of the past under norms that somebody proposes, and under those in force, and stores nothing. Trials do not
 * depend on norms, so the stored ones are counted again; under another response time those that wait for an answer are made
 * anew.
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
      const first = await firstWeek(sql, organization.id, organization.timeZone);
      if (first === null || first >= until) return { present: [], proposed: [] };
      const weeks = { first, from, until };
      const isSameTime = other.responseBusinessDays === present.responseBusinessDays;
      return {
        present: await flagsUnder(sql, inForce(organization, present, from), weeks),
        proposed: await flagsUnder(
          sql,
          inForce(organization, other, from),
          weeks,
          isSameTime ? stored.trials : await makeAnew(sql, inForce(organization, other, from), weeks),
        ),
      };
    },
    'now',
  );
}

const inForce = (organization: Organization, policy: Policy, from: string): Organization => ({
  ...organization,
  policies: [{ ...policy, inForceFrom: from }],
});

/** Mondays; `first` is the first week on record. */
interface Weeks {
  first: string;
  from: string;
  until: string;
}

/**
 * Makes the trials of the weeks anew whose answers are waited for. Who led a deal depends on no response time.
 * @returns the view of these and the others as they are stored
 */
async function makeAnew(sql: Sql, organization: Organization, { first, until }: Weeks): Promise<string> {
  const others = signalsOf('super').map(({ name }) => `'${name}'`);
  await sql.unsafe(`
    create temp table ${anew.trials} (like trials including all) on commit drop;
    create temp view tried as
      select * from ${anew.trials}
      union all
      select * from trials where signal in (${others.join(', ')})`);
  const scope = { ...scopeOf(organization, anew, first, until), pattern: 'friend' as const };
  await storeTrials(sql, await prepareGround(sql, scope));
  return 'tried';
}

/** The flags of these weeks, from their trials. */
async function flagsUnder(
  sql: Sql,
  organization: Organization,
  { first, from, until }: Weeks,
  trials = stored.trials,
): Promise<StoredFlag[]> {
  // Only who had whom is asked of the ground: nothing settles in an empty range.
  await prepareGround(sql, scopeOf(organization, stored, until, until));
  const { raised, cleared } = await foldWeeks(sql, organization, {
    weeks: mondays(from, until),
    trials,
    looking: await beginLooking(sql, organization, scopeOf(organization, stored, first, until), from),
    sheets: new Map(),
    mixes: await countMixes(sql, organization.id, trials, from),
    decisions: [],
    weeksInDetail: 0,
    keep: async () => undefined,
  });
  return flagsOf(raised, cleared);
}
