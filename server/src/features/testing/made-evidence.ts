import type { SignalReading } from '@plumbline/shared/contracts/patterns.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { newId } from '../../database/ids.ts';
import type { MadeOrganization, Who } from './made-team.ts';

const reading: SignalReading = {
  signal: 'silence',
  k: 18,
  n: 20,
  reps: 2,
  rate: 0.9,
  low: 0.7,
  high: 0.97,
  norm: 0.35,
  judgement: 'over',
  reasons: [],
  peers: null,
  shrunken: 0.86,
  funnel: null,
  sentence: '18 of 20 lapses on this team got no answer within the response time; the norm is at most 35 %',
};

/** What the pipeline leaves in its tables, put there by hand. Weeks are Mondays. */
export function madeEvidence({ organizationId, idOf, write }: MadeOrganization) {
  return {
    week: (manager: Who, week: string, logE: number, readable: readonly Signal[] = ['silence']) =>
      write(
        (sql) => sql`
          insert into evidence (organization_id, manager_id, pattern, week, log_e, judgement, detail, policy_version)
          values (${organizationId}, ${idOf(manager)}, 'friend', ${week}, ${logE}, 'within',
            ${JSON.stringify({ readable, signals: [reading] })}::text::jsonb, 1)`,
      ),

    /** A trial on an item, settled on the Wednesday of the week. */
    trial: (
      manager: Who,
      rep: Who,
      itemId: string,
      week: string,
      more: { signal?: Signal; outcome?: number; reason?: string; factIds?: string[] } = {},
    ) =>
      write(
        (sql) => sql`
          insert into trials (organization_id, manager_id, signal, settled_at, subject_id, rep_id, occurred_at, week, outcome, reason, fact_ids)
          values (${organizationId}, ${idOf(manager)}, ${more.signal ?? 'silence'}, ${week}::date + interval '2 days', ${itemId}, ${idOf(rep)},
            ${week}::date - interval '7 days', ${week}, ${more.outcome ?? 1}, ${more.reason ?? 'no_answer'}, ${more.factIds ?? [itemId]}::uuid[])`,
      ),

    reading: (manager: Who, week: string, k: number, n: number) =>
      write(
        (sql) => sql`
          insert into readings (organization_id, manager_id, signal, week, k, n, reps, norm, policy_version)
          values (${organizationId}, ${idOf(manager)}, 'silence', ${week}, ${k}, ${n}, 2, 0.35, 1)`,
      ),

    /** A flag raised on a Monday, with the trials of its weeks frozen. */
    async flag(manager: Who, raisedOn: string): Promise<string> {
      const id = newId();
      const evidence = {
        sentence: reading.sentence,
        readings: [reading],
        counterEvidence: [],
        wouldClear: '18 of the next 20 lapses answered within the response time, within 8 weeks',
        clearing: [
          {
            signal: 'silence',
            good: 18,
            of: 20,
            says: '18 of the next 20 lapses answered within the response time',
          },
        ],
        evidence: [{ week: '2026-01-19', logE: 4, signals: [{ signal: 'silence', k: 18, n: 20, logE: 4 }] }],
        fromWeek: '2026-01-05',
      };
      await write(async (sql) => {
        await sql`
          insert into flags (organization_id, id, manager_id, pattern, raised_at, notified_at, open_from, policy_version, method_version, evidence)
          values (${organizationId}, ${id}, ${idOf(manager)}, 'friend', ${raisedOn}::date, ${raisedOn}::date, ${raisedOn}::date, 1, 'test',
            ${JSON.stringify(evidence)}::text::jsonb)`;
        await sql`
          insert into flag_steps (organization_id, id, flag_id, step, occurred_at)
          values (${organizationId}, ${newId()}, ${id}, 'raised', ${raisedOn}::date)`;
        await sql`
          insert into flag_trials (organization_id, flag_id, signal, settled_at, subject_id, rep_id, occurred_at, week, outcome, stratum, reason, fact_ids)
          select organization_id, ${id}, signal, settled_at, subject_id, rep_id, occurred_at, week, outcome, stratum, reason, fact_ids
          from trials where organization_id = ${organizationId} and manager_id = ${idOf(manager)} and week < ${raisedOn}`;
      });
      return id;
    },
  };
}
