import type { Fact } from '@plumbline/shared/contracts/patterns.ts';
import { type Excuse, type Provenance, excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { capital, spaced } from './trial-words.ts';

export interface FactRow {
  id: string;
  type: Fact['type'];
  /** What it was about: a title, a deal, a customer. */
  about: string | null;
  /** The kind of event, channel, activity or exception. */
  kind: string | null;
  /** Outcome of a follow-up, decision on an exception, the other side's word. */
  result: string | null;
  /** In which role of the trial the one who did it stood. */
  by: 'rep' | 'manager' | 'other' | null;
  excuse: Excuse | null;
  until: Date | null;
  at: Date;
  recordedAt: Date;
  provenance: Provenance;
  importRunId: string | null;
}

/** More than any trial was read from; a deal's activities are the most. */
const mostFacts = 500;

/** The two whom a trial is about. */
export interface Pair {
  managerId: string;
  repId: string;
}

/**
 * The facts of these ids, whichever tables they are in, oldest first. People stand in them by what they are in the trial,
 * not by name, so that facts can be shown to whoever may see the trial.
 */
export async function selectFacts(
  sql: Sql,
  organizationId: string,
  ids: readonly string[],
  pair: Pair,
): Promise<FactRow[]> {
  const wanted = sql`any (${ids.slice(0, mostFacts)}::uuid[])`;
  const by = (
    actor: Fragment,
  ) => sql`case ${actor} when ${pair.repId} then 'rep' when ${pair.managerId} then 'manager' else
    case when ${actor} is not null then 'other' end end`;
  return sql<FactRow[]>`
    select 'item' as type, i.id, i.title as about, i.kind, null as result, null as by, null as excuse, null::timestamptz as until,
      i.due_at as at, i.created_at as recorded_at, i.provenance, i.import_run_id
    from items i
    where i.organization_id = ${organizationId} and i.id = ${wanted}
    union all
    select 'item_event', e.id, i.title, e.kind, null, ${by(sql`e.actor_id`)}, e.excuse, coalesce(e.new_due_at, e.promised_at),
      e.occurred_at, e.known_at, e.provenance, e.import_run_id
    from item_events e
    join items i on i.organization_id = e.organization_id and i.id = e.item_id
    where e.organization_id = ${organizationId} and e.id = ${wanted}
    union all
    select 'follow_up', f.id, (
        select string_agg(i.title, ', ' order by i.title)
        from follow_up_items about
        join items i on i.organization_id = about.organization_id and i.id = about.item_id
        where about.organization_id = f.organization_id and about.follow_up_id = f.id
      ), f.channel, f.outcome, 'manager', f.excuse, f.commitment_at, f.occurred_at, f.recorded_at, f.provenance, f.import_run_id
    from follow_ups f
    where f.organization_id = ${organizationId} and f.id = ${wanted}
    union all
    select 'follow_up_answer', a.id, null, null, a.answer, 'rep', null, null, a.occurred_at, a.known_at, a.provenance, a.import_run_id
    from follow_up_answers a
    where a.organization_id = ${organizationId} and a.id = ${wanted}
    union all
    select 'activity', a.id, account.name, a.kind,
      case
        when a.actor_id <> ${pair.managerId} and ${pair.managerId} = any (a.participant_ids) then 'with manager'
        when a.actor_id <> ${pair.repId} and ${pair.repId} = any (a.participant_ids) then 'with rep'
      end,
      ${by(sql`a.actor_id`)}, null, null, a.occurred_at, a.occurred_at, 'imported', a.import_run_id
    from activities a
    left join accounts account on account.organization_id = a.organization_id and account.id = a.account_id
    where a.organization_id = ${organizationId} and a.id = ${wanted}
    union all
    select 'opportunity', o.id, o.name, account.name, o.outcome, null, null, o.closed_at, coalesce(o.closed_at, o.opened_at), o.opened_at,
      case when o.import_run_id is null then 'declared' else 'imported' end, o.import_run_id
    from opportunities o
    join accounts account on account.organization_id = o.organization_id and account.id = o.account_id
    where o.organization_id = ${organizationId} and o.id = ${wanted}
    union all
    select 'exception', x.id, account.name, x.kind, x.decision, ${by(sql`x.decided_by`)}, null, x.decided_at, x.requested_at, x.known_at,
      x.provenance, x.import_run_id
    from exceptions x
    left join accounts account on account.organization_id = x.organization_id and account.id = x.account_id
    where x.organization_id = ${organizationId} and x.id = ${wanted}
    union all
    select 'intervention', i.id, o.name, null, case when i.requested_by is null then null else 'requested' end, 'manager', null,
      i.handed_back_at, i.started_at, i.known_at, i.provenance, i.import_run_id
    from interventions i
    join opportunities o on o.organization_id = i.organization_id and o.id = i.opportunity_id
    where i.organization_id = ${organizationId} and i.id = ${wanted}
    order by at, id`;
}

export function presentFact(row: FactRow): Fact {
  return {
    id: row.id,
    type: row.type,
    sentence: sentenceOf(row),
    at: row.at.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    provenance: row.provenance,
    importRunId: row.importRunId,
  };
}

const date = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const actor = { rep: 'the rep', manager: 'the manager', other: 'somebody else' };

const eventWords: Record<string, string> = {
  submitted: 'Submitted',
  completed: 'Done',
  withdrawn: 'Submission undone',
  returned: 'Returned',
  accepted: 'Accepted',
  verified: 'Verified',
  relayed: 'Relayed',
  acknowledged: 'Acknowledged',
  waived: 'Waived',
  excused: 'Excused',
  reason_given: 'Reason given',
  committed: 'Promised',
  extension_requested: 'More time asked for',
  extension_granted: 'More time granted',
  extension_declined: 'More time declined',
  escalated: 'Escalated',
  escalated_by_rule: 'Escalated by the directive’s rule',
  insisted: 'Insisted on',
  ruled_unclear: 'Ruled unclear',
  put_off: 'Put off, because somebody was on leave',
};

const followUpWords: Record<string, string> = {
  reminder: 'a reminder',
  excuse_accepted: 'the excuse was accepted',
  new_commitment: 'a new commitment',
  coaching: 'coaching',
  firm_expectation: 'a firm expectation',
  escalated: 'an escalation',
};

function sentenceOf({ type, about, kind, result, by, excuse, until }: FactRow): string {
  const whom = by === null ? '' : ` by ${actor[by]}`;
  switch (type) {
    case 'item':
      return `${about} fell due`;
    case 'item_event':
      return `${eventWords[kind ?? ''] ?? capital(spaced(kind ?? 'Something'))}${whom}${until === null ? '' : ` for ${date.format(until)}`}${excuse === null ? '' : ` (${excuseWords[excuse]})`}: ${about}`;
    case 'follow_up': {
      const how = kind === 'app' ? 'Asked in Plumbline' : `Follow-up, ${spaced(kind ?? '')}`;
      const outcome = followUpWords[result ?? ''] ?? spaced(result ?? '');
      return `${how}: ${outcome}${until === null ? '' : ` for ${date.format(until)}`}${excuse === null ? '' : ` (${excuseWords[excuse]})`}${about === null ? '' : `, about ${about}`}`;
    }
    case 'follow_up_answer':
      return `The rep ${result} the follow-up`;
    case 'activity':
      return `${capital(spaced(kind ?? ''))}${about === null ? '' : ` with ${about}`}${whom}${result === null ? '' : `, together ${result === 'with rep' ? 'with the rep' : 'with the manager'}`}`;
    case 'opportunity':
      return `${about} (${kind}): ${result}${until === null ? '' : ` on ${date.format(until)}`}`;
    case 'exception':
      return `Exception (${spaced(kind ?? '')})${about === null ? '' : ` for ${about}`}: ${result === null ? 'undecided' : `${result}${whom}`}`;
    case 'intervention':
      return `Takeover of ${about} declared${result === null ? '' : ', asked for by somebody above'}${until === null ? '' : `, handed back on ${date.format(until)}`}`;
  }
}
