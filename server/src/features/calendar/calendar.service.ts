import type { Holiday, HolidaysPreview } from '@plumbline/shared/contracts/calendar.ts';
import type { Database } from '../../database/connect.ts';
import { invalid, notFound } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { CalendarFileError, readHolidays } from './ics.ts';

/** So far are the recurring events of a calendar file followed, in days. */
const followed = 731;

/** The working week and the holidays. What was made already keeps its due time: nothing is rewritten. */
export function calendarService(database: Pick<Database, 'read' | 'transaction'>) {
  return {
    setWorkingWeek(viewer: Viewer, workingDays: readonly number[]): Promise<void> {
      return database.transaction(viewer, async ({ sql, audit, actor }) => {
        const days = workingDays.toSorted((a, b) => a - b);
        const [before] = await sql<{ workingDays: number[] }[]>`
          select o.working_days from organizations o where o.id = ${actor.organizationId} for no key update`;
        if (before === undefined || before.workingDays.join() === days.join()) return;
        await sql`
          update organizations o set working_days = ${days}::smallint[] where o.id = ${actor.organizationId}`;
        await audit({
          action: 'calendar.working_week_changed',
          subjectType: 'organization',
          subjectId: actor.organizationId,
          details: { from: before.workingDays, to: days },
        });
      });
    },

    /** Adds holidays, or names them anew. */
    addHolidays(viewer: Viewer, holidays: readonly Holiday[], at: Date): Promise<void> {
      return database.transaction(viewer, async ({ sql, audit, actor }) => {
        const byDay = [...new Map(holidays.map((holiday) => [holiday.day, holiday])).values()];
        const changed = await sql<{ day: string; name: string }[]>`
          insert into holidays as h (organization_id, day, name, edited_at)
          select ${actor.organizationId}, new.day, new.name, ${at}
          from json_to_recordset(${JSON.stringify(byDay)}::text::json) as new (day date, name text)
          on conflict (organization_id, day) do update set name = excluded.name, edited_at = excluded.edited_at
          where h.name <> excluded.name
          returning h.day, h.name`;
        if (changed.length === 0) return;
        await audit({
          action: 'calendar.holidays_added',
          subjectType: 'organization',
          subjectId: actor.organizationId,
          details: { holidays: [...changed] },
        });
      });
    },

    /** @throws RequestError not_found */
    removeHoliday(viewer: Viewer, day: string, at: Date): Promise<void> {
      return database.transaction(viewer, async ({ sql, audit, actor }) => {
        const { organizationId, personId } = actor;
        const [removed] = await sql<{ name: string }[]>`
          with removed as (
            delete from holidays h where h.organization_id = ${organizationId} and h.day = ${day}
            returning h.name
          ),
          kept as (
            insert into removed_holidays (organization_id, id, day, name, removed_by, removed_at)
            select ${organizationId}, new_id(), ${day}, removed.name, ${personId}, ${at} from removed
          )
          select removed.name from removed`;
        if (removed === undefined) throw notFound('holiday');
        await audit({
          action: 'calendar.holiday_removed',
          subjectType: 'organization',
          subjectId: organizationId,
          details: { day, name: removed.name },
        });
      });
    },

    /** What a calendar file would add. @throws RequestError invalid_request */
    async preview(viewer: Viewer, ics: string, at: Date): Promise<HolidaysPreview> {
      const { today, workingDays, known } = await database.read(viewer, async (sql) => {
        const [calendar] = await sql<{ today: string; workingDays: number[]; known: string[] }[]>`
          select (${at}::timestamptz at time zone o.time_zone)::date as today, o.working_days,
            array(select h.day::text from holidays h where h.organization_id = o.id) as known
          from organizations o where o.id = ${viewer.organizationId}`;
        if (calendar === undefined) throw new Error('the organisation is missing');
        return calendar;
      });
      const range = { from: today, until: plusDays(today, followed) };
      const { holidays, timedEvents, unreadable } = read(ics, range);
      const taken = new Set(known);
      return {
        holidays: holidays.map((holiday) => ({
          ...holiday,
          status: taken.has(holiday.day)
            ? 'known'
            : workingDays.includes(weekdayOf(holiday.day))
              ? 'new'
              : 'day_off',
        })),
        ...range,
        timedEvents,
        unreadable,
      };
    },
  };
}

function read(ics: string, range: { from: string; until: string }) {
  try {
    return readHolidays(ics, range);
  } catch (error) {
    throw error instanceof CalendarFileError ? invalid('ics', error.message) : error;
  }
}

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

/** ISO: 1 (Monday) to 7. */
const weekdayOf = (day: string) => midnight(day).getUTCDay() || 7;

const plusDays = (day: string, days: number) =>
  new Date(midnight(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);
