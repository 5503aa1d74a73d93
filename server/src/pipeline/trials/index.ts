import type { Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import { advocacy } from './advocacy.ts';
import { closing } from './closing.ts';
import { creditKept } from './credit-kept.ts';
import { emptyFollowUp } from './empty-follow-up.ts';
import { faceValue } from './face-value.ts';
import { flatPressure } from './flat-pressure.ts';
import type { Ground } from './ground.ts';
import { movedDeadline } from './moved-deadline.ts';
import { noEscalation } from './no-escalation.ts';
import { noHandback } from './no-handback.ts';
import { repeatTakeover } from './repeat-takeover.ts';
import { selectiveLeniency } from './selective-leniency.ts';
import type { SignalDefinition } from './signal.ts';
import { silence } from './silence.ts';
import { solo } from './solo.ts';
import { takeover } from './takeover.ts';

/** Every signal, those first that others are read from: silence before selective leniency, closing before credit kept. */
export const definitions: readonly SignalDefinition[] = [
  silence,
  faceValue,
  movedDeadline,
  noEscalation,
  flatPressure,
  emptyFollowUp,
  advocacy,
  selectiveLeniency,
  takeover,
  closing,
  noHandback,
  repeatTakeover,
  creditKept,
  solo,
];

/** The signals of a pattern. */
export const signalsOf = (pattern: Pattern): readonly SignalDefinition[] =>
  definitions.filter((definition) => definition.pattern === pattern);

/**
 * Stores the trials of every signal that settled in the range, those of the managers and the pattern in question.
 * @returns how many
 */
export async function storeTrials(sql: Sql, ground: Ground): Promise<number> {
  const { managerIds, pattern } = ground;
  const theirs = managerIds ? sql`where t.manager_id = any (${managerIds}::uuid[])` : sql``;
  let stored = 0;
  for (const definition of pattern ? signalsOf(pattern) : definitions) {
    const { count } = await sql`
      insert into ${sql(ground.places.trials)} (
        organization_id, manager_id, signal, settled_at, subject_id, rep_id, occurred_at, week, outcome, stratum, reason, fact_ids
      )
      select ${ground.organizationId}, t.manager_id, ${definition.name}, t.settled_at, t.subject_id, t.rep_id, t.occurred_at,
        date_trunc('week', t.settled_at at time zone ${ground.timeZone})::date, t.outcome, t.stratum, t.reason, t.fact_ids
      -- Apart (offset 0), so that a trial's time is worked out once, not wherever it is asked for.
      from (select t.* from (${definition.trials(sql, ground)}) t ${theirs} offset 0) t
      where t.settled_at >= ${ground.from} and t.settled_at < ${ground.to}
      -- As the key goes, so that its index is filled page by page: millions, as they come, would each want another one.
      order by t.manager_id, t.settled_at, t.subject_id`;
    stored += count;
  }
  return stored;
}
