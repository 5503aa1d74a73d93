import type { Calendar } from '@plumbline/shared/contracts/calendar.ts';
import type { Database } from '../../database/connect.ts';
import { can } from '../../policies/can.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** When the organisation works: known to everybody in it. */
export function calendarReadModel(database: Pick<Database, 'read'>) {
  return {
    async calendar(viewer: Viewer, at: Date): Promise<Calendar> {
      const [calendar] = await database.read(
        viewer,
        (sql) => sql<Omit<Calendar, 'can'>[]>`
        select o.time_zone, local.today, o.working_days, coalesce((
          select json_agg(json_build_object('day', h.day, 'name', h.name) order by h.day)
          from holidays h
          where h.organization_id = o.id and h.day > local.today - 366
        ), '[]') as holidays
        from organizations o
        cross join lateral (select (${at}::timestamptz at time zone o.time_zone)::date as today) local
        where o.id = ${viewer.organizationId}`,
      );
      if (calendar === undefined) throw new Error('the organisation is missing');
      return { ...calendar, can: { manage: can(viewer, 'calendar.manage') } };
    },
  };
}
