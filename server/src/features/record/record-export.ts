import type { RecordExport } from '@plumbline/shared/contracts/record.ts';
import type { Sql, Tx } from '../../database/connect.ts';
import type { Viewer } from '../../policies/viewer.ts';
import {
  type ExceptionRow,
  exceptionColumns,
  joinException,
  presentException,
} from '../exceptions/exception-row.ts';
import { type CommitmentRow, commitmentsOfItem, presentCommitment } from '../follow-ups/commitments.ts';
import {
  type FollowUpRow,
  followUpColumns,
  joinFollowUp,
  presentFollowUp,
} from '../follow-ups/follow-up-row.ts';
import {
  type InterventionRow,
  interventionColumns,
  joinIntervention,
  presentIntervention,
} from '../interventions/intervention-row.ts';
import {
  joinJointCall,
  jointCallColumns,
  type JointCallRow,
  presentJointCall,
} from '../interventions/joint-call-row.ts';
import { type EventRow, presentEvent } from '../items/item-event-row.ts';
import { filesOf, type ItemRow, itemColumns, joinItem, presentItem } from '../items/item-row.ts';

/**
 * Everything that is held about the viewer as somebody who owes items, in the form in which screens show it. That it was
 * taken is on record, as any export is. (What one may do with each now is left out as it is written, by the contract.)
 */
export async function exportRecord(tx: Tx, viewer: Viewer, at: Date): Promise<RecordExport> {
  const { sql } = tx;
  const [person] = await selectPerson(sql, viewer);
  if (person === undefined) throw new Error('whoever is signed in is nobody');
  const reportingLines = await selectLines(sql, viewer);
  const absences = await selectAbsences(sql, viewer);
  const items = await selectItems(sql, viewer, at);
  const events = Map.groupBy(await selectEvents(sql, viewer), ({ itemId }) => itemId);
  const commitments = await selectCommitments(sql, viewer, at);
  const followUps = await selectFollowUps(sql, viewer);
  const exceptions = await selectExceptions(sql, viewer, at);
  const takeovers = await selectTakeovers(sql, viewer, at);
  const jointCalls = await selectJointCalls(sql, viewer);
  await tx.audit({ action: 'record.exported', subjectType: 'person', subjectId: viewer.personId });
  return {
    exportedAt: at.toISOString(),
    person,
    reportingLines,
    absences,
    items: items.map((row) => ({
      ...presentItem(row, viewer, at),
      events: (events.get(row.id) ?? []).map((event) => presentEvent(event)),
    })),
    commitments: commitments.map(presentCommitment),
    followUps: followUps.map((row) => presentFollowUp(row, viewer)),
    exceptions: exceptions.map((row) => presentException(row, viewer)),
    takeovers: takeovers.map((row) => presentIntervention(row, viewer)),
    jointCalls: jointCalls.map((row) => presentJointCall(row, viewer)),
  };
}

const selectPerson = (sql: Sql, { organizationId, personId }: Viewer) => sql<RecordExport['person'][]>`
  select p.id, p.name, p.email, p.role, p.time_zone, p.hired_on, p.left_on
  from people p where p.organization_id = ${organizationId} and p.id = ${personId}`;

const selectLines = (sql: Sql, { organizationId, personId }: Viewer) => sql<RecordExport['reportingLines']>`
  select json_build_object('id', manager.id, 'name', manager.name) as manager, lower(line.during) as "from", upper(line.during) as until
  from reporting_lines line
  join people manager on manager.organization_id = line.organization_id and manager.id = line.manager_id
  where line.organization_id = ${organizationId} and line.person_id = ${personId}
  order by lower(line.during) nulls first`;

const selectAbsences = (sql: Sql, { organizationId, personId }: Viewer) => sql<RecordExport['absences']>`
  select lower(a.during) as "from", upper(a.during) as until, a.counts,
    case when cover.id is not null then json_build_object('id', cover.id, 'name', cover.name) end as cover
  from absences a
  left join people cover on cover.organization_id = a.organization_id and cover.id = a.cover_id
  where a.organization_id = ${organizationId} and a.person_id = ${personId}
  order by lower(a.during)`;

const selectItems = (sql: Sql, viewer: Viewer, at: Date) => sql<ItemRow[]>`
  select ${itemColumns(sql, viewer, at)}
  from items i
  ${joinItem(sql, at)}
  where i.organization_id = ${viewer.organizationId} and i.rep_id = ${viewer.personId}
  order by i.due_at, i.id`;

const selectEvents = (sql: Sql, { organizationId, personId }: Viewer) => sql<
  (EventRow & { itemId: string })[]
>`
  select e.item_id, e.id, e.kind, e.actor_id, actor.name as actor_name, e.to_id, receiver.name as to_name, e.occurred_at, e.known_at as recorded_at, e.provenance,
    e.excuse, e.note, e.link, ${filesOf(sql, sql`e.id`)} as files, coalesce(e.new_due_at, e.promised_at) as new_due_at
  from items i
  join live_item_events e on e.organization_id = i.organization_id and e.item_id = i.id
  left join people actor on actor.organization_id = e.organization_id and actor.id = e.actor_id
  left join people receiver on receiver.organization_id = e.organization_id and receiver.id = e.to_id
  where i.organization_id = ${organizationId} and i.rep_id = ${personId}
  order by e.occurred_at, e.id`;

const selectCommitments = (sql: Sql, { organizationId, personId }: Viewer, at: Date) => sql<CommitmentRow[]>`
  select c.*
  from items i
  cross join lateral (${commitmentsOfItem(sql, at)}) c
  where i.organization_id = ${organizationId} and i.rep_id = ${personId}
  order by c.promised_for, c.item_id`;

const selectFollowUps = (sql: Sql, { organizationId, personId }: Viewer) => sql<FollowUpRow[]>`
  select ${followUpColumns(sql)}
  from live_follow_ups f
  ${joinFollowUp(sql)}
  where f.organization_id = ${organizationId} and f.rep_id = ${personId}
  order by f.occurred_at, f.id`;

const selectExceptions = (sql: Sql, viewer: Viewer, at: Date) => sql<ExceptionRow[]>`
  select ${exceptionColumns(sql, viewer, at)}
  from live_exceptions x
  ${joinException(sql)}
  where x.organization_id = ${viewer.organizationId} and x.rep_id = ${viewer.personId}
  order by x.requested_at, x.id`;

const selectTakeovers = (sql: Sql, { organizationId, personId }: Viewer, at: Date) => sql<InterventionRow[]>`
  select ${interventionColumns(sql, at)}
  from live_interventions i
  ${joinIntervention(sql)}
  where i.organization_id = ${organizationId} and coalesce(i.rep_id, o.owner_id) = ${personId}
  order by i.started_at, i.id`;

const selectJointCalls = (sql: Sql, { organizationId, personId }: Viewer) => sql<JointCallRow[]>`
  select ${jointCallColumns(sql)}
  from answered_joint_calls j
  ${joinJointCall(sql)}
  where j.organization_id = ${organizationId} and j.rep_id = ${personId}
  order by j.held_at, j.id`;
