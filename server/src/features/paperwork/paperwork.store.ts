import type { OwedBy, Schedule } from '@plumbline/shared/contracts/paperwork.ts';
import type { BusinessCalendar } from '@plumbline/shared/domain/business-calendar.ts';
import type { Tx } from '../../database/connect.ts';
import { takeTurn } from '../../database/turn.ts';
import type { ScheduleVersion } from './occurrences.ts';

export interface StoredType {
  id: string;
  name: string;
  version: number;
  /** The last day that items were made for. */
  madeThrough: string | null;
}

/** Field names as `json_to_recordset` reads them. */
export interface MadeOccurrence {
  occurrence: number;
  type_id: string;
  key: string;
  day: string;
  due_day: string;
  due_time: string;
  grace_hours: number;
  owed_by: Schedule['owedBy']['kind'];
  owed_ids: string[];
  title: string;
}

interface VersionRow extends Omit<ScheduleVersion, 'owedBy'> {
  typeId: string;
  owedBy: OwedBy['kind'];
  owedIds: string[];
}

/** Writes kinds of paperwork and the versions of their schedules. */
export function paperworkStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId, personId } = actor;
  return {
    /** Runs and changes of schedules go one after the other, organisation by organisation. */
    takeTurn: () => takeTurn({ sql, actor }, 'paperwork'),

    async calendar(at: Date): Promise<BusinessCalendar & { today: string; timeZone: string }> {
      const [found] = await sql<
        { workingDays: number[]; holidays: string[]; today: string; timeZone: string }[]
      >`
        select o.working_days, o.time_zone, (${at}::timestamptz at time zone o.time_zone)::date as today,
          array(select h.day::text from holidays h where h.organization_id = o.id) as holidays
        from organizations o where o.id = ${organizationId}`;
      if (found === undefined) throw new Error('the organisation is missing');
      return { ...found, holidays: new Set(found.holidays) };
    },

    async type(id: string): Promise<StoredType | null> {
      const [type] = await sql<StoredType[]>`
        select t.id, t.name, t.version, t.made_through from paperwork_types t
        where t.organization_id = ${organizationId} and t.id = ${id}`;
      return type ?? null;
    },

    /** Types that have a schedule, each with all its versions. */
    async scheduled(): Promise<(StoredType & { versions: ScheduleVersion[] })[]> {
      const [types, versions] = await Promise.all([
        sql<StoredType[]>`
          select t.id, t.name, t.version, t.made_through from paperwork_types t
          where t.organization_id = ${organizationId} order by t.id`,
        this.versions(),
      ]);
      const byType = Map.groupBy(versions, ({ typeId }) => typeId);
      return types.flatMap((type) => {
        const own = byType.get(type.id);
        return own === undefined ? [] : [{ ...type, versions: own }];
      });
    },

    async versions(): Promise<(ScheduleVersion & { typeId: string })[]> {
      const rows = await sql<VersionRow[]>`
        select s.type_id, s.version, s.in_force_from, s.rule, s.starts_on, s.ends_before, s.business_day, s.on_day_off,
          to_char(s.due_time, 'HH24:MI') as due_time, s.grace_hours, s.owed_by, s.owed_ids, s.is_paused
        from paperwork_schedules s
        where s.organization_id = ${organizationId}
        order by s.type_id, s.version`;
      return rows.map(({ owedBy, owedIds, ...row }) => ({ ...row, owedBy: { kind: owedBy, ids: owedIds } }));
    },

    /** Whether this code or name is taken. */
    async isTaken(name: string, code: string, but: string | null): Promise<boolean> {
      const [found] = await sql`
        select from paperwork_types t
        where t.organization_id = ${organizationId} and (lower(t.name) = lower(${name}) or t.code = ${code})
          and t.id is distinct from ${but}`;
      return found !== undefined;
    },

    async add(type: { id: string; name: string; code: string }, at: Date): Promise<void> {
      await sql`
        insert into paperwork_types (organization_id, id, code, name, edited_at)
        values (${organizationId}, ${type.id}, ${type.code}, ${type.name}, ${at})`;
    },

    async rename(id: string, name: string, at: Date): Promise<void> {
      await sql`
        update paperwork_types t set name = ${name}, version = t.version + 1, edited_at = ${at}
        where t.organization_id = ${organizationId} and t.id = ${id}`;
    },

    async addVersion(typeId: string, schedule: Schedule, inForceFrom: string, at: Date): Promise<number> {
      const { rule, startsOn, endsBefore, businessDay, onDayOff, dueTime, graceHours, owedBy, isPaused } =
        schedule;
      const [added] = await sql<{ version: number }[]>`
        insert into paperwork_schedules (
          organization_id, type_id, version, in_force_from, rule, starts_on, ends_before, business_day, on_day_off,
          due_time, grace_hours, owed_by, owed_ids, is_paused, created_by, created_at
        )
        select ${organizationId}, ${typeId}, coalesce(max(s.version), 0) + 1, ${inForceFrom}::date, ${rule},
          ${startsOn}::date, ${endsBefore}::date, ${businessDay}::smallint, ${onDayOff}, ${dueTime}::time,
          ${graceHours}::smallint, ${owedBy.kind}, ${owedBy.ids}::uuid[], ${isPaused}::boolean, ${personId}::uuid, ${at}
        from paperwork_schedules s
        where s.organization_id = ${organizationId} and s.type_id = ${typeId}
        returning version`;
      return added?.version ?? 1;
    },
  };
}
