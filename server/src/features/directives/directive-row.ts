import type { Directive } from '@plumbline/shared/contracts/directives.ts';
import type { Sql } from '../../database/connect.ts';
import { inCharge } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';

export interface DirectiveRow {
  id: string;
  title: string;
  body: string | null;
  issuedBy: string;
  issuerName: string;
  issuedAt: Date;
  dueAt: Date;
  mustBeRelayed: boolean;
  wantsVerification: boolean;
  remindDaysBefore: number | null;
  escalateDaysAfter: number | null;
  recalledAt: Date | null;
  recalledBy: string | null;
  recallerName: string | null;
  recallReason: string | null;
  replaced: { id: string; title: string } | null;
  replacedBy: { id: string; title: string } | null;
  reps: number;
  relayed: number;
  acknowledged: number;
  done: number;
  late: number;
  unclear: number;
  toRelay: number;
}

/** SQL: columns of a directive `d` as screens show it, counted over the items that the viewer sees. */
export const directiveColumns = (sql: Sql) => sql`
  d.id, d.title, d.body, d.issued_by, issuer.name as issuer_name, d.issued_at, coalesce(chain.due_at, d.due_at) as due_at,
  d.must_be_relayed, d.wants_verification, d.remind_days_before, d.escalate_days_after, recall.recalled_at, recall.recalled_by, recaller.name as recaller_name,
  recall.reason as recall_reason,
  case when former.id is not null then jsonb_build_object('id', former.id, 'title', former.title) end as replaced,
  case when successor.id is not null then jsonb_build_object('id', successor.id, 'title', successor.title) end as replaced_by,
  coalesce(chain.reps, 0) as reps, coalesce(chain.relayed, 0) as relayed, coalesce(chain.acknowledged, 0) as acknowledged,
  coalesce(chain.done, 0) as done, coalesce(chain.late, 0) as late, coalesce(chain.unclear, 0) as unclear,
  coalesce(chain.to_relay, 0) as to_relay`;

export const joinDirective = (sql: Sql, viewer: Viewer, at: Date) => sql`
  join people issuer on issuer.organization_id = d.organization_id and issuer.id = d.issued_by
  left join directive_recalls recall on recall.organization_id = d.organization_id and recall.directive_id = d.id
  left join people recaller on recaller.organization_id = d.organization_id and recaller.id = recall.recalled_by
  left join directives former on former.organization_id = d.organization_id and former.id = d.replaces_id
  left join directives successor on successor.organization_id = d.organization_id and successor.replaces_id = d.id
  left join lateral (
    select min(i.due_at) as due_at, count(*) as reps, count(i.relayed_at) as relayed, count(i.acknowledged_at) as acknowledged,
      count(*) filter (where i.state = 'done') as done,
      count(*) filter (where i.state = 'open' and i.current_due_at <= ${at}) as late,
      count(*) filter (where exists (
        select from live_item_events e
        where e.organization_id = i.organization_id and e.item_id = i.id
          and (e.kind = 'ruled_unclear' or e.kind = 'reason_given' and e.excuse = 'unclear'
            or e.kind = 'escalated' and e.actor_id = i.rep_id)
      )) as unclear,
      count(*) filter (where i.state = 'open' and i.relayed_at is null and d.must_be_relayed and exists (
        select from people rep where rep.organization_id = i.organization_id and rep.id = i.rep_id
          and rep.id <> ${viewer.personId} and ${inCharge(sql, viewer, at)}
      )) as to_relay
    from items i
    where i.organization_id = d.organization_id and i.directive_id = d.id
      and ${scope.items(sql, viewer, at)}
  ) chain on true`;

export function presentDirective(row: DirectiveRow, viewer: Viewer): Directive {
  const { reps, relayed, acknowledged, done, late, unclear } = row;
  const isRecalled = row.recalledAt !== null;
  return {
    id: row.id,
    title: row.title,
    body: row.body,
    issuedBy: { id: row.issuedBy, name: row.issuerName },
    issuedAt: row.issuedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    mustBeRelayed: row.mustBeRelayed,
    wantsVerification: row.wantsVerification,
    remindDaysBefore: row.remindDaysBefore,
    escalateDaysAfter: row.escalateDaysAfter,
    recalled:
      row.recalledAt === null || row.recalledBy === null
        ? null
        : {
            by: { id: row.recalledBy, name: row.recallerName ?? '' },
            at: row.recalledAt.toISOString(),
            reason: row.recallReason ?? '',
          },
    replaces: row.replaced,
    replacedBy: row.replacedBy,
    chain: { reps, relayed, acknowledged, done, late, unclear },
    can: {
      relay: !isRecalled && row.toRelay > 0,
      recall: !isRecalled && done < reps && row.issuedBy === viewer.personId,
    },
  };
}
