import type { PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import type { ExceptionKind, ExceptionState } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import { inCharge } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';

export interface ExceptionRow {
  id: string;
  kind: ExceptionKind;
  repId: string;
  repName: string;
  accountId: string | null;
  accountName: string | null;
  cost: number | null;
  currency: string | null;
  note: string | null;
  requestedAt: Date;
  state: ExceptionState;
  steps: PolicyException['steps'];
  isInCharge: boolean;
}

/**
 * SQL: an exception `x` as screens show it. A decision that came with an import is a step like any other; who is said only
 * where the source says it.
 */
export const exceptionColumns = (sql: Sql, viewer: Viewer, at: Date) => sql`
  x.id, x.kind, x.rep_id, rep.name as rep_name, x.account_id, account.name as account_name, x.cost, x.currency, x.note,
  x.requested_at, ${stateOf(sql)} as state,
  case
    when said.steps is not null then said.steps
    when x.decision is null then '[]'::jsonb
    else jsonb_build_array(jsonb_build_object(
      'kind', x.decision, 'at', x.decided_at, 'reason', null,
      'by', case when decider.id is not null then jsonb_build_object('id', decider.id, 'name', decider.name) end
    ))
  end as steps,
  rep.id <> ${viewer.personId} and ${inCharge(sql, viewer, at)} as is_in_charge`;

export const joinException = (sql: Sql) => sql`
  join people rep on rep.organization_id = x.organization_id and rep.id = x.rep_id
  left join accounts account on account.organization_id = x.organization_id and account.id = x.account_id
  left join people decider on decider.organization_id = x.organization_id and decider.id = x.decided_by
  left join lateral (
    select jsonb_agg(jsonb_build_object(
      'kind', s.kind, 'at', s.occurred_at, 'reason', s.reason, 'by', jsonb_build_object('id', actor.id, 'name', actor.name)
    ) order by s.occurred_at, s.id) as steps
    from exception_steps s
    join people actor on actor.organization_id = s.organization_id and actor.id = s.actor_id
    where s.organization_id = x.organization_id and s.exception_id = x.id
  ) said on true
`;

/** SQL: where an exception `x` stands: what was said to it last, a decision that came with an import, or it is asked for. */
export const stateOf = (sql: Sql) => sql`coalesce(
  (
    select s.kind from exception_steps s
    where s.organization_id = x.organization_id and s.exception_id = x.id
    order by (s.kind <> 'passed_up') desc
    limit 1
  ),
  x.decision, 'asked'
)`;

export function presentException(row: ExceptionRow, viewer: Viewer): PolicyException {
  const isOpen = row.state === 'asked' || row.state === 'passed_up';
  const isAsked = row.state === 'asked';
  return {
    id: row.id,
    kind: row.kind,
    rep: { id: row.repId, name: row.repName },
    account:
      row.accountId === null || row.accountName === null
        ? null
        : { id: row.accountId, name: row.accountName },
    cost: row.cost,
    currency: row.currency,
    note: row.note,
    requestedAt: row.requestedAt.toISOString(),
    state: row.state,
    steps: row.steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
    can: {
      decide: (isAsked && row.isInCharge) || (row.state === 'passed_up' && viewer.role === 'executive'),
      passUp: isAsked && row.isInCharge && viewer.role === 'manager',
      withdraw: isOpen && row.repId === viewer.personId,
    },
  };
}
