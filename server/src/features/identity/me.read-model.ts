import type { Me } from '@plumbline/shared/contracts/session.ts';
import { permissions, permits, type Role } from '@plumbline/shared/domain/roles.ts';
import type { Database } from '../../database/connect.ts';
import { RequestError } from '../../errors.ts';
import { awaitsReview, lifeOfFlag } from '../../policies/flag-life.ts';
import { mayGrantLeave } from '../../policies/leave.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { todayReadModel } from '../items/today.read-model.ts';

interface Row {
  id: string;
  name: string;
  email: string;
  role: Role;
  isAdmin: boolean;
  timeZone: string;
  organizationName: string;
  organizationTimeZone: string;
  isSample: boolean;
  managerId: string | null;
  managerName: string | null;
  lateItems: number;
  unansweredFollowUps: number;
  unansweredJointCalls: number;
  unreadNotices: number;
  flagsToReview: number;
  ownFlags: number;
  leaveToConfirm: number;
}

/** Who is signed in, what they may do, and what waits for them. */
export function meReadModel(database: Pick<Database, 'read'>) {
  const today = todayReadModel(database);
  return {
    async me(viewer: Viewer, at: Date): Promise<Me> {
      const answersForPeople = permits(viewer, 'items.team');
      const [[row], queue] = await Promise.all([
        database.read(
          viewer,
          (sql) => sql<Row[]>`
          select p.id, p.name, p.email, p.role, p.is_admin, p.time_zone,
            o.name as organization_name, o.time_zone as organization_time_zone, o.is_sample,
            manager.id as manager_id, manager.name as manager_name,
            (
              select count(*) from items i
              where i.organization_id = p.organization_id and i.rep_id = p.id and i.state = 'open' and i.current_due_at <= ${at}
            ) as late_items,
            (
              select count(*) from live_follow_ups f
              where f.organization_id = p.organization_id and f.rep_id = p.id and not exists (
                select from live_follow_up_answers a where a.organization_id = f.organization_id and a.follow_up_id = f.id
              )
            ) as unanswered_follow_ups,
            (
              select count(*) from answered_joint_calls j
              where j.organization_id = p.organization_id and j.rep_id = p.id and j.answer is null
            ) as unanswered_joint_calls,
            (
              select count(*) from notices n
              where n.organization_id = p.organization_id and n.person_id = p.id and n.read_at is null
            ) as unread_notices,
            (
              select count(*) from flags f
              cross join lateral (${lifeOfFlag(sql, at)}) life
              where f.organization_id = p.organization_id and ${viewer.role === 'executive'} and f.manager_id <> p.id
                and f.cleared_at is null and ${scope.flags(sql, viewer, at)} and ${awaitsReview(sql)}
            ) as flags_to_review,
            (
              select count(*) from flags f
              where f.organization_id = p.organization_id and f.manager_id = p.id and f.cleared_at is null
            ) as own_flags,
            (
              select count(*) from absences a
              join people rep on rep.organization_id = a.organization_id and rep.id = a.person_id
              where a.organization_id = p.organization_id and not a.counts
                and coalesce(upper(a.during) > (${at}::timestamptz at time zone rep.time_zone)::date, true)
                and ${scope.absences(sql, viewer)} and ${mayGrantLeave(sql, viewer, at)}
            ) as leave_to_confirm
          from people p
          join organizations o on o.id = p.organization_id
          left join reporting_lines line on line.organization_id = p.organization_id and line.person_id = p.id
            and line.during @> (${at}::timestamptz at time zone p.time_zone)::date
          left join people manager on manager.organization_id = line.organization_id and manager.id = line.manager_id
          where p.organization_id = ${viewer.organizationId} and p.id = ${viewer.personId}`,
        ),
        answersForPeople ? today.today(viewer, { limit: 1 }, at) : null,
      ]);
      if (row === undefined) throw new RequestError('not_signed_in', 'Sign in, then ask again.');
      return {
        id: row.id,
        name: row.name,
        email: row.email,
        role: row.role,
        isAdmin: row.isAdmin,
        timeZone: row.timeZone,
        organization: {
          id: viewer.organizationId,
          name: row.organizationName,
          timeZone: row.organizationTimeZone,
          isSample: row.isSample,
        },
        manager:
          row.managerId === null || row.managerName === null
            ? null
            : { id: row.managerId, name: row.managerName },
        permissions: permissions.filter((permission) => permits(viewer, permission)),
        waiting: {
          lateItems: row.lateItems,
          unansweredFollowUps: row.unansweredFollowUps,
          unansweredJointCalls: row.unansweredJointCalls,
          unansweredLapses: queue?.unanswered ?? 0,
          unreadNotices: row.unreadNotices,
          flagsToReview: row.flagsToReview,
          ownFlags: row.ownFlags,
          leaveToConfirm: row.leaveToConfirm,
        },
      };
    },
  };
}

export type MeReadModel = ReturnType<typeof meReadModel>;
